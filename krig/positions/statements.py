"""Where the statements of an RDF file stand: subject, predicate and object, one by one."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from krig.positions.pieces import Piece, pieces
from krig.positions.span import Lines, Span
from krig.positions.terms import Anonymous, Names
from krig.positions.tokens import UnreadableError, tokens
from krig.positions.turtle import Statement, Written, statements

LINE_BASED: Final = frozenset({RdfFormat.N_TRIPLES, RdfFormat.N_QUADS})
SCANNED: Final = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})

STATING: Final = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*+[^#\s][^\r\n]*")
"""A line of N-Triples or N-Quads that states something."""

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the subject, the predicate and the object of a statement stand."""

    subject: Span
    predicate: Span
    object: Span


def spans(
    text: str,
    rdf_format: RdfFormat,
    quads: Sequence[Quad],
    wanted: Collection[int],
    base: str | None = None,
) -> Mapping[int, Spans]:
    """Return where the wanted ones of `quads` stand in `text`, from which they were parsed.

    Args:
        text: the whole text.
        rdf_format: its format; those that are not of Turtle's family have no positions.
        quads: what it says, in the order in which pyoxigraph parsed it; the labels of blank nodes
            need not be those of the text.
        wanted: the numbers, from 0, of the quads in question.
        base: the base IRI with which the text was parsed.

    """
    lines = Lines(text)
    found: Iterable[tuple[int, Statement]] = ()
    if rdf_format in LINE_BASED:
        found = _in_lines(text, len(quads), wanted)
    elif rdf_format in SCANNED:
        found = _in_pieces(text, pieces(text, rdf_format, base), len(quads), wanted)
    try:
        return _verified(found, quads, wanted, lines)
    except UnreadableError:
        return {}


def _in_pieces(
    text: str, several: Iterable[Piece], count: int, wanted: Collection[int]
) -> Iterator[tuple[int, Statement]]:
    """Yield the statements of the pieces in which one is wanted.

    Raises:
        UnreadableError: the pieces have other than `count` statements, or the scan finds others.

    """
    ahead = sorted(wanted)
    first = 0
    for piece in several:
        here = range(first, first + piece.count)
        if bisect_left(ahead, here.start) < bisect_left(ahead, here.stop):
            names = Names(piece.base, {f"{name}:": iri for name, iri in piece.prefixes.items()})
            found = [*statements(text, names, piece.start, piece.end)]
            if len(found) != piece.count:
                raise UnreadableError
            yield from zip(here, found, strict=True)
        first = here.stop
    if first != count:
        raise UnreadableError


def _in_lines(text: str, count: int, wanted: Collection[int]) -> Iterator[tuple[int, Statement]]:
    """Yield the wanted statements of a text that has one in a line (RDF 1.1 N-Triples, section 7).

    Raises:
        UnreadableError: the text has other than `count` statements.

    """
    names = Names(None)
    number = -1
    for number, line in enumerate(STATING.finditer(text)):
        if number in wanted:
            subject, predicate, value, *graph = (
                Written(names.term(token), token.start, token.end)
                for token in tokens(text, line.start(), line.end())
                if token.kind != "mark"
            )
            yield number, Statement(subject, predicate, value, graph[0].term if graph else None)
    if number + 1 != count:
        raise UnreadableError


def _verified(
    found: Iterable[tuple[int, Statement]],
    quads: Sequence[Quad],
    wanted: Collection[int],
    lines: Lines,
) -> Mapping[int, Spans]:
    """Return the spans of the wanted statements; none, unless each says what its quad says."""
    pairing = _Pairing({}, {})
    placed: dict[int, Spans] = {}
    for number, statement in found:
        if number >= len(quads) or not pairing.same(statement, quads[number]):
            return {}
        if number in wanted:
            parts = (statement.subject, statement.predicate, statement.object)
            placed[number] = Spans(*(lines.span(part.start, part.end) for part in parts))
    return placed


@dataclass(frozen=True, slots=True)
class _Pairing:
    """Which blank node of the text is which of the quads, one to one."""

    there: dict[Anonymous, str]
    here: dict[str, Anonymous]

    def same(self, statement: Statement, quad: Quad) -> bool:
        """Tell whether `statement` says what `quad` says."""
        return (
            self._is(statement.subject.term, quad.subject)
            and self._is(statement.predicate.term, quad.predicate)
            and self._is(statement.object.term, quad.object)
            and self._is(statement.graph or DefaultGraph(), quad.graph_name)
        )

    def _is(self, written: object, term: object) -> bool:
        if isinstance(written, Anonymous) and isinstance(term, BlankNode):
            there = self.there.setdefault(written, term.value)
            return there == term.value and self.here.setdefault(term.value, written) == written
        return written == term
