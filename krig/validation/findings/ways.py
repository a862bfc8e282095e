"""The ways by which statements lead from a focus node along a property path to its values."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode, Quad

from krig.terms import Term
from krig.validation.path import Alternative, Inverse, PropertyPath, Repeated
from krig.validation.path import Sequence as Steps

Role = Literal["subject", "predicate", "object"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a statement: the numbers of the file and of the statement in it, from 0."""

    file: int
    number: int
    role: Role


Way = tuple[Mention, ...]
"""Where each step of a path is stated: the mention of the node to which the step leads."""

Ways = Mapping[Term, Way]


class Statements:
    """The statements of files, by their subjects and objects."""

    def __init__(
        self,
        files: Sequence[Sequence[Quad]],
        nodes: set[Term] | None = None,
        counts: Callable[[Quad], bool] = lambda _: True,
    ) -> None:
        """Index those about or to `nodes`, None meaning all, unless they do not count."""
        self.files = files
        self.about = defaultdict[Term, list[tuple[int, int]]](list)
        self.to = defaultdict[Term, list[tuple[int, int]]](list)
        for file, quads in enumerate(files):
            for number, quad in enumerate(quads):
                about, to = (nodes is None or each in nodes for each in (quad.subject, quad.object))
                if not (about or to) or not counts(quad):
                    continue
                if about:
                    self.about[quad.subject].append((file, number))
                if to:
                    self.to[quad.object].append((file, number))

    def mentions(self, node: Term, role: Role) -> Iterator[tuple[Mention, Quad]]:
        """Yield the statements in which `node` is subject or object, mentioned by its `role`."""
        index = self.about if role == "subject" else self.to
        for file, number in index.get(node, ()):
            yield Mention(file, number, role), self.files[file][number]

    def values(self, node: Term, property_: NamedNode) -> Iterator[tuple[Term, Mention]]:
        """Yield the values of a property of `node`, and where they are stated."""
        for found, quad in self.mentions(node, "subject"):
            if quad.predicate == property_:
                yield quad.object, Mention(found.file, found.number, "object")

    def holders(self, node: Term, property_: NamedNode) -> Iterator[tuple[Term, Mention]]:
        """Yield the nodes that have `node` as value of a property, and where that is stated."""
        for found, quad in self.mentions(node, "object"):
            if quad.predicate == property_:
                yield quad.subject, Mention(found.file, found.number, "subject")


def walk(path: PropertyPath, starts: Ways, statements: Statements) -> Ways:
    """Return the nodes to which `path` leads from `starts`, with the first way to each."""
    match path:
        case NamedNode():
            steps = ((node, statements.values(node, path)) for node in starts)
        case Inverse(NamedNode() as property_):
            steps = ((node, statements.holders(node, property_)) for node in starts)
        case Inverse(inner):
            return walk(_inverse(inner), starts, statements)
        case Steps(paths):
            for each in paths:
                starts = walk(each, starts, statements)
            return starts
        case Alternative(paths):
            return _first(walk(each, starts, statements) for each in paths)
        case Repeated():
            return _walk_again(path, starts, statements)
    reached: dict[Term, Way] = {}
    for node, found in steps:
        for value, mention in found:
            reached.setdefault(value, (*starts[node], mention))
    return reached


def _walk_again(path: Repeated, starts: Ways, statements: Statements) -> Ways:
    reached = {} if path.modifier == "+" else dict(starts)
    ahead = starts
    while ahead:
        further = walk(path.path, ahead, statements)
        ahead = {node: way for node, way in further.items() if node not in reached}
        reached |= ahead
        if path.modifier == "?":
            break
    return reached


def _first(several: Iterator[Ways]) -> Ways:
    reached: dict[Term, Way] = {}
    for ways in several:
        reached = {**ways, **reached}
    return reached


def _inverse(path: PropertyPath) -> PropertyPath:
    """Return `path` walked backwards, so that only properties are inverted."""
    match path:
        case NamedNode():
            return Inverse(path)
        case Inverse(inner):
            return inner
        case Steps(paths):
            return Steps(tuple(_inverse(each) for each in reversed(paths)))
        case Alternative(paths):
            return Alternative(tuple(_inverse(each) for each in paths))
        case Repeated(inner, modifier):
            return Repeated(_inverse(inner), modifier)
