"""The statements of a Turtle or TriG document, in the order in which pyoxigraph parses them.

The parser yields what one token completes in reverse, the last statement first. A literal is
completed by its language or its datatype; a text that has neither, by the token after it.

Source: RDF 1.1 Turtle, section 6.5 and 7; RDF 1.1 TriG, section 4.5.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from krig.positions.terms import Anonymous, Names
from krig.positions.terms import Written as Term
from krig.positions.tokens import Token, UnreadableError, tokens
from ontology.namespaces import RDF

PREFIX: Final = frozenset({"@prefix", "prefix"})
BASE: Final = frozenset({"@base", "base"})
VERSION: Final = frozenset({"@version", "version"})
QUOTES: Final = "\"'"


@dataclass(frozen=True, slots=True)
class Written:
    """A term and where it is written; that of a collection or of `[…]` is its first bracket."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the graph in which it stands, if it is named."""

    subject: Written
    predicate: Written
    object: Written
    graph: Term | None


@dataclass(slots=True)
class _Frame:
    """What has begun and not ended: a statement, a `[…]`, or a collection.

    In a collection `subject` is the last cell, and `opening` its bracket.
    """

    kind: Literal["statement", "properties", "collection"]
    subject: Written | None = None
    predicate: Written | None = None
    opening: Token | None = None


def statements(
    text: str, names: Names, start: int = 0, end: int | None = None
) -> Iterator[Statement]:
    """Yield the statements of `text` between two characters.

    `names` holds the base IRI and the prefixes there, and then what is declared.

    Raises:
        UnreadableError: the text has what Turtle and TriG of RDF 1.1 do not have.

    """
    reader = _Reader(names)
    ahead = tokens(text, start, end)
    for token in ahead:
        word = token.text.lower() if token.kind == "word" else ""
        if word in PREFIX:
            names.declare(next(ahead).text, next(ahead).text)
        elif word in BASE:
            names.rebase(next(ahead).text)
        elif word in VERSION:
            next(ahead)
        elif word != "graph":
            reader.take(token)
            yield from reader.completed_last()
            if token.kind == "text" and token.text[-1] not in QUOTES:
                reader.give_held()
                yield from reader.completed_last()


@dataclass(slots=True)
class _Reader:
    """Takes token by token; what is nested stands on a stack, however deep it is."""

    names: Names
    graph: Term | None = None
    stack: list[_Frame] = field(default_factory=lambda: [_Frame("statement")])
    completed: list[Statement] = field(default_factory=list)
    held: Written | None = None

    def take(self, token: Token) -> None:
        """Read one token more."""
        self.give_held()
        match token.text if token.kind == "mark" else "":
            case "":
                self._take_term(token)
            case "[":
                self._prepare_cell(token)
                self.stack.append(_Frame("properties", _written(Anonymous(token.start), token)))
            case "(":
                self._prepare_cell(token)
                self.stack.append(_Frame("collection", opening=token))
            case "]":
                self._give(self._ended("properties").subject)
            case ")":
                self._end_collection(token)
            case ";":
                self.stack[-1].predicate = None
            case "." | "}" | "{" as mark:
                subject = self.stack[-1].subject
                self.stack = [_Frame("statement")]
                if mark != ".":
                    self.graph = subject.term if subject and mark == "{" else None

    def completed_last(self) -> list[Statement]:
        """Return what was completed since this was last asked, in the order of the parser."""
        completed = self.completed[::-1]
        self.completed.clear()
        return completed

    def give_held(self) -> None:
        """Let the text that was held back be a part of what it stands in."""
        if self.held is not None:
            self._give(self.held)
            self.held = None

    def _take_term(self, token: Token) -> None:
        self._prepare_cell(token)
        self.held = _written(self.names.term(token), token)
        if token.kind != "text":
            self.give_held()

    def _give(self, node: Written | None, depth: int = -1) -> None:
        """Let `node` be the next part of what stands at `depth` of the stack."""
        frame = self.stack[depth]
        if node is None or frame.subject is None:
            frame.subject = node
        elif frame.kind == "collection":
            self._complete(frame.subject, _written(RDF["first"], node), node)
        elif frame.predicate is None:
            frame.predicate = node
        else:
            self._complete(frame.subject, frame.predicate, node)

    def _complete(self, subject: Written, predicate: Written, value: Written) -> None:
        self.completed.append(Statement(subject, predicate, value, self.graph))

    def _prepare_cell(self, token: Token) -> None:
        """Where a collection goes on at `token`, make the cell for its next member."""
        frame = self.stack[-1]
        if frame.kind != "collection":
            return
        before = frame.subject
        cell = _written(Anonymous(-1 - token.start), token if before else frame.opening or token)
        if before is None:
            self._give(cell, depth=-2)
        else:
            self._complete(before, _written(RDF["rest"], token), cell)
        frame.subject = cell

    def _end_collection(self, token: Token) -> None:
        frame = self._ended("collection")
        nil = _written(RDF["nil"], token)
        if frame.subject is None:
            self._give(_written(RDF["nil"], frame.opening or token))
        else:
            self._complete(frame.subject, _written(RDF["rest"], token), nil)

    def _ended(self, kind: str) -> _Frame:
        frame = self.stack.pop()
        if frame.kind != kind or not self.stack:
            message = f"what ends here is no {kind}"
            raise UnreadableError(message)
        return frame


def _written(term: Term, at: Token | Written) -> Written:
    return Written(term, at.start, at.end)
