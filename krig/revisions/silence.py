"""Tells which statements entail nothing, so that an edit of them needs no reasoning.

Reasoning over the whole graph takes most of the time of an edit, and most edits correct a label,
a note, a figure. Such a statement entails nothing where no axiom or rule speaks of its property, or
only axioms on the class of what it relates do, and that class is stated as well.

What is asked here errs on one side only: a statement that is called silent entails nothing.
"""

import re
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from krig.revisions.provenance import KEPT
from krig.terms import Term
from ontology.modules import rules
from ontology.namespaces import OWL, RDF, RDFS

TELLING: Final = {RDFS[name] for name in ("subClassOf", "subPropertyOf", "domain", "range")}
"""The axioms of RDFS; all others have a predicate of OWL, or are memberships in a class of it."""
PLAIN: Final = {
    *(OWL[name] for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    RDF["Property"],
}
"""Membership in these declares a property, and says no more of it."""

Classes = frozenset[NamedNode | BlankNode]


class Silence:
    """What the axioms in a store, and the rules, do not speak of; the store must not change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._identities = self._any(None, OWL["sameAs"], None)
        self._unspoken = cache(self._is_unspoken)
        self._classes = cache(self._read_classes)

    def covers(self, quad: Quad) -> bool:
        """Tell whether `quad` entails nothing that is not stated as well."""
        predicate, value = quad.predicate, quad.object
        if self._identities or predicate in OWL or predicate in TELLING:
            return False
        if predicate == RDF["type"]:
            return isinstance(value, NamedNode) and self._unspoken(value)
        classes = None if predicate in RDF else self._classes(predicate)
        if classes is None:
            return False
        domains, ranges = classes
        return self._stated(quad.subject, domains) and (
            isinstance(value, Literal) or self._stated(value, ranges)
        )

    def _is_unspoken(self, term: NamedNode) -> bool:
        """Tell whether no axiom or rule speaks of a class."""
        built_in = any(term in each for each in (RDF, RDFS, OWL))
        about = (quad.predicate for quad in self._store.quads_for_pattern(term, None, None))
        told = any(each in OWL or each in TELLING for each in about)
        return not (built_in or told or self._named(term))

    def _read_classes(self, term: NamedNode) -> tuple[Classes, Classes] | None:
        """Return the domains and ranges of a property; None if more is said of it than these."""
        found: dict[NamedNode, set[NamedNode | BlankNode]] = {RDFS["domain"]: set()}
        found[RDFS["range"]] = set()
        for quad in self._store.quads_for_pattern(term, None, None):
            predicate, value = quad.predicate, quad.object
            if predicate in found and isinstance(value, NamedNode | BlankNode):
                found[predicate].add(value)
            elif predicate in OWL or predicate in TELLING or self._characterises(quad):
                return None
        if self._named(term):
            return None
        return frozenset(found[RDFS["domain"]]), frozenset(found[RDFS["range"]])

    def _named(self, term: NamedNode) -> bool:
        """Tell whether an axiom about something else names `term`, or a rule does."""
        naming = (quad.predicate for quad in self._store.quads_for_pattern(None, None, term))
        if any(each in OWL or each in TELLING or each == RDF["first"] for each in naming):
            return True
        name = re.split("[/#]", term.value)[-1]
        return name in _words()

    def _stated(self, node: Term, classes: Classes) -> bool:
        """Tell whether it is stated that `node` is in all of `classes`, or that tells nothing.

        To be in a union of classes, which is nothing else, tells nothing.
        """
        return all(
            self._is_mere_union(each) if isinstance(each, BlankNode) else self._is_a(node, each)
            for each in classes
        )

    def _is_a(self, node: Term, kind: NamedNode) -> bool:
        if isinstance(node, Literal):
            return False
        found = self._store.quads_for_pattern(node, RDF["type"], kind)
        return any(quad.graph_name not in KEPT for quad in found)

    def _is_mere_union(self, node: BlankNode) -> bool:
        said = {quad.predicate for quad in self._store.quads_for_pattern(node, None, None)}
        naming = {quad.predicate for quad in self._store.quads_for_pattern(None, None, node)}
        return said == {RDF["type"], OWL["unionOf"]} and naming <= {RDFS["domain"], RDFS["range"]}

    def _characterises(self, quad: Quad) -> bool:
        """Tell whether `quad` says of a property that it is transitive, or the like."""
        kind = quad.object
        builtin = isinstance(kind, NamedNode) and any(kind in each for each in (RDF, RDFS, OWL))
        return quad.predicate == RDF["type"] and builtin and kind not in PLAIN

    def _any(self, *pattern: NamedNode | None) -> bool:
        return next(self._store.quads_for_pattern(*pattern), None) is not None


@cache
def _words() -> frozenset[str]:
    """Return the words of the rules: every name that they speak of is among them."""
    texts = (path.read_text(encoding="utf-8") for path in rules())
    return frozenset(word for text in texts for word in re.findall(r"[\w-]+", text))
