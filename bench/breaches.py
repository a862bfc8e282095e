"""The ways in which the registry can break the shapes of `bench/shapes`: each gives one result."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from bench.things import (
    DISTRICTS,
    EMPLOYEES,
    HOLDER,
    IN_REGION,
    KSIC_CODE,
    LABEL,
    SUPPLIES_TO,
    TERM,
    WITHIN,
    Statement,
    district,
    role,
    text,
    thing,
    typed,
)
from ontology.namespaces import SH, Namespace

SHAPE: Final = Namespace("https://registry.example/shapes/")

Change = Callable[[int, str, list[Statement]], Iterable[Statement]]
"""From the number of a firm, the firm and what is said of it: what is said instead."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A way to break the shapes."""

    shape: str
    """The local name of the property shape, or node shape, that is broken."""
    component: str
    """Which constraint of it."""
    change: Change

    @property
    def source_shape(self) -> NamedNode:
        """Return the shape that a report names."""
        return SHAPE[self.shape]

    @property
    def constraint(self) -> NamedNode:
        """Return the constraint component that a report names."""
        return SH[f"{self.component}ConstraintComponent"]

    def apply(self, number: int, said: list[Statement]) -> Iterable[Statement]:
        """Return what is said of the firm with that number instead of `said`."""
        return self.change(number, thing("firm", number), said)


def _without(said: Iterable[Statement], predicate: str) -> list[Statement]:
    return [each for each in said if each[1] != predicate]


def _adding(predicate: str, value: str) -> Change:
    return lambda _number, firm, said: [*said, (firm, predicate, value)]


def _saying(predicate: str, value: str) -> Change:
    return lambda _number, firm, said: [*_without(said, predicate), (firm, predicate, value)]


def _missing(predicate: str) -> Change:
    return lambda _number, _firm, said: _without(said, predicate)


def _elsewhere(number: int, firm: str, said: list[Statement]) -> list[Statement]:
    """Put the firm into a district of its own that lies in no province."""
    place = thing("district", DISTRICTS + number)
    here = [each for each in district(DISTRICTS + number) if each[1] != WITHIN]
    moved = [*_without(said, IN_REGION), (firm, IN_REGION, place)]
    return [*here, (place, WITHIN, thing("district", 0)), *moved]


def _held_by_two(number: int, firm: str, said: list[Statement]) -> list[Statement]:
    held = thing("role-of-two", number)
    return [*said, *role(held, firm, thing("province", 0)), (held, HOLDER, thing("firm", 0))]


def _held_by_none(number: int, firm: str, said: list[Statement]) -> list[Statement]:
    held = role(thing("role-of-nobody", number), firm, thing("province", 0))
    return [*said, *_without(held, HOLDER)]


def _deserted(number: int, _firm: str, said: list[Statement]) -> list[Statement]:
    return [*said, *district(DISTRICTS + number)]


BREACHES: Final = (
    Breach("Firm-label", "MinCount", _missing(LABEL)),
    Breach("Firm-label", "LanguageIn", _adding(LABEL, text("Ausgedachte Firma", "de"))),
    Breach("Firm-label", "UniqueLang", _adding(LABEL, text("다른 이름", "ko"))),
    Breach("Firm-inRegion", "MinCount", _missing(IN_REGION)),
    Breach("Firm-inRegion", "MaxCount", _adding(IN_REGION, thing("district", DISTRICTS // 2))),
    Breach("Firm-inRegion", "Class", _saying(IN_REGION, thing("province", 0))),
    Breach("Firm-province", "Class", _elsewhere),
    Breach("Firm-ksicCode", "Pattern", _saying(KSIC_CODE, '"2611"')),
    Breach("Firm-ksicCode", "Datatype", _saying(KSIC_CODE, typed("26110", "integer"))),
    Breach("Firm-employees", "MinInclusive", _saying(EMPLOYEES, typed("-5", "integer"))),
    Breach("Firm-employees", "Datatype", _saying(EMPLOYEES, typed("12.5", "decimal"))),
    Breach("Firm-suppliesTo", "Class", _adding(SUPPLIES_TO, thing("nobody", 0))),
    Breach("Firm", "Closed", _adding(str(TERM["unknown"]), '"x"')),
    Breach("AnchorRole-firm", "MaxCount", _held_by_two),
    Breach("AnchorRole-firm", "MinCount", _held_by_none),
    Breach("District-firms", "MinCount", _deserted),
)
"""Every kind of constraint in the shapes; the last three make things of their own."""
