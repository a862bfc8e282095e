"""What is found: the things of a graph that have names, by what people may know of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ontology.namespaces import DCT, KRIG, OWL, RDF, RDFS, SKOS

KINDS: Final = tuple(
    KRIG[each].value
    for each in (
        "Province",
        "FlagshipIndustry",
        "Firm",
        "Technopark",
        "District",
        "StatisticalArea",
        "MegaRegion",
        "StrategicField",
        "FocusTechnology",
        "GrowthArea",
        "GrowthProject",
        "Zone",
        "Complex",
        "Programme",
        "Measure",
        "Collaboration",
        "PolicyEvent",
        "Round",
        "Body",
        "Institution",
        "Scheme",
        "Indicator",
        "StatedFigure",
        "Transition",
        "Contradiction",
        "Source",
    )
)
"""The kinds of things, the most important first; all others come after them."""
DETAILS: Final = frozenset(
    KRIG[each].value
    for each in (
        "FirmRole",
        "LeadingRole",
        "AnchorRole",
        "Membership",
        "RegionalPart",
        "TechnologyLink",
        "Naming",
        "Budget",
        "Funding",
        "Target",
        "Criterion",
        "AreaDesignation",
        "SavedQuery",
        "CollaborationLink",
    )
) | {"http://purl.org/linked-data/cube#Observation"}
"""The kinds of what only tells something of another thing, and is read there."""

LABELS: Final = (RDFS["label"], SKOS["prefLabel"], DCT["title"])
OTHER_NAMES: Final = (SKOS["altLabel"], SKOS["hiddenLabel"], KRIG["shortName"])
CODES: Final = (
    KRIG["isoCode"],
    KRIG["moisCode"],
    KRIG["kostatCode"],
    KRIG["ksicCode"],
    SKOS["notation"],
    DCT["identifier"],
)
TEXTS: Final = (
    SKOS["definition"],
    DCT["description"],
    RDFS["comment"],
    KRIG["products"],
    KRIG["field"],
    KRIG["topic"],
    KRIG["capability"],
)
PLACES: Final = (KRIG["inRegion"], KRIG["designatedFor"], KRIG["within"])
DETAIL_OF: Final = (KRIG["firm"],)
"""How a detail names the thing of which it tells: a role holds what a firm makes."""
READ: Final = frozenset(
    (
        RDF["type"],
        KRIG["certainty"],
        KRIG["validUntil"],
        *LABELS,
        *OTHER_NAMES,
        *CODES,
        *TEXTS,
        *PLACES,
        *DETAIL_OF,
    )
)
"""All properties that are looked at."""

Values = Mapping[NamedNode, Mapping[NamedNode, set[NamedNode | Literal]]]


@dataclass(frozen=True, slots=True)
class Name:
    """How a thing is called, or by which code it is known."""

    text: str
    language: str
    role: str
    """`label`, `other` or `code`."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that can be found."""

    iri: str
    types: tuple[str, ...]
    """All its classes, the most important first."""
    names: tuple[Name, ...]
    """Labels first; `ko` before `en`."""
    texts: tuple[Name, ...]
    """What is told of it."""
    places: tuple[str, ...]
    """The regions in which it is, itself where it is one."""
    certainty: str
    """How certain it is; nothing where it is not told."""
    until: str
    """From which day it is no more; nothing where it still is."""

    @property
    def kind(self) -> str:
        """Return the most important of its classes."""
        return self.types[0]


def things(quads: Iterable[Quad | Triple]) -> list[Thing]:
    """Return the things of a graph that can be found, the most important first."""
    values = _gathered(quads)
    kinds = _Kinds(values)
    details = defaultdict(list)
    for node, told in values.items():
        for target in (each for path in DETAIL_OF for each in told.get(path, ())):
            if isinstance(target, NamedNode) and kinds.is_detail(node):
                details[target].append(node)
    found = (_thing(node, values, kinds, details.get(node, ())) for node in values)
    return sorted((each for each in found if each is not None), key=kinds.order)


class _Kinds:
    """The classes of things, and which matters most."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._rank = {kind: rank for rank, kind in enumerate(KINDS)}

    def of(self, node: NamedNode) -> tuple[str, ...]:
        found = {each.value for each in self._values[node].get(RDF["type"], ())}
        if any(each.startswith(OWL.iri) and each.endswith("Property") for each in found):
            found = {RDF["Property"].value}
        ours = {each for each in found if each.startswith(KRIG.iri)} or found
        return tuple(sorted(ours, key=lambda each: (self.rank(each), each)))

    def rank(self, kind: str) -> int:
        return self._rank.get(kind, len(KINDS))

    def is_detail(self, node: NamedNode) -> bool:
        return not DETAILS.isdisjoint(self.of(node))

    def order(self, thing: Thing) -> tuple[int, bool, str, str]:
        """Return by what things are sorted: those that still are go before those that were."""
        return self.rank(thing.kind), bool(thing.until), thing.names[0].text, thing.iri


def _gathered(quads: Iterable[Quad | Triple]) -> Values:
    values: dict[NamedNode, dict[NamedNode, set[NamedNode | Literal]]] = {}
    for quad in quads:
        if (
            quad.predicate in READ
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode | Literal)
        ):
            told = values.setdefault(quad.subject, {})
            told.setdefault(quad.predicate, set()).add(quad.object)
    return values


def _thing(
    node: NamedNode, values: Values, kinds: _Kinds, details: Iterable[NamedNode]
) -> Thing | None:
    told = values[node]
    labels = _names(told, LABELS, "label")
    if not labels or kinds.is_detail(node):
        return None
    types = kinds.of(node)
    texts = [*_names(told, TEXTS, "text")]
    for each in details:
        texts.extend(_names(values[each], TEXTS, "text"))
    until = next(iter(told.get(KRIG["validUntil"], ())), None)
    certainty = min((each.value for each in told.get(KRIG["certainty"], ())), default="")
    return Thing(
        iri=node.value,
        types=types or (RDFS["Resource"].value,),
        names=(*labels, *_unlike(labels, [*_names(told, OTHER_NAMES, "other")]), *_codes(told)),
        texts=tuple(sorted(set(texts), key=_name_order)),
        places=tuple(sorted(_places(node, values, types))),
        certainty=certainty,
        until=until.value if until is not None else "",
    )


def _names(
    told: Mapping[NamedNode, set[NamedNode | Literal]], paths: Iterable[NamedNode], role: str
) -> tuple[Name, ...]:
    found = {
        Name(each.value, each.language or "", role)
        for path in paths
        for each in told.get(path, ())
        if isinstance(each, Literal) and each.value.strip()
    }
    return tuple(sorted(found, key=_name_order))


def _name_order(name: Name) -> tuple[bool, bool, str, str]:
    return name.language != "ko", name.language != "en", name.language, name.text


def _unlike(labels: Iterable[Name], others: Iterable[Name]) -> Iterator[Name]:
    """Yield those of `others` that are not among `labels` already."""
    texts = {each.text for each in labels}
    for each in others:
        if each.text not in texts:
            texts.add(each.text)
            yield each


def _codes(told: Mapping[NamedNode, set[NamedNode | Literal]]) -> tuple[Name, ...]:
    return tuple(Name(each.text, "", "code") for each in _names(told, CODES, "code"))


def _places(node: NamedNode, values: Values, types: Iterable[str]) -> set[str]:
    """Return the regions in which a thing is: those that it names, and those around them."""
    found: set[str] = {node.value} if KRIG["Region"].value in types else set()
    rest = [node]
    while rest:
        told = values.get(rest.pop(), {})
        for each in (place for path in PLACES for place in told.get(path, ())):
            if isinstance(each, NamedNode) and each.value not in found:
                found.add(each.value)
                rest.append(each)
    return found
