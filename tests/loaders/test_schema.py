"""The descriptor and the schemas: read strictly, and told in both languages where they fail."""

import json
from pathlib import Path
from typing import Any

import pytest

import data
from loaders.fault import Fault, TableFaultsError
from loaders.schema import PROBLEMS, read_package, read_schema

ZONES = data.PATH / "schemas" / "zones.json"


def faults_of(folder: Path, schema: object) -> tuple[Fault, ...]:
    text = schema if isinstance(schema, str) else json.dumps(schema, ensure_ascii=False)
    (folder / "schemas" / "zones.json").write_text(text, encoding="utf-8")
    resource = read_package(folder).resource("zones")
    assert resource is not None
    try:
        read_schema(folder, resource)
    except TableFaultsError as error:
        return error.faults
    return ()


def schema(**changes: Any) -> dict[str, Any]:
    field = {"name": "id", "type": "string"}
    return {"fields": [field], "primaryKey": "id", **changes}


def field(**changes: Any) -> dict[str, Any]:
    return schema(fields=[{"name": "id", "type": "string", **changes}])


def test_the_schema_that_the_other_tests_break_is_sound(few: Path) -> None:
    assert faults_of(few, schema()) == ()
    assert faults_of(few, ZONES.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("broken", "column", "en"),
    [
        ([], "", "an object is expected."),
        ({"primaryKey": "id"}, "fields", "it is missing; add it."),
        (schema(fields={}), "fields", "an array is expected."),
        (schema(primaryKey=["id"]), "primaryKey", "a string is expected."),
        (schema(primaryKey="slug"), "", "keys of no field: slug"),
        (schema(fields=[{"name": "id", "type": "string"}] * 2), "", "names that stand twice: id"),
        (field(name="아이디"), "fields/0/name", "the form ^[a-z][a-z0-9_]*$ is expected."),
        (field(format="email"), "fields/0/format", "one of 'default' or 'uri' is expected."),
        (
            field(constraints={"required": "maybe"}),
            "fields/0/constraints/required",
            "true or false is expected.",
        ),
        (
            field(constraints={"minLength": 1}),
            "fields/0/constraints/minLength",
            "an unknown constraint; take it out.",
        ),
        (
            field(constraints={"maximum": "many"}),
            "fields/0/constraints/maximum",
            "a number is expected.",
        ),
        (
            field(constraints={"pattern": "("}),
            "fields/0/constraints/pattern",
            "no regular expression: missing ), unterminated subpattern at position 0",
        ),
    ],
)
def test_what_is_wrong_with_a_schema_is_told_where_it_stands(
    broken: object, column: str, en: str, few: Path
) -> None:
    (fault,) = faults_of(few, broken)
    assert (fault.rule, fault.file, fault.column) == ("descriptor", "schemas/zones.json", column)
    assert fault.expected_en == f"this does not describe a table: {en}"


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_is_told_in_both_languages(name: str) -> None:
    ko, en = PROBLEMS[name]
    assert any("가" <= character <= "힣" for character in ko)
    assert en.isascii()


@pytest.mark.parametrize(
    ("text", "row", "column"), [("{", 1, "2"), ('{"fields":\n nothing}', 2, "2"), ("", 1, "1")]
)
def test_what_is_not_json_is_told_with_line_and_character(
    text: str, row: int, column: str, few: Path
) -> None:
    (fault,) = faults_of(few, text)
    assert (fault.rule, fault.row, fault.column) == ("json", row, column)


@pytest.mark.parametrize("text", ["NaN", '{"a": 1, "a": 2}', "[" * 100_000, '"\ud800"'])
def test_json_beyond_the_standard_is_told(text: str, few: Path) -> None:
    path = few / "schemas" / "zones.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    resource = read_package(few).resource("zones")
    assert resource is not None
    with pytest.raises(TableFaultsError) as caught:
        read_schema(few, resource)
    assert [fault.rule for fault in caught.value.faults] == ["json"]


def test_a_field_refers_to_one_table_by_a_key_or_to_one_of_several(few: Path) -> None:
    package = read_package(data.PATH)
    resource = package.resource("technology_links")
    assert resource is not None
    references = read_schema(data.PATH, resource).references()
    assert references["industry"] == ("industries",)
    assert references["technology"] == (
        "focus_technologies",
        "strategic_fields",
        "growth_projects",
        "growth_areas",
    )
    assert package.resource("planets") is None
