"""What can be read from a node by walking steps of a graph: forwards, and back to where it began.

The states of an automaton stand for the places of nodes in a shape: the focus node, the values of
a path, the members of a list that a path leads through. Walked forwards from focus nodes, it tells
which triples bear on them; walked backwards from a triple, on which focus nodes that bears.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from collections.abc import Sequence as Listed
from dataclasses import dataclass, field
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from krig.terms import Term
from krig.validation.path import Alternative, Inverse, PropertyPath, Repeated, Sequence

Standing = tuple[Term, int]
"""A node in a state."""


@dataclass(frozen=True, slots=True)
class Step:
    """From a node over triples with a predicate (None: any), as their object if `inverse`.

    Where only a number of values is asked for, `enough` is how many triples tell; 0 means all.
    """

    predicate: NamedNode | None
    inverse: bool
    enough: int = 0

    def end(self, triple: Triple) -> Term:
        """Return the node to which the step leads over `triple`."""
        return triple.subject if self.inverse else triple.object

    def start(self, triple: Triple) -> Term:
        """Return the node from which the step leads over `triple`."""
        return triple.object if self.inverse else triple.subject


class View(Protocol):
    """A graph in which steps are taken."""

    def over(self, node: Term, step: Step) -> Iterable[Triple]:
        """Return the triples over which `step` leads from `node`."""

    def everywhere(self, predicate: NamedNode | None) -> Iterable[Triple]:
        """Return the triples with `predicate`."""


@dataclass(slots=True)
class Automaton:
    """States, and the steps between them; `walk` and `join` add to it."""

    moves: list[list[tuple[Step, int]]] = field(default_factory=list)
    joins: list[set[int]] = field(default_factory=list)
    anchors: dict[int, tuple[NamedNode, int]] = field(default_factory=dict)

    def state(self) -> int:
        """Add a state."""
        self.moves.append([])
        self.joins.append(set())
        return len(self.moves) - 1

    def anchor(self, node: NamedNode, reader: int) -> int:
        """Add a state in which `node` is whenever any node is in the state `reader`."""
        state = self.state()
        self.anchors[state] = node, reader
        return state

    def join(self, state: int, other: int) -> None:
        """Let every node that is in `state` be in the `other` one too."""
        self.joins[state].add(other)

    def read(self, state: int, step: Step) -> int:
        """Add a step from `state`; return the state to which it leads."""
        end = self.state()
        self.moves[state].append((step, end))
        return end

    def count(self, state: int, path: PropertyPath, enough: int) -> None:
        """Add what tells whether `path` leads from `state` to as many values as are `enough`."""
        match path:
            case NamedNode():
                self.read(state, Step(path, inverse=False, enough=enough))
            case Inverse(NamedNode() as walked):
                self.read(state, Step(walked, inverse=True, enough=enough))
            case _:
                self.walk(state, path)

    def walk(self, state: int, path: PropertyPath, *, inverse: bool = False) -> int:
        """Add `path`, walked from `state`; return the state in which its values are."""
        match path:
            case NamedNode():
                return self.read(state, Step(path, inverse))
            case Inverse(walked):
                return self.walk(state, walked, inverse=not inverse)
            case Sequence(paths):
                for each in reversed(paths) if inverse else paths:
                    state = self.walk(state, each, inverse=inverse)
                return state
            case Alternative(paths):
                end = self.state()
                for each in paths:
                    self.join(self.walk(state, each, inverse=inverse), end)
                return end
            case Repeated(walked, modifier):
                first, last = self.state(), self.state()
                self.join(state, first)
                end = self.walk(first, walked, inverse=inverse)
                self.join(end, last)
                if modifier != "+":
                    self.join(first, last)
                if modifier != "?":
                    self.join(end, first)
                return last

    def built(self) -> "Reach":
        """Return what the states read, where one is joined to others what those do too."""
        joined = tuple(_closure(state, self.joins) for state in range(len(self.joins)))
        moves = tuple(
            tuple(dict.fromkeys(move for each in sorted(states) for move in self.moves[each]))
            for states in joined
        )
        return Reach(moves, joined, self.anchors)


def _closure(state: int, joins: Listed[Set[int]]) -> set[int]:
    reached: set[int] = set()
    ahead = [state]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += joins[here]
    return reached


@dataclass(frozen=True, slots=True)
class Reach:
    """An automaton that is built.

    By state: the moves from it, the states that its nodes are in too, and the anchors.
    """

    moves: tuple[tuple[tuple[Step, int], ...], ...]
    joined: tuple[Set[int], ...]
    anchors: Mapping[int, tuple[NamedNode, int]]
    back: Mapping[int, tuple[tuple[int, Step], ...]] = field(init=False)
    readers: Mapping[NamedNode | None, tuple[tuple[int, Step], ...]] = field(init=False)

    def __post_init__(self) -> None:
        back: dict[int, list[tuple[int, Step]]] = defaultdict(list)
        readers: dict[NamedNode | None, set[tuple[int, Step]]] = defaultdict(set)
        for state, moves in enumerate(self.moves):
            for step, end in moves:
                back[end].append((state, step))
                readers[step.predicate].add((state, step))
        object.__setattr__(self, "back", {end: tuple(came) for end, came in back.items()})
        told = {predicate: tuple(reading) for predicate, reading in readers.items()}
        object.__setattr__(self, "readers", told)

    def states(self, start: int) -> set[int]:
        """Return the states that can be reached from `start`, those of anchors included."""
        onwards = [
            self.joined[state] | {end for _, end in moves} for state, moves in enumerate(self.moves)
        ]
        for anchor, (_, reader) in self.anchors.items():
            onwards[reader] = onwards[reader] | {anchor}
        return _closure(start, onwards)

    def reads(self, states: Iterable[int], triple: Triple) -> bool:
        """Tell whether `triple` can be read in one of `states`."""
        return any(
            step.predicate in {None, triple.predicate}
            for state in states
            for step, _ in self.moves[state]
        )

    def read_from(
        self, starts: Iterable[Standing], view: View
    ) -> tuple[set[Standing], set[Triple]]:
        """Return where one comes from the nodes `starts` in `view`, and all triples on the way."""
        read: set[Triple] = set()

        def onwards(standing: Standing) -> Iterator[Standing]:
            node, state = standing
            for step, end in self.moves[state]:
                for triple in _enough(view.over(node, step), step.enough):
                    read.add(triple)
                    yield step.end(triple), end

        return _walked(starts, onwards), read

    def leading(self, ends: Iterable[Standing], view: View) -> set[Standing]:
        """Return from where one comes to one of `ends` in `view`, and these themselves."""

        def backwards(standing: Standing) -> Iterator[Standing]:
            node, state = standing
            for earlier, step in self.back.get(state, ()):
                for triple in view.over(node, Step(step.predicate, not step.inverse)):
                    yield step.start(triple), earlier

        return _walked(ends, backwards)

    def readers_of(self, triples: Iterable[Triple]) -> Iterator[Standing]:
        """Yield where `triples` are read."""
        for triple in triples:
            for predicate in (triple.predicate, None):
                for state, step in self.readers.get(predicate, ()):
                    yield step.start(triple), state


def _enough(triples: Iterable[Triple], number: int) -> Iterable[Triple]:
    """Return as many different ones of `triples`, or all."""
    if not number:
        return triples
    different: set[Triple] = set()
    for triple in triples:
        different.add(triple)
        if len(different) == number:
            break
    return different


def _walked(
    starts: Iterable[Standing], onwards: Callable[[Standing], Iterable[Standing]]
) -> set[Standing]:
    reached: set[Standing] = set()
    ahead = [*starts]
    while ahead:
        standing = ahead.pop()
        if standing not in reached:
            reached.add(standing)
            ahead += onwards(standing)
    return reached
