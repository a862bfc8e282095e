"""Which provinces work together, on what, and what each brings.

Two provinces are tied where both take part in the same collaboration: that need be no agreement
between the two. A province is one under all its names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from ontology.namespaces import DCT, ID, KRIG
from server.pages import page
from server.pages.excerpt import Excerpt, Node
from server.pages.framing import EMBED, choices
from server.pages.network import Link, Network, Strand, links, nodes
from server.pages.provinces import Province, in_order, province
from server.pages.succession import Succession
from server.pages.words import Grounds, Thing, Words

PATH: Final = "/collaboration"
LIST: Final = "#collaborations"
"""Where on the page the collaborations are listed."""
INDUSTRIES: Final = "industries"
PROJECTS: Final = "projects"
PROJECT: Final = "project"
"""The tone of what is no cooperative industry."""
KINDS: Final = {
    INDUSTRIES: KRIG["CollaborationLink"],
    PROJECTS: KRIG["CollaborationProject"],
}
"""The collaborations on the cooperative industries, and all others that an official text states."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a region brings into a collaboration, as far as a source states it."""

    region: Thing
    site: Thing | None
    member: Province | None
    """The province, where it is one: some sources name wider areas alone."""
    capability: Words | None
    stage: Words | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Collaboration:
    """What several regions do together."""

    kind: str
    slug: str
    thing: Thing
    industry: Thing | None
    field: Words | None
    date: str
    lead: Thing | None
    partners: Words | None
    """Who takes part, in the words of the source."""
    budget: Words | None
    parts: tuple[Part, ...]
    grounds: Grounds

    @property
    def members(self) -> tuple[Province, ...]:
        """Return the provinces that take part, each under its last name."""
        return in_order(each.member for each in self.parts if each.member)

    @property
    def label(self) -> Words:
        """Return what it is about."""
        return self.industry.label if self.industry is not None else self.thing.label


@dataclass(frozen=True, slots=True)
class Tie:
    """Two provinces and what both take part in."""

    one: Province
    other: Province
    shared: tuple[Collaboration, ...]
    address: str

    def of(self, kind: str) -> int:
        """Return how many collaborations of a kind they share."""
        return sum(each.kind == kind for each in self.shared)


@dataclass(frozen=True, slots=True)
class Asked:
    """To which collaborations the page is narrowed; what is blank narrows nothing."""

    kind: str = ""
    one: str = ""
    other: str = ""
    framed: bool = False

    def holds(self, each: Collaboration) -> bool:
        """Tell whether a collaboration is among those that are asked for."""
        slugs = {member.slug for member in each.members}
        return self.kind in ("", each.kind) and {self.one, self.other} - {""} <= slugs


@dataclass(frozen=True, slots=True)
class Together:
    """What the page shows."""

    members: tuple[Province, ...]
    """The provinces that take part in anything of the kinds that are asked for."""
    ties: tuple[Tie, ...]
    matrix: Mapping[tuple[str, str], Tie]
    """The ties by the slugs of their provinces, in both directions."""
    shown: tuple[Collaboration, ...]
    """The collaborations that are drawn, of the kind that is asked for."""
    listed: tuple[Collaboration, ...]
    """Those that are listed: of the provinces that are asked for, too."""
    counts: Mapping[str, int]
    """How many collaborations there are of each kind."""
    tones: Mapping[str, str]
    """The tone in which a collaboration is drawn, by its slug."""
    network: Network
    asked: Asked


def together(excerpt: Excerpt, asked: Asked) -> Together:
    """Return who works with whom; narrowed to what is `asked`."""
    every = sorted(_collaborations(excerpt), key=_place)
    shown = tuple(each for each in every if asked.kind in ("", each.kind))
    ties = tuple(_ties(shown, asked.kind))
    tones = _tones(every)
    counts = Counter(member for each in shown for member in each.members)
    return Together(
        in_order(member for each in shown for member in each.members),
        ties,
        {pair: tie for tie in ties for pair in _both(tie)},
        shown,
        tuple(filter(asked.holds, shown)),
        {kind: sum(each.kind == kind for each in every) for kind in KINDS},
        tones,
        Network(nodes(counts), tuple(link for tie in ties for link in _lines(tie, tones))),
        asked,
    )


def read(request: Request) -> Asked:
    """Return what `request` asks of the page.

    Raises:
        FaultsError: it asks for a kind that there is not; all faults are told.

    """
    pairs = choices(request, {"kind": KINDS}, ["one", "other"])
    return Asked(
        pairs.get("kind", ""), pairs.get("one", ""), pairs.get("other", ""), EMBED in pairs
    )


def _collaborations(excerpt: Excerpt) -> Iterator[Collaboration]:
    members = _members(excerpt)
    for kind, concept in KINDS.items():
        for node in excerpt.instances(concept):
            yield _collaboration(excerpt, node, kind, members)


def _members(excerpt: Excerpt) -> Mapping[Node, Province]:
    """Return each version of a province with what the province is under its last name."""
    succession = Succession(excerpt)
    provinces = excerpt.instances(KRIG["Province"])
    return {each: province(excerpt, succession.renamed(each)) for each in provinces}


def _collaboration(
    excerpt: Excerpt, node: Node, kind: str, members: Mapping[Node, Province]
) -> Collaboration:
    thing = excerpt.thing(node)
    parts = (_part(excerpt, each, members) for each in excerpt.nodes(node, KRIG["part"]))
    return Collaboration(
        kind,
        thing.iri.removeprefix(ID["collaboration/"].value),
        thing,
        _thing(excerpt, excerpt.node(node, KRIG["industry"])),
        excerpt.words(node, KRIG["field"]),
        excerpt.text(node, DCT["date"]),
        _thing(excerpt, excerpt.node(node, KRIG["leadRegion"])),
        excerpt.words(node, KRIG["participantStatement"]),
        excerpt.words(node, KRIG["budgetStatement"]),
        tuple(sorted(parts, key=lambda each: (_code(each), each.region.label.text))),
        excerpt.grounds(node),
    )


def _part(excerpt: Excerpt, node: Node, members: Mapping[Node, Province]) -> Part:
    (region,) = excerpt.nodes(node, KRIG["region"])
    return Part(
        excerpt.thing(region),
        _thing(excerpt, excerpt.node(node, KRIG["site"])),
        members.get(region),
        excerpt.words(node, KRIG["capability"]),
        excerpt.words(node, KRIG["supplyChainStage"]),
        excerpt.grounds(node),
    )


def _thing(excerpt: Excerpt, node: Node | None) -> Thing | None:
    return excerpt.thing(node) if node is not None else None


def _code(part: Part) -> str:
    return part.member.code if part.member is not None else "~"


def _place(each: Collaboration) -> tuple[bool, str, str]:
    return each.kind != INDUSTRIES, each.date, each.thing.label.text


def _ties(collaborations: Iterable[Collaboration], kind: str) -> Iterator[Tie]:
    shared: dict[tuple[Province, Province], list[Collaboration]] = defaultdict(list)
    for each in collaborations:
        for pair in combinations(each.members, 2):
            shared[pair].append(each)
    for (one, other), found in sorted(shared.items(), key=lambda item: _codes(item[0])):
        yield Tie(one, other, tuple(found), listed(kind, one.slug, other.slug))


def _tones(every: Iterable[Collaboration]) -> dict[str, str]:
    """Return a tone of its own for each cooperative industry, and one for all projects."""
    industries = [each.slug for each in every if each.kind == INDUSTRIES]
    own = {slug: f"industry-{number}" for number, slug in enumerate(industries, 1)}
    return {each.slug: own.get(each.slug, PROJECT) for each in every}


def _lines(tie: Tie, tones: Mapping[str, str]) -> Iterator[Link]:
    """Yield the lines of a tie: one for each tone."""
    found: dict[str, list[Collaboration]] = defaultdict(list)
    for each in tie.shared:
        found[tones[each.slug]].append(each)
    strands = (
        Strand(
            tone,
            tuple(each.label.text for each in shared),
            all(each.grounds.is_official for each in shared),
        )
        for tone, shared in found.items()
    )
    return links(tie.one, tie.other, strands, tie.address)


def _codes(members: Sequence[Province]) -> list[str]:
    return [each.code for each in members]


def _both(tie: Tie) -> tuple[tuple[str, str], tuple[str, str]]:
    return (tie.one.slug, tie.other.slug), (tie.other.slug, tie.one.slug)


def listed(kind: str, *provinces: str) -> str:
    """Return where the collaborations of a kind, if any is given, are listed of some provinces."""
    asked = {"kind": kind} if kind else {}
    asked.update(zip(("one", "other"), provinces, strict=False))
    return f"{PATH}?{urlencode(asked)}{LIST}"


PAGE: Final = page.Page("collaboration", page.excerpt, together)
