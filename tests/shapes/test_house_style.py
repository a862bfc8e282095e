"""The shapes are written as this house writes shapes."""

import json
import re
from typing import Final

from pyoxigraph import Literal as RdfLiteral

import data
from krig.validation.shapes import krig_shapes
from ontology.namespaces import SH, XSD

DERIVED_INTEGERS: Final = {
    XSD[name] for name in ("int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
}

ALTERNATIVE_PARTICLES: Final = re.compile(r"[가-힣}]\([가-힣]\)|\([가-힣]\)[가-힣]")
"""Such as 이(가), 은(는) and (으)로, which leave the choice to the reader."""

CELLS: Final = (
    re.compile(r"(?:column|Mend|Fill) (?P<column>[a-z0-9_]+) (?:of|in) (?P<table>[a-z_]+)\.csv"),
    re.compile(r"(?P<table>[a-z_]+)\.csv의 (?P<column>[a-z0-9_]+) 열"),
)
"""How messages name a column of a table."""


def messages() -> list[str]:
    return [
        triple.object.value
        for triple in krig_shapes().triples()
        if triple.predicate == SH["message"] and isinstance(triple.object, RdfLiteral)
    ]


def columns() -> dict[str, set[str]]:
    """The columns of each table, as the descriptor tells them."""
    schemas = (data.PATH / "schemas").glob("*.json")
    told = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in schemas}
    return {table: {field["name"] for field in told[table]["fields"]} for table in told}


def test_every_column_that_a_shape_names_stands_in_a_table() -> None:
    assert set(krig_shapes().columns().values()) <= set[str]().union(*columns().values())


def test_every_table_and_column_that_a_message_names_is_there() -> None:
    tables = columns()
    named = [cell for text in messages() for pattern in CELLS for cell in pattern.finditer(text)]
    assert [cell[0] for cell in named if cell["column"] not in tables[cell["table"]]] == []
    mentioned = {table for text in messages() for table in re.findall(r"([a-z_]+)\.csv", text)}
    assert mentioned <= tables.keys()


def test_no_message_leaves_the_choice_of_a_particle_to_its_reader() -> None:
    assert [text for text in messages() if ALTERNATIVE_PARTICLES.search(text)] == []


def test_no_datatype_is_one_that_the_store_folds_into_integer() -> None:
    assert not DERIVED_INTEGERS & {triple.object for triple in krig_shapes().triples()}
