"""The tables as plain CSV: what a query's answer is held against, and never the graph."""

import csv
from decimal import Decimal
from functools import cache

import rdflib
from rdflib.namespace import RDFS

import data
from ontology.modules import modules

Record = dict[str, str]

TABLES = tuple(sorted(path.stem for path in data.PATH.glob("*.csv")))
WEAK = ("inferred", "disputed", "unverified")


@cache
def table(name: str) -> tuple[Record, ...]:
    """The rows of a table."""
    with (data.PATH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def where(name: str, **wanted: str) -> list[Record]:
    """The rows of a table that hold these values."""
    return [row for row in table(name) if all(row[key] == wanted[key] for key in wanted)]


@cache
def things() -> dict[str, Record]:
    """Every row of every table, by its identifier."""
    return {row["id"]: row for name in TABLES for row in table(name)}


@cache
def terms() -> dict[str, dict[str, str]]:
    """The labels of the ontology's terms, by language; read by another parser than the graph's."""
    ontology = rdflib.Graph()
    for path in modules():
        ontology.parse(path)
    found: dict[str, dict[str, str]] = {}
    for term, label in ontology.subject_objects(RDFS.label):
        if isinstance(label, rdflib.Literal) and label.language:
            name = f"krig:{str(term).rpartition('/')[2]}"
            found.setdefault(name, {})[label.language] = str(label)
    return found


def ko(name: str) -> str:
    """The Korean label of a thing or of a term of krig."""
    return terms()[name]["ko"] if name.startswith("krig:") else things()[name]["label_ko"]


def en(name: str) -> str:
    """The English label of a thing or of a term of krig."""
    return terms()[name]["en"] if name.startswith("krig:") else things()[name]["label_en"]


def named(name: str) -> tuple[str, str, str]:
    """A thing, with its labels."""
    return name, ko(name), en(name)


def labels(name: str) -> tuple[str | None, str | None]:
    """The labels of a thing that may be absent."""
    return (ko(name), en(name)) if name else (None, None)


def maybe(name: str) -> tuple[str | None, str | None, str | None]:
    """A thing that may be absent, with its labels."""
    return (name or None, *labels(name))


def term(slug: str) -> str:
    """The term of krig that an enumeration value names."""
    return "krig:" + "".join(part.capitalize() for part in slug.split("-"))


def certainty(row: Record) -> str:
    """The certainty of a row."""
    return term(row["certainty"])


def sources(row: Record) -> str:
    """The documents that a row cites, in the order of their names."""
    cited = {row[column] for column in ("source", "source2", "source3")} - {""}
    return " ".join(sorted(each.removeprefix("source/") for each in cited))


def standing(row: Record) -> tuple[str, str]:
    """How a row is known: its certainty and its documents."""
    return certainty(row), sources(row)


def number(text: str) -> str | None:
    """A number as the graph writes it: no needless zero; None where there is none."""
    return format(Decimal(text).normalize(), "f") if text else None


def heirs(region: str) -> set[str]:
    """A region and everything that it became."""
    later = things()[region]["succeeded_by"]
    return {region} | (heirs(later) if later else set())


def forebears(region: str) -> set[str]:
    """A region and everything that became it."""
    return {row["id"] for row in table("regions") if region in heirs(row["id"])}


def stood(region: str, day: str) -> bool:
    """Whether a region was valid on a day; the end is the first day on which it was not."""
    row = things()[region]
    began = not row["valid_from"] or row["valid_from"] <= day
    return began and (not row["valid_until"] or row["valid_until"] > day)


def provinces() -> list[str]:
    """Every province that ever stood."""
    return [row["id"] for row in where("regions", kind="province")]


def province_of(region: str) -> str:
    """The province that a district lies in, or the province itself."""
    return things()[region]["within"] or region


def regions_of(industry: str) -> set[str]:
    """The provinces for which an industry was designated."""
    parts = {row["region"] for row in where("regional_parts", industry=industry)}
    return parts | ({things()[industry]["region"]} - {""})
