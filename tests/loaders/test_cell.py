"""One cell: its value by the type of its column, and the first rule that it breaks."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cell import FORMS, is_address, judge, parse
from loaders.schema import Column, FieldType


def column(kind: FieldType = "string", **constraints: Any) -> Column:
    return Column.model_validate({"name": "x", "type": kind, "constraints": constraints})


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("0050", "string", "0050"),
        ("41", "integer", 41),
        ("-41", "integer", -41),
        ("93.50", "number", Decimal("93.50")),
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("2023-02-16", "date", date(2023, 2, 16)),
        ("2023", "year", 2023),
        ("2023-02", "yearmonth", "2023-02"),
    ],
)
def test_a_value_is_of_the_type_of_its_column(text: str, kind: FieldType, value: object) -> None:
    read = parse(text, kind)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("007", "integer"),
        ("1.0", "integer"),
        ("1e3", "integer"),
        ("４１", "integer"),
        ("1" * 19, "integer"),
        ("1,000", "number"),
        (".5", "number"),
        ("NaN", "number"),
        ("1" * 19, "number"),
        ("0.1234567890", "number"),
        ("True", "boolean"),
        ("1", "boolean"),
        ("2023-02-30", "date"),
        ("2023-2-16", "date"),
        ("0000-01-01", "date"),
        ("20230216", "date"),
        ("23", "year"),
        ("2023-13", "yearmonth"),
        ("2023-00", "yearmonth"),
    ],
)
def test_what_is_written_otherwise_has_no_value(text: str, kind: FieldType) -> None:
    assert parse(text, kind) is None
    value, broken = judge(text, column(kind), key=False)
    assert value is None
    assert broken is not None
    assert broken[0] == "type"


@given(st.text(), st.sampled_from(sorted(FORMS)))
def test_any_text_has_a_value_or_none(text: str, kind: FieldType) -> None:
    value = parse(text, kind)
    assert value is None or FORMS[kind][0].fullmatch(text)


def test_an_empty_cell_is_no_value_and_only_at_fault_where_one_is_required() -> None:
    assert judge("", column("integer"), key=False) == (None, None)
    assert judge("", column("integer", required=True), key=False) == (None, ("required", {}))


@pytest.mark.parametrize(
    ("text", "constraints", "rule"),
    [
        ("가\t", {"enum": ("가",)}, "control"),
        ("나", {"enum": ("가",), "pattern": "다"}, "enum"),
        ("나", {"pattern": "다"}, "pattern"),
        ("나다", {"pattern": "나"}, "pattern"),
        ("나", {"pattern": "나"}, None),
    ],
)
def test_the_first_rule_that_a_cell_breaks_is_told(
    text: str, constraints: dict[str, Any], rule: str | None
) -> None:
    _, broken = judge(text, column(**constraints), key=False)
    assert (broken and broken[0]) == rule


@pytest.mark.parametrize(
    ("text", "rule"), [("-1", "minimum"), ("0", None), ("10", None), ("11", "maximum")]
)
def test_limits_belong_to_what_is_allowed(text: str, rule: str | None) -> None:
    _, broken = judge(text, column("integer", minimum=0, maximum=10), key=False)
    assert (broken and broken[0]) == rule


@pytest.mark.parametrize("text", ["province/busan", "industry/2023/busan/power-semiconductors"])
def test_an_identifier_is_a_path_of_lowercase_words(text: str) -> None:
    assert judge(text, column(), key=True) == (text, None)


@pytest.mark.parametrize(
    "text", ["busan", "province/", "/busan", "province/Busan", "province/부산", "a/b--c", "a/b c"]
)
def test_any_other_identifier_is_at_fault(text: str) -> None:
    _, broken = judge(text, column(), key=True)
    assert broken == ("identifier", {})


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://www.korea.kr/briefing/pressReleaseView.do?newsId=156552976", True),
        ("http://news.bizwatch.co.kr/", True),
        ("https://한국.kr/", True),
        ("ftp://korea.kr/", False),
        ("www.korea.kr", False),
        ("https://a b", False),
        ("https://a/<x>", False),
        ("", False),
    ],
)
def test_an_address_is_of_the_web_and_fits_into_rdf(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one
