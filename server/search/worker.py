"""The process that searches: `python -m server.search.worker INDEX MEMORY`.

It reads questions, each a length and as much JSON, and answers them one after the other.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from krig.search.layout import VERSION
from krig.search.matching import How, Wanted, likeness, passage
from krig.search.searching import Facet, Hit, Index
from server.search.frames import LENGTH, packed

READY: Final = {"ready": VERSION}
"""What is said first."""

Answer = dict[str, Any]


def main(path: str, memory: str) -> None:
    """Answer questions about the index at `path` until nobody asks any more."""
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    index = Index.open(Path(path))
    say(sys.stdout.buffer, READY)
    while start := sys.stdin.buffer.read(LENGTH.size):
        (length,) = LENGTH.unpack(start)
        question = json.loads(sys.stdin.buffer.read(length))
        say(sys.stdout.buffer, ANSWERS[question.pop("ask")](index, **question))


def say(out: BinaryIO, answer: Mapping[str, Any]) -> None:
    """Write an answer."""
    out.write(packed(answer))
    out.flush()


def search(index: Index, *, text: str, kind: str, region: str, limit: int, offset: int) -> Answer:
    """Answer what is found by `text`."""
    found = index.search(text, kind, region, limit, offset)
    return {
        "hits": _hits(index, found.hits, text),
        "total": found.total,
        "more": found.more,
        "kinds": [_facet(each) for each in found.kinds],
        "regions": [_facet(each) for each in found.regions],
    }


def best(index: Index, *, text: str, kinds: list[str], limit: int) -> Answer:
    """Answer what is found best by `text`."""
    return {"hits": _hits(index, index.best(text, kinds, limit), text)}


def several(index: Index, *, queries: list[Answer]) -> Answer:
    """Answer what is found best by each of some queries."""
    return {"answers": [best(index, **each) for each in queries]}


def things(index: Index, *, iris: list[str]) -> Answer:
    """Answer what is known of some things."""
    return {"hits": _hits(index, index.things(iris), "")}


def kinds(index: Index) -> Answer:
    """Answer which classes of things there are."""
    return {"kinds": [_facet(each) for each in index.kinds()]}


ANSWERS: Final[Mapping[str, Callable[..., Answer]]] = {
    "search": search,
    "best": best,
    "several": several,
    "things": things,
    "kinds": kinds,
}


def _hits(index: Index, hits: Iterable[Hit], text: str) -> list[Answer]:
    shown = tuple(hits)
    regions = index.regions(shown)
    labels = {facet.iri: facet for facet in index.kinds()}
    wanted = Wanted(text)
    return [
        {
            "iri": hit.iri,
            "labels": _labels(hit),
            "kinds": [_facet(labels[each]) for each in hit.types],
            "how": hit.match.how.name.lower(),
            "distance": hit.match.distance,
            "name": hit.names[hit.match.name].text,
            "language": hit.names[hit.match.name].language,
            "role": hit.names[hit.match.name].role,
            "marks": hit.marks,
            "likeness": likeness(wanted, hit.names),
            "passage": passage(wanted, hit.texts) if hit.match.how is How.TEXT else ("", []),
            "certainty": hit.certainty,
            "until": hit.until,
            "regions": [
                {"iri": each.iri, "labels": _labels(each)}
                for number in hit.regions
                if (each := regions.get(number)) is not None
            ],
        }
        for hit in shown
    ]


def _labels(hit: Hit) -> Answer:
    return {language: hit.label(language) for language in ("ko", "en")}


def _facet(facet: Facet) -> Answer:
    return {"iri": facet.iri, "labels": {"ko": facet.ko, "en": facet.en}, "count": facet.count}


if __name__ == "__main__":
    main(*sys.argv[1:])
