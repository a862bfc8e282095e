"""The roles that schemes give to firms: the firm roles of an excerpt."""

from dataclasses import dataclass
from typing import Final

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing, Words

FIRM: Final = KRIG["firm"]


@dataclass(frozen=True, slots=True)
class Role:
    """A firm's role, by the scheme that gave it."""

    firm: Thing
    kind: Thing
    scheme: Thing | None
    region: Thing | None
    site: Thing | None
    industry: Thing | None
    field: Words | None
    products: Words | None
    since: str
    is_anchor: bool
    grounds: Grounds


def roles(excerpt: Excerpt) -> list[Role]:
    """Return the roles of `excerpt`: anchors first, then the newest, by firm."""
    nodes = [each for each in excerpt.instances(KRIG["FirmRole"]) if excerpt.nodes(each, FIRM)]
    found = sorted((role(excerpt, each) for each in nodes), key=lambda each: each.firm.label.text)
    found.sort(key=lambda each: each.since, reverse=True)
    return sorted(found, key=lambda each: not each.is_anchor)


def role(excerpt: Excerpt, node: Node) -> Role:
    """Return the role `node`."""

    def thing(name: str) -> Thing | None:
        value = excerpt.node(node, KRIG[name])
        return None if value is None else excerpt.thing(value)

    return Role(
        thing("firm") or excerpt.thing(node),
        thing("roleKind") or excerpt.thing(node),
        thing("scheme"),
        thing("region"),
        thing("site"),
        thing("industry"),
        excerpt.words(node, KRIG["field"]),
        excerpt.words(node, KRIG["products"]),
        excerpt.text(node, KRIG["since"]),
        excerpt.is_a(node, KRIG["AnchorRole"]),
        excerpt.grounds(node),
    )
