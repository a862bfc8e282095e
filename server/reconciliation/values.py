"""What things have by their properties: to compare it with what is known, and to tell it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Variable

from krig.queries import Bound
from server.asking import own_query, solutions
from server.engine import Engine
from server.filling import with_rows
from server.reconciliation.asked import Entity, Value
from server.reconciliation.scoring import alike


@dataclass(slots=True)
class Held:
    """A value that a thing has, and how that is called."""

    value: Bound
    names: list[Literal] = field(default_factory=list)

    def agrees(self, wanted: Value) -> float:
        """Return how well it agrees with `wanted`, from 0 to 1."""
        if isinstance(wanted, Entity):
            return float(isinstance(self.value, NamedNode) and self.value.value == wanted.id)
        text = str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
        if isinstance(self.value, Literal):
            if isinstance(wanted, int | float) and not isinstance(wanted, bool):
                return float(_number(self.value.value) == wanted)
            return alike(text, [self.value.value])
        if isinstance(self.value, NamedNode) and self.value.value == text:
            return 1.0
        return alike(text, [name.value for name in self.names])


Holdings = Mapping[tuple[str, str], Sequence[Held]]
"""What things have, by thing and property."""


async def holdings(
    engine: Engine, things: Iterable[NamedNode], properties: Iterable[NamedNode]
) -> Holdings:
    """Return what `things` have by `properties`.

    Raises:
        UnansweredError: the engine does not say.

    """
    pairs = [(thing, each) for thing in dict.fromkeys(things) for each in dict.fromkeys(properties)]
    if not pairs:
        return {}
    variables = (Variable("thing"), Variable("property"))
    text = with_rows(own_query("reconcile-values"), variables, pairs)
    found: dict[tuple[str, str], dict[Bound, Held]] = defaultdict(dict)
    for row in await solutions(engine, text, {}):
        thing, prop, value, name = (row[key] for key in ("thing", "property", "value", "name"))
        if value is None or not isinstance(thing, NamedNode) or not isinstance(prop, NamedNode):
            continue
        held = found[thing.value, prop.value].setdefault(value, Held(value))
        if isinstance(name, Literal):
            held.names.append(name)
    return {key: tuple(each.values()) for key, each in found.items()}


async def holders(engine: Engine, prop: NamedNode, wanted: Value) -> list[str]:
    """Return the things that have `wanted` by the property, the first of them.

    Raises:
        UnansweredError: the engine does not say.

    """
    sought = Literal(wanted.id if isinstance(wanted, Entity) else str(wanted))
    given: dict[str, Bound] = {"property": prop, "sought": sought}
    found = await solutions(engine, own_query("reconcile-holders"), given)
    return [each["thing"].value for each in found if isinstance(each["thing"], NamedNode)]


def agreement(held: Sequence[Held], wanted: Sequence[Value]) -> float:
    """Return how well the best pair of what is held and wanted agrees, from 0 to 1."""
    return max((each.agrees(value) for each in held for value in wanted), default=0.0)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
