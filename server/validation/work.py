"""What a child does: validates what was sent, and writes the report.

Nothing that was sent is read, reasoned about or asked before this runs, and it runs where it may
end at any moment.
"""

import os
from contextlib import nullcontext
from dataclasses import replace
from typing import Final

from krig.validation import ShapesError
from krig.validation.check_rdf import Against, Opening, check
from krig.validation.findings.finding import Finding
from krig.validation.formats import FORMATS, render
from krig.validation.rdf_files import Given
from server.validation.faults import REPORT, SHAPES, UNREAD
from server.validation.job import Asked, Document, Told, Unread, packed

LONGEST: Final = 10_000
"""How many characters of an engine's words are told: it may cite the whole shapes."""
NICE: Final = 10
"""Queries go before validations, which take longer (nice(2))."""

REHEARSED: Final = (
    Document(name="data.ttl", content=b"<http://e/s> a <http://e/C> ; <http://e/p> _:b ."),
    Document(
        name="shapes.ttl",
        content=b"""@prefix sh: <http://www.w3.org/ns/shacl#> .
        [] a sh:NodeShape ; sh:targetClass <http://e/C> ;
          sh:property [ sh:path <http://e/p> ; sh:nodeKind sh:IRI ; sh:class <http://e/D> ] ;
          sh:sparql [ sh:select "SELECT $this ?value { $this <http://e/p> ?value }" ] .""",
    ),
)
"""A piece of data, and shapes that it breaks."""


def validated(asked: Asked, most: int, files: Opening = nullcontext) -> bytes:
    """Return what comes of a validation, and its report of up to `most` bytes, packed.

    What is done `files` lets open files has not come from outside, or is only reasoned about.
    """
    against = Against(shapes=_given(asked.shapes), infer=asked.infer, engine=asked.engine)
    try:
        found = check(_given(asked.data), against, files=files)
    except ShapesError as error:
        return _failed(Told(outcome=SHAPES, said=str(error)[:LONGEST]))
    if not found.ran:
        return _failed(Told(outcome=UNREAD, unread=tuple(map(_unread, found.all))))
    shown = replace(found, limit=asked.limit)
    report = render(shown, asked.format, asked.language).encode("utf-8", "backslashreplace")
    if len(report) > most:
        return _failed(Told(outcome=REPORT))
    return packed([_written(Told(conforms=shown.conforms)), report])


def lower() -> None:
    """Let queries go before what this process does."""
    os.nice(NICE)


def rehearse() -> None:
    """Use all that is read from files on first use: a child can open none."""
    data, shapes = REHEARSED
    asked = Asked(data=(data,), format="text", language="ko")
    validated(asked, LONGEST)
    theirs = asked.model_copy(update={"shapes": (shapes,)})
    validated(theirs.model_copy(update={"engine": "pyshacl"}), LONGEST)
    for name in FORMATS:
        validated(theirs.model_copy(update={"format": name}), LONGEST)


def _given(documents: tuple[Document, ...]) -> tuple[Given, ...]:
    return tuple(Given(each.name, each.content) for each in documents)


def _unread(finding: Finding) -> Unread:
    location = finding.location
    span = location.span if location is not None else None
    return Unread(
        file=location.file if location is not None else "",
        line=span.line if span is not None else 0,
        column=span.column if span is not None else 0,
        ko=finding.message("ko"),
        en=finding.message("en"),
    )


def _failed(told: Told) -> bytes:
    return packed([_written(told), b""])


def _written(told: Told) -> bytes:
    return told.model_dump_json().encode()
