"""What each shape reads of a graph: its targets, and the steps from a focus node that bear on it.

Source: Shapes Constraint Language (SHACL), sections 2 to 6.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Final

from pyoxigraph import Dataset, NamedNode, Quad
from pyoxigraph import Literal as RdfLiteral

from krig.terms import Term
from krig.validation.automaton import Automaton, Reach, Step
from krig.validation.path import path_text, read_path
from krig.validation.shapes import ShapesGraph
from krig.validation.targets import CLASSES, Targets
from ontology.namespaces import OWL, RDF, RDFS, SH

PARTS: Final = tuple(SH[name] for name in ("node", "property", "not", "qualifiedValueShape"))
LISTS: Final = tuple(SH[name] for name in ("and", "or", "xone"))
PAIRS: Final = tuple(SH[name] for name in ("equals", "disjoint", "lessThan", "lessThanOrEquals"))
TRUE: Final = RdfLiteral("true", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
COUNTING: Final = {
    SH[name]
    for name in ("path", "minCount", "maxCount", "message", "severity", "name", "description")
}
"""What a shape may say that only counts values."""


@dataclass(frozen=True, slots=True)
class Root:
    """A shape that has targets.

    `start` is the state of its focus nodes. It is `bounded` where steps lead to all that it reads.
    """

    shape: Term
    targets: Targets
    start: int
    bounded: bool


@dataclass(frozen=True, slots=True)
class Footprint:
    """What the shapes of a graph read.

    `readers` tells, by state, which roots come to it; in the states `nested`, nodes are reported on
    that are not targets, but values of a path that leads to them.
    """

    roots: tuple[Root, ...]
    reach: Reach
    readers: Mapping[int, tuple[Root, ...]]
    nested: frozenset[int]

    @property
    def bounded(self) -> bool:
        """Tell whether steps lead to all that any shape reads."""
        return all(root.bounded for root in self.roots)


@lru_cache(maxsize=8)
def footprint(shapes: ShapesGraph) -> Footprint:
    """Return what the shapes of `shapes` read."""
    return _Reading(shapes).footprint()


class _Reading:
    """Adds shapes to an automaton, each once."""

    def __init__(self, shapes: ShapesGraph) -> None:
        self.graph = Dataset(Quad(*triple) for triple in shapes.triples())
        self.told: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in self.graph:
            self.told[quad.subject][quad.predicate].append(quad.object)
        self.automaton = Automaton()
        self.entries: dict[Term, int] = {}
        self.unbounded: set[int] = set()
        self.custom = self._custom_parameters()
        self.parents: dict[Term, list[Term]] = defaultdict(list)
        for parent, told in self.told.items():
            for part in told[SH["property"]]:
                self.parents[part].append(parent)

    def footprint(self) -> Footprint:
        targets = {shape: self._targets(shape) for shape in [*self.told]}
        starts: list[tuple[Term, Targets, int]] = []
        for shape, declared in sorted(targets.items(), key=lambda each: str(each[0])):
            if declared:
                start = self.automaton.state()
                self.automaton.join(start, self.entry(shape))
                declared.add_reads(self.automaton, start)
                starts.append((shape, declared, start))
        reach = self.automaton.built()
        states = {start: reach.states(start) for _, _, start in starts}
        roots = tuple(
            Root(
                shape,
                declared,
                start,
                bounded=self.unbounded.isdisjoint(states[start]),
            )
            for shape, declared, start in starts
        )
        readers = defaultdict[int, list[Root]](list)
        for root in roots:
            for state in states[root.start]:
                readers[state].append(root)
        entries = {self.entries[shape] for shape in self._nested()}
        nested = (state for state, joined in enumerate(reach.joined) if joined & entries)
        told = {state: tuple(each) for state, each in readers.items()}
        return Footprint(roots, reach, told, frozenset(nested))

    def entry(self, shape: Term) -> int:
        """Return the state in which the nodes are that `shape` is about."""
        if shape not in self.entries:
            self.entries[shape] = self.automaton.state()
            self._read(shape, self.entries[shape])
        return self.entries[shape]

    def _read(self, shape: Term, focus: int) -> None:
        told, automaton = self.told[shape], self.automaton
        values = focus
        for path in told[SH["path"]]:
            if self._only_counts(shape):
                automaton.count(focus, read_path(self.graph, path), self._enough(shape))
                return
            values = automaton.walk(focus, read_path(self.graph, path))
        if told[SH["class"]]:
            automaton.walk(values, CLASSES)
        if told[SH["closed"]]:
            automaton.read(values, Step(None, inverse=False))
        for predicate in (each for pair in PAIRS for each in told[pair]):
            if isinstance(predicate, NamedNode):
                automaton.read(focus, Step(predicate, inverse=False))
        for part in self._parts(shape):
            automaton.join(values, self.entry(part))
        for sparql in told[SH["sparql"]]:
            self._read_query(shape, sparql, focus)
        if not self.custom.isdisjoint(told):
            self.unbounded.add(focus)

    def _only_counts(self, shape: Term) -> bool:
        said = {each for each, values in self.told[shape].items() if values}
        return {
            each for each in said if each.value.startswith(SH.iri) or each in self.custom
        } <= COUNTING

    def _enough(self, shape: Term) -> int:
        """Return how many values tell whether `shape` has too few or too many."""
        told = self.told[shape]
        least = [_number(each) for each in told[SH["minCount"]]]
        most = [_number(each) + 1 for each in told[SH["maxCount"]]]
        return max([1, *least, *most])

    def _parts(self, shape: Term) -> Iterator[Term]:
        """Yield the shapes that the values of `shape` are checked against."""
        told = self.told[shape]
        for name in PARTS:
            yield from told[name]
        for name in LISTS:
            for members in told[name]:
                yield from self._members(members)
        if TRUE in told[SH["qualifiedValueShapesDisjoint"]]:
            for parent in self.parents[shape]:
                for sibling in self.told[parent][SH["property"]]:
                    yield from self.told[sibling][SH["qualifiedValueShape"]]

    def _members(self, node: Term) -> Iterator[Term]:
        while self.told[node][RDF["first"]]:
            yield from self.told[node][RDF["first"]]
            (node,) = self.told[node][RDF["rest"]]

    def _read_query(self, shape: Term, sparql: Term, focus: int) -> None:
        reads = import_module("krig.validation.query_reads")  # it takes long to load
        for select in self.told[sparql][SH["select"]]:
            text = select.value if isinstance(select, RdfLiteral) else ""
            for path in self.told[shape][SH["path"]]:
                text = text.replace("$PATH", path_text(read_path(self.graph, path)))
            try:
                reads.add_reads(text, self._prefixes(sparql), self.automaton, focus)
            except reads.UnboundedError:
                self.unbounded.add(focus)

    def _prefixes(self, sparql: Term) -> Mapping[str, str]:
        prefixes: dict[str, str] = {}
        ahead, seen = [*self.told[sparql][SH["prefixes"]]], set[Term]()
        while ahead:
            node = ahead.pop()
            if node not in seen:
                seen.add(node)
                ahead += self.told[node][OWL["imports"]]
                for declared in self.told[node][SH["declare"]]:
                    told = self.told[declared]
                    names = zip(told[SH["prefix"]], told[SH["namespace"]], strict=False)
                    prefixes |= {
                        prefix.value: name.value
                        for prefix, name in names
                        if isinstance(prefix, RdfLiteral) and isinstance(name, RdfLiteral)
                    }
        return prefixes

    def _custom_parameters(self) -> Set[Term]:
        """Return the properties that constraint components of the graph itself define."""
        return {
            path
            for told in [*self.told.values()]
            for parameter in told.get(SH["parameter"], ())
            for path in self.told[parameter][SH["path"]]
        }

    def _targets(self, shape: Term) -> Targets:
        told = self.told[shape]
        implicit = [shape] if RDFS["Class"] in told[RDF["type"]] else []
        return Targets(
            frozenset(told[SH["targetNode"]]),
            frozenset([*told[SH["targetClass"]], *implicit]),
            frozenset(
                Step(predicate, inverse)
                for name, inverse in (("targetSubjectsOf", False), ("targetObjectsOf", True))
                for predicate in told[SH[name]]
                if isinstance(predicate, NamedNode)
            ),
        )

    def _nested(self) -> Iterator[Term]:
        """Yield the property shapes of property shapes."""
        for shape in [*self.entries]:
            if self.told[shape][SH["path"]]:
                yield from self.told[shape][SH["property"]]


def _number(term: Term) -> int:
    return int(term.value) if isinstance(term, RdfLiteral) and term.value.isdecimal() else 0
