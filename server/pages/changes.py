"""What the reform made of industries: the transitions of an excerpt."""

from dataclasses import dataclass

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing, Words


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an industry, or from where one came."""

    kind: str
    """The local name of the kind of change, as `Narrowed`."""
    label: Thing
    earlier: Thing | None
    later: Thing | None
    reason: Words | None
    grounds: Grounds


def change(excerpt: Excerpt, node: Node) -> Change:
    """Return the transition `node`."""
    kind = excerpt.node(node, KRIG["change"])
    earlier, later = (excerpt.node(node, KRIG[each]) for each in ("from", "to"))
    return Change(
        "" if kind is None else kind.value.removeprefix(KRIG.iri),
        excerpt.thing(kind or node),
        None if earlier is None else excerpt.thing(earlier),
        None if later is None else excerpt.thing(later),
        excerpt.words(node, KRIG["reason"]),
        excerpt.grounds(node),
    )


def changes(excerpt: Excerpt) -> list[Change]:
    """Return the transitions of `excerpt`, by the industries that were there before."""
    found = [change(excerpt, each) for each in excerpt.instances(KRIG["Transition"])]
    return sorted(found, key=_place)


def _place(each: Change) -> tuple[bool, str]:
    industry = each.earlier or each.later
    return each.earlier is None, industry.label.text if industry is not None else ""
