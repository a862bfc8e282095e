"""Which nodes a shape is about.

Source: Shapes Constraint Language (SHACL), section 2.1.3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from krig.terms import Term
from krig.validation.automaton import Automaton, Step, View
from krig.validation.path import Repeated, Sequence
from ontology.namespaces import RDF, RDFS

CLASSES: Final = Sequence((RDF["type"], Repeated(RDFS["subClassOf"], "*")))
"""Leads from a node to the classes to which it belongs (section 4.1.1)."""

TYPE: Final = Step(RDF["type"], inverse=False)
BROADER: Final = Step(RDFS["subClassOf"], inverse=False)


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets that a shape declares."""

    nodes: frozenset[Term] = frozenset()
    classes: frozenset[Term] = frozenset()
    steps: frozenset[Step] = frozenset()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.nodes or self.classes or self.steps)

    def add_reads(self, automaton: Automaton, state: int) -> None:
        """Add to `automaton` what tells whether nodes in `state` are targets."""
        if self.classes:
            automaton.walk(state, CLASSES)
        for step in self.steps:
            automaton.read(state, step)

    def have(self, node: Term, view: View) -> bool:
        """Tell whether `node` is a target in `view`."""
        if node in self.nodes:
            return True
        if any(True for step in self.steps for _ in view.over(node, step)):
            return True
        return not self.classes.isdisjoint(_classes(node, view)) if self.classes else False

    def all(self, view: View) -> Iterator[Term]:
        """Yield every target in `view`, some of them perhaps more than once."""
        yield from self.nodes
        for each in _narrower(self.classes, view):
            for triple in view.over(each, Step(RDF["type"], inverse=True)):
                yield triple.subject
        for step in self.steps:
            for triple in view.everywhere(step.predicate):
                yield step.start(triple)


def _classes(node: Term, view: View) -> set[Term]:
    """Return the classes to which `node` belongs."""
    return _all_over((triple.object for triple in view.over(node, TYPE)), BROADER, view)


def _narrower(classes: frozenset[Term], view: View) -> set[Term]:
    return _all_over(iter(classes), Step(RDFS["subClassOf"], inverse=True), view)


def _all_over(starts: Iterator[Term], step: Step, view: View) -> set[Term]:
    reached: set[Term] = set()
    ahead = [*starts]
    while ahead:
        node = ahead.pop()
        if node not in reached:
            reached.add(node)
            ahead += (step.end(triple) for triple in view.over(node, step))
    return reached
