"""The numbers that documents state, counted in the tables without any query."""

from collections.abc import Iterable
from decimal import Decimal

from tests.queries.csv_tables import Record, province_of, stood, table, things, where

REFORM = "2023-02-16"


def outside(rows: Iterable[Record]) -> list[Record]:
    """The designations of districts outside the capital area."""
    return [
        row for row in rows if things()[province_of(row["district"])]["capital_area"] == "false"
    ]


def share(indicator: str, year: str) -> Decimal:
    """The one observed share outside the capital area."""
    (row,) = where(
        "observations",
        indicator=f"indicator/{indicator}",
        region="area/non-capital-area",
        year=year,
    )
    return Decimal(row["value"])


def counted() -> dict[str, Decimal]:
    """What each query that counts a stated figure must answer."""
    future = [
        row
        for kind in ("single-region-industry", "cooperative-industry")
        for row in where("industries", round="round/2023", kind=kind)
    ]
    areas = table("area_designations")
    provinces = [
        row
        for row in where("regions", kind="province", capital_area="false")
        if stood(row["id"], REFORM)
    ]
    rows = {
        "industries-2020": where("industries", round="round/2020"),
        "industries-2023": where("industries", round="round/2023"),
        "core-industries-2023": where("industries", round="round/2023", kind="core-industry"),
        "future-industries-2023": future,
        "single-region-industries-2023": where("industries", kind="single-region-industry"),
        "cooperative-industries-2023": where("industries", kind="cooperative-industry"),
        "excluded-industries": where("transitions", change="excluded"),
        "introduced-industries": where("transitions", change="introduced"),
        "narrowed-industries": where("transitions", change="narrowed"),
        "retained-industries": where("transitions", change="retained"),
        "provinces-outside-capital-area": provinces,
        "strategic-fields": table("strategic_fields"),
        "population-decline-areas": where("area_designations", kind="population-decline"),
        "designated-areas-outside-capital-area": outside(areas),
    }
    numbers = {f"count-{name}": Decimal(len(each)) for name, each in rows.items()}
    numbers |= {
        f"count-{indicator}-{year}": share(indicator, year)
        for indicator in ("grdp-share", "employment-share")
        for year in ("2010", "2015", "2020")
    }
    percent = Decimal(100 * len(outside(areas))) / len(areas)
    numbers["count-designated-areas-share-outside-capital-area"] = round(percent, 1)
    return numbers
