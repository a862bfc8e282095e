"""What programmes may spend in which years: a row of years for each kind of funds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ontology.namespaces import KRIG
from server.pages.excerpt import Excerpt, Node
from server.pages.words import Grounds, Thing


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount of some funds for some years."""

    thing: Thing
    funding: Thing
    amount: Decimal
    first: int
    last: int
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Cell:
    """Years of a row: those of a budget, or years for which it has none."""

    years: int
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Budgets of the same funds, on the same grounds, that do not overlap."""

    funding: Thing
    cells: tuple[Cell, ...]
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme and what it may spend."""

    thing: Thing
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Spending:
    """The years, and the programmes that have budgets in them, the earliest first."""

    years: tuple[int, ...] = ()
    programmes: tuple[Programme, ...] = ()


def spending(excerpt: Excerpt) -> Spending:
    """Return what the programmes of `excerpt` may spend, and when."""
    found: dict[Node, list[Budget]] = defaultdict(list)
    for node in excerpt.instances(KRIG["Budget"]):
        for programme in excerpt.nodes(node, KRIG["programme"]):
            found[programme].append(_budget(excerpt, node))
    all_of = [each for budgets in found.values() for each in budgets]
    if not all_of:
        return Spending()
    years = range(min(each.first for each in all_of), max(each.last for each in all_of) + 1)
    ordered = sorted(
        found.items(), key=lambda each: (min(_order(one) for one in each[1]), str(each))
    )
    return Spending(
        tuple(years),
        tuple(
            Programme(excerpt.thing(node), tuple(_lines(budgets, years)))
            for node, budgets in ordered
        ),
    )


def _budget(excerpt: Excerpt, node: Node) -> Budget:
    """Return a budget; one whose last year nobody states has its first alone."""
    first = excerpt.text(node, KRIG["year"]) or excerpt.text(node, KRIG["startYear"])
    funding = excerpt.node(node, KRIG["funding"])
    return Budget(
        excerpt.thing(node),
        excerpt.thing(funding if funding is not None else node),
        excerpt.number(node, KRIG["amount"]) or Decimal(),
        int(first),
        int(excerpt.text(node, KRIG["endYear"]) or first),
        excerpt.grounds(node),
    )


def _order(budget: Budget) -> tuple[int, int, Decimal, str]:
    """Return what budgets are sorted by: their years, and a total before its parts."""
    return budget.first, -budget.last, -budget.amount, budget.thing.iri


def _lines(budgets: Iterable[Budget], years: range) -> Iterator[Line]:
    lines: list[list[Budget]] = []
    for budget in sorted(budgets, key=_order):
        line = next((each for each in lines if _follows(budget, each[-1])), None)
        if line is None:
            lines.append([budget])
        else:
            line.append(budget)
    for line in lines:
        yield Line(line[0].funding, tuple(_cells(line, years)), line[0].grounds)


def _follows(budget: Budget, last: Budget) -> bool:
    """Tell whether `budget` may stand in a line after `last`."""
    return (
        budget.first > last.last
        and budget.funding == last.funding
        and budget.grounds.certainty == last.grounds.certainty
        and budget.grounds.reason == last.grounds.reason
        and budget.grounds.sources == last.grounds.sources
    )


def _cells(line: Iterable[Budget], years: range) -> Iterator[Cell]:
    at = years.start
    for budget in line:
        if budget.first > at:
            yield Cell(budget.first - at)
        yield Cell(budget.last - budget.first + 1, budget)
        at = budget.last + 1
    if at < years.stop:
        yield Cell(years.stop - at)
