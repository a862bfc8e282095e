"""Explains a shape: what it is about, what it asks for, and an example of each kind.

Examples stand beside the shapes, in `examples/SHAPE/`: `valid.ttl`, and `invalid.REASON.ttl` with
the expected report in `invalid.REASON.approved.txt`.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from textwrap import indent
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

import shapes
from krig.terms import Term
from krig.validation.report import Severity
from krig.validation.text import best, word
from krig.validation.wording.catalogue import END, Catalogue
from krig.validation.wording.constraints import Wording
from loaders.fault import Language

FOLDER: Final = "examples"
WORDS: Final[dict[str, tuple[str, str]]] = {
    "targetClass": ("이 클래스에 속하는 것", "instances of"),
    "targetNode": ("이 노드", "the node"),
    "targetSubjectsOf": ("이 속성을 가진 것", "subjects of"),
    "targetObjectsOf": ("이 속성의 값", "values of"),
    "severity": ("어기면", "if broken"),
    "message": ("메시지", "message"),
    "stated": ("정의된 곳", "stated at"),
    "valid": ("올바른 보기", "a valid example"),
    "invalid": ("틀린 보기", "an invalid example"),
}


class UnknownShapeError(Exception):
    """No shape is called so; `near` are those that are called alike."""

    def __init__(self, name: str, near: Iterable[str]) -> None:
        self.name = name
        self.near = tuple(near)
        super().__init__(f"no shape is called {name}; near are {', '.join(self.near)}")


def explain(name: str, catalogue: Catalogue, folders: Iterable[Path], language: Language) -> str:
    """Return what there is to say of the shape called `name`.

    Args:
        name: an IRI, a prefixed name, or the last part of one.
        catalogue: the shapes.
        folders: the folders beside which examples may stand.
        language: Korean or English.

    Raises:
        UnknownShapeError: no shape is called so.

    """
    shape = catalogue.called(name)
    if shape is None:
        names = [catalogue.name(each) for each in catalogue.shapes()]
        near = get_close_matches(name, names, cutoff=0.4) or names[:10]
        raise UnknownShapeError(name, near)
    parts = [
        *_shape(shape, catalogue, language),
        *_examples(shape, catalogue, folders, language),
    ]
    return "\n".join(parts) + "\n"


def krig_folders() -> tuple[Path, ...]:
    """Return the folder beside which krig's own examples stand."""
    return (shapes.PATH,)


def _shape(shape: NamedNode, catalogue: Catalogue, language: Language) -> Iterator[str]:
    yield catalogue.name(shape)
    for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"):
        targets = [catalogue.naming.term(each) for each in catalogue.values(shape, name)]
        if targets:
            yield f"  {_word(name, language)}: {', '.join(targets)}"
    yield from _constraints(shape, catalogue, language)
    for held in catalogue.values(shape, "property"):
        yield ""
        yield from indented(_property(held, catalogue, language))


def _property(shape: Term, catalogue: Catalogue, language: Language) -> Iterator[str]:
    path = catalogue.path(shape)
    name = catalogue.name(shape)
    told = catalogue.naming.path(path) if path is not None else ""
    yield name if name.endswith(told) else f"{told} ({name})"
    yield from _constraints(shape, catalogue, language)


def _constraints(shape: Term, catalogue: Catalogue, language: Language) -> Iterator[str]:
    """Yield what a shape asks for, how grave it is to break it, and what is said then."""
    if catalogue.stated.get(shape):
        yield f"  {_word('stated', language)}: {catalogue.stated[shape]}"
    wording = Wording(catalogue, language)
    yield from (f"  - {phrase}" for phrase in wording.constraints(shape, held=False))
    messages = [m for m in catalogue.values(shape, "message") if isinstance(m, RdfLiteral)]
    if messages:
        yield f"  {_word('message', language)}: {best(tuple(messages), language)}"
    for severity in catalogue.values(shape, "severity"):
        yield f"  {_word('severity', language)}: {word(Severity.of(severity), language)}"


def _examples(
    shape: NamedNode, catalogue: Catalogue, folders: Iterable[Path], language: Language
) -> Iterator[str]:
    """Yield a valid example, and an invalid one that breaks this very shape if there is one."""
    names = [END.split(each.value)[-1] for each in (shape, *catalogue.holders(shape))]
    for folder in (beside / FOLDER / name for beside in folders for name in names):
        valid, invalid = folder / "valid.ttl", sorted(folder.glob("invalid.*.ttl"))
        if valid.is_file():
            yield from ("", f"{_word('valid', language)}: {valid.name}", *_quoted(valid))
        breaking = [each for each in invalid if catalogue.name(shape) in _approved(each)]
        for example in [*breaking, *invalid][:1]:
            yield from ("", f"{_word('invalid', language)}: {example.name}", *_quoted(example))
        if invalid or valid.is_file():
            return


def _approved(example: Path) -> str:
    report = example.with_suffix(".approved.txt")
    return report.read_text(encoding="utf-8") if report.is_file() else ""


def _quoted(example: Path) -> Iterator[str]:
    """Yield the lines of an example, without its prefixes."""
    for line in example.read_text(encoding="utf-8").splitlines():
        if not line.lower().startswith(("prefix ", "@prefix ", "base ", "@base ")):
            yield f"    {line}".rstrip()


def indented(lines: Iterable[str]) -> Iterator[str]:
    """Yield `lines` two characters further to the right."""
    yield from (indent(line, "  ") for line in lines)


def _word(name: str, language: Language) -> str:
    return WORDS[name][language == "en"]
