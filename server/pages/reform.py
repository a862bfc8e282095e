"""The reform of 2023: 48 industries became 41 core industries, and 19 future ones are new.

Each industry of 2020 and each of 2023 stands in one step: what it was, what happened, what it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode
from starlette.requests import Request

from ontology.namespaces import KRIG
from server.pages import page
from server.pages.excerpt import LABEL, Excerpt, Node
from server.pages.flow import Flow, Passage, Stop, bands
from server.pages.framing import EMBED, choices
from server.pages.provinces import Province, in_order, province
from server.pages.words import Grounds, Thing, Words

PATH: Final = "/reform"
LIST: Final = "#industries"
"""Where on the page the industries are listed."""

PROVINCE: Final = "province"
"""The tone of the stops that are provinces."""
NEW: Final = "designated"
"""The change of a future industry, which was nothing before."""
CHANGES: Final[Mapping[str, NamedNode | None]] = {
    "retained": KRIG["Retained"],
    "narrowed": KRIG["Narrowed"],
    "introduced": KRIG["Introduced"],
    "excluded": KRIG["Excluded"],
    NEW: None,
}
"""The changes, in the order in which they are drawn."""
KINDS: Final[Mapping[str, NamedNode]] = {
    "core": KRIG["CoreIndustry"],
    "single": KRIG["SingleRegionIndustry"],
    "cooperative": KRIG["CooperativeIndustry"],
}
"""What an industry of 2023 is."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to an industry of 2020, or how one of 2023 came to be."""

    change: str
    provinces: tuple[Province, ...]
    earlier: Thing | None
    later: Thing | None
    kind: str
    """What the later industry is; blank where there is none."""
    reason: Words | None
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Asked:
    """To which steps the list is narrowed; what is blank narrows nothing."""

    region: str = ""
    change: str = ""
    kind: str = ""
    framed: bool = False

    def __bool__(self) -> bool:
        """Tell whether it is narrowed at all."""
        return bool(self.region or self.change or self.kind)

    def holds(self, step: Step) -> bool:
        """Tell whether `step` is among those that are asked for."""
        return (
            (not self.region or self.region in (each.slug for each in step.provinces))
            and self.change in ("", step.change)
            and self.kind in ("", step.kind)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A province in the summary: its industries before, what happened, its industries after."""

    province: Province
    before: int
    changes: Mapping[str, int]
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reform:
    """What the page shows."""

    flow: Flow
    lines: tuple[Line, ...]
    before: int
    changes: Mapping[str, int]
    kinds: Mapping[str, int]
    unstated: int
    """How many of the changes of industries of 2020 no source states."""
    labels: Mapping[str, str]
    """How the changes and the kinds are called; that a future industry is new has no name."""
    steps: tuple[Step, ...]
    """The steps that are asked for."""
    asked: Asked


def reform(excerpt: Excerpt, asked: Asked) -> Reform:
    """Return the reform; the list of its steps is narrowed to what is `asked`."""
    provinces = _provinces(excerpt)
    steps = sorted((*_changed(excerpt, provinces), *_designated(excerpt, provinces)), key=_place)
    labels = _labels(excerpt)
    ordered = in_order(provinces.values())
    return Reform(
        Flow(tuple(_stops(steps, ordered, labels)), bands(map(_passage, steps), _between)),
        tuple(_line(each, steps) for each in ordered),
        sum(each.earlier is not None for each in steps),
        Counter(each.change for each in steps),
        Counter(each.kind for each in steps if each.kind),
        sum(each.change != NEW and not each.grounds.is_stated for each in steps),
        labels,
        tuple(filter(asked.holds, steps)),
        asked,
    )


def read(request: Request) -> Asked:
    """Return what `request` asks of the page.

    Raises:
        FaultsError: it asks for a change or a kind that there is not; all faults are told.

    """
    pairs = choices(request, {"change": CHANGES, "kind": KINDS}, ["region"])
    return Asked(
        pairs.get("region", ""), pairs.get("change", ""), pairs.get("kind", ""), EMBED in pairs
    )


def _provinces(excerpt: Excerpt) -> dict[Node, Province]:
    industries = excerpt.instances(KRIG["FlagshipIndustry"])
    nodes = {
        each for industry in industries for each in excerpt.nodes(industry, KRIG["designatedFor"])
    }
    return {each: province(excerpt, each) for each in nodes}


def _changed(excerpt: Excerpt, provinces: Mapping[Node, Province]) -> Iterator[Step]:
    """Yield what happened to the industries of 2020, and the core industries that are new."""
    changes = {node: change for change, node in CHANGES.items()}
    for node in excerpt.instances(KRIG["Transition"]):
        earlier = excerpt.node(node, KRIG["from"])
        later = excerpt.node(node, KRIG["to"])
        yield Step(
            changes[_named(excerpt.node(node, KRIG["change"]))],
            tuple(provinces[each] for each in excerpt.nodes(node, KRIG["inRegion"])),
            excerpt.thing(earlier) if earlier is not None else None,
            excerpt.thing(later) if later is not None else None,
            _kind(excerpt, later) if later is not None else "",
            excerpt.words(node, KRIG["reason"]),
            excerpt.grounds(node),
        )


def _designated(excerpt: Excerpt, provinces: Mapping[Node, Province]) -> Iterator[Step]:
    """Yield the future industries, which no transition leads to."""
    for node in excerpt.instances(KRIG["FutureIndustry"]):
        regions = (provinces[each] for each in excerpt.nodes(node, KRIG["designatedFor"]))
        yield Step(
            NEW,
            in_order(regions),
            None,
            excerpt.thing(node),
            _kind(excerpt, node),
            None,
            excerpt.grounds(node),
        )


def _kind(excerpt: Excerpt, industry: Node) -> str:
    return next(kind for kind, concept in KINDS.items() if excerpt.is_a(industry, concept))


def _named(node: Node | None) -> NamedNode | None:
    return node if isinstance(node, NamedNode) else None


def _place(step: Step) -> tuple[bool, list[str], int, str]:
    """Return by what steps are sorted: those of several provinces come last."""
    names = [each.label.text for each in (step.earlier, step.later) if each is not None]
    codes = [each.code for each in step.provinces]
    return len(codes) > 1, codes, list(CHANGES).index(step.change), names[0]


def _labels(excerpt: Excerpt) -> dict[str, str]:
    named = {**CHANGES, **KINDS}
    words = {key: excerpt.words(node, LABEL) for key, node in named.items() if node is not None}
    return {key: each.text for key, each in words.items() if each is not None}


def _line(province: Province, steps: Iterable[Step]) -> Line:
    own = [each for each in steps if province in each.provinces]
    return Line(
        province,
        sum(each.earlier is not None for each in own),
        Counter(each.change for each in own),
        Counter(each.kind for each in own if each.kind),
    )


def _passage(step: Step) -> Passage:
    names = [each.label.text for each in (step.earlier, step.later) if each is not None]
    return Passage(" → ".join(dict.fromkeys(names)), tuple(_keys(step)), step.grounds.is_stated)


def _keys(step: Step) -> Iterator[str]:
    """Yield the stops of a step; what several provinces share ends as a cooperative industry."""
    province = step.provinces[0].slug if len(step.provinces) == 1 else ""
    if step.earlier is not None:
        yield f"before:{province}"
    yield f"change:{step.change}"
    if step.later is not None:
        yield f"kind:{step.kind}"
        if province:
            yield f"after:{province}"


def _stops(
    steps: Iterable[Step], provinces: Iterable[Province], labels: Mapping[str, str]
) -> Iterator[Stop]:
    """Yield the stops that are passed, column by column."""
    counts = Counter(key for step in steps for key in _keys(step))
    places = {each.slug: (each.short, each.thing.address) for each in provinces}
    changes = {each: (labels.get(each, ""), _listed(f"change:{each}")) for each in CHANGES}
    kinds = {each: (labels[each], _listed(f"kind:{each}")) for each in KINDS}
    columns = {"before": places, "change": changes, "kind": kinds, "after": places}
    for column, (kind, names) in enumerate(columns.items()):
        for name, (label, address) in names.items():
            if count := counts[f"{kind}:{name}"]:
                tone = PROVINCE if names is places else name
                yield Stop(f"{kind}:{name}", column, label, tone, address, count)


def _between(source: str, target: str) -> str:
    return _listed(source, target)


def _listed(*keys: str) -> str:
    """Return where the industries are listed that pass all of some stops."""
    asked = {}
    for each in keys:
        kind, _, name = each.partition(":")
        asked["region" if kind in ("before", "after") else kind] = name
    return f"{PATH}?{urlencode(asked)}{LIST}"


PAGE: Final = page.Page("reform", page.excerpt, reform)
