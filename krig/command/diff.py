"""`krig diff`: what changed between two releases."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, Final

import typer
from pyoxigraph import NamedNode

from krig.command.build import ReleasesOption
from krig.command.language import LangOption, language
from krig.command.releases import release_called
from krig.command.terminal import failures_told, told
from krig.diff import Change, Said, changes, facts, labels
from krig.results import short
from krig.terms import Term
from ontology.namespaces import ID, RDF

SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}

Labels = Mapping[NamedNode, str]


def diff(
    earlier: Annotated[str, typer.Argument(help="앞 릴리스. The earlier release.")],
    later: Annotated[str, typer.Argument(help="뒤 릴리스. The later release.")],
    releases: ReleasesOption = Path("releases"),
    lang: LangOption = None,
) -> None:
    """두 릴리스 사이에 바뀐 사실을 보인다 · Show which facts changed between two releases."""
    speak = language(lang)
    with failures_told(speak):
        old, new = (list(release_called(name, releases).quads()) for name in (earlier, later))
    found = tuple(changes(facts(old), facts(new)))
    names = labels(chain(old, new), speak)
    for change in found:
        for line in lines(change, names):
            typer.echo(line)
    counts = Counter(change.kind for change in found)
    typer.echo(
        told(
            speak,
            f"더해짐 {counts['added']}, 없어짐 {counts['removed']}, 바뀜 {counts['changed']}",
            f"{counts['added']} added, {counts['removed']} removed, {counts['changed']} changed",
        )
    )


def lines(change: Change, names: Labels) -> Iterator[str]:
    """Yield a line for the thing that changed, and one for each fact that is not the same."""
    thing = change.thing.value.removeprefix(ID.iri)
    yield f"{SIGNS[change.kind]} {_named(change.thing, names)} ({_kinds(change, names)}{thing})"
    if change.kind != "changed":
        return
    for predicate in sorted({each for each, _ in change.gone | change.come}, key=str):
        gone = _values(change.gone, predicate, names)
        come = _values(change.come, predicate, names)
        yield f"    {_named(predicate, names)}: {gone or '∅'} → {come or '∅'}"


def _kinds(change: Change, names: Labels) -> str:
    kinds = _values(change.gone | change.come, RDF["type"], names)
    return f"{kinds}, " if kinds and change.kind != "changed" else ""


def _values(said: Said, predicate: NamedNode, names: Labels) -> str:
    return ", ".join(sorted(_named(value, names) for each, value in said if each == predicate))


def _named(term: Term, names: Labels) -> str:
    return names.get(term, short(term)) if isinstance(term, NamedNode) else short(term)
