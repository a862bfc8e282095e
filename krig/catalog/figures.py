"""How much there is in a graph, as VoID tells it: triples, things, classes, properties, links."""

from collections import Counter
from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict
from pyoxigraph import NamedNode, Quad

from ontology.namespaces import RDF, Namespace

OURS = Namespace("https://w3id.org/krig/")


class Figures(BaseModel):
    """The statistics of a graph (VoID, section 4)."""

    model_config = ConfigDict(frozen=True)

    triples: int
    entities: int
    """Things of ours of which something is said."""
    subjects: int
    objects: int
    classes: dict[str, int]
    """How many things each class has, by IRI."""
    properties: dict[str, int]
    """How many triples each property has, by IRI."""
    links: dict[str, dict[str, int]]
    """How many triples lead to another site, by its address and by the property that leads."""

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Self:
        """Return the figures of what `quads` say, in whatever graphs."""
        triples = {each.triple for each in quads}
        subjects = {each.subject for each in triples}
        links: dict[str, Counter[str]] = {}
        for each in triples:
            site = _site(each.subject, each.predicate, each.object)
            if site:
                links.setdefault(site, Counter())[each.predicate.value] += 1
        return cls(
            triples=len(triples),
            entities=sum(isinstance(each, NamedNode) and each in OURS for each in subjects),
            subjects=len(subjects),
            objects=len({each.object for each in triples}),
            classes=_counted(
                each.object.value
                for each in triples
                if each.predicate == RDF["type"] and isinstance(each.object, NamedNode)
            ),
            properties=_counted(each.predicate.value for each in triples),
            links={site: _counted(found.elements()) for site, found in sorted(links.items())},
        )


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))


def _site(subject: object, predicate: NamedNode, value: object) -> str:
    """Return the site to which a thing of ours is said to be a match of, else nothing.

    Those are the linksets: documents that a fact cites are no other descriptions of it.
    """
    if not isinstance(subject, NamedNode) or subject not in OURS:
        return ""
    if not predicate.value.endswith("Match") or not isinstance(value, NamedNode) or value in OURS:
        return ""
    scheme, _, rest = value.value.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}/"
