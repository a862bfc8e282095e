"""A shape is explained: what it is about, what it asks, and how that looks, right and wrong."""

from pathlib import Path

import pytest

from krig.validation.check_rdf import read_catalogue
from krig.validation.shapes import krig_shapes
from krig.validation.wording.catalogue import Catalogue
from krig.validation.wording.explain import UnknownShapeError, explain, krig_folders
from tests.krig.validation.broken_files import GOOD

KRIG = Catalogue(krig_shapes())


def test_the_user_s_own_shape_is_explained_with_where_it_is_stated() -> None:
    told = explain("PersonShape", read_catalogue([GOOD / "shapes.ttl"]), (GOOD,), "en")
    lines = told.splitlines()
    assert lines[0] == "ex:PersonShape"
    assert "  instances of: ex:Person" in lines
    assert any(line.startswith("  stated at: ") and ":38:1" in line for line in lines)
    assert "  ex:PersonShape/ex:born" in lines
    assert "    - values less than those of ex:died" in lines
    assert "    if broken: info" in lines


def test_a_shape_of_krig_is_explained_with_its_examples() -> None:
    told = explain("Budget", KRIG, krig_folders(), "ko")
    assert told.startswith("shape:Budget\n  이 클래스에 속하는 것: krig:Budget\n")
    assert "krig:amount (shape:Budget-amount)" in told
    assert "    - 0 이상인 값" in told
    valid, invalid = told.index("올바른 보기: valid.ttl"), told.index("틀린 보기: invalid.")
    assert valid < invalid
    assert "a krig:Budget" in told[valid:invalid]
    assert "PREFIX" not in told[valid:]


def test_the_invalid_example_breaks_the_very_constraint_that_is_explained() -> None:
    told = explain("shape:Budget-amount", KRIG, krig_folders(), "en")
    name = next(line for line in told.splitlines() if line.startswith("an invalid example: "))
    example = name.removeprefix("an invalid example: ").replace(".ttl", ".approved.txt")
    folder = krig_folders()[0] / "examples" / "Budget"
    assert "shape:Budget-amount" in (folder / example).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_shape_of_krig_is_explained_with_two_examples(language: str) -> None:
    for shape in KRIG.shapes():
        told = explain(KRIG.name(shape), KRIG, krig_folders(), "ko" if language == "ko" else "en")
        assert told.count("valid.ttl") == 1
        assert told.count("invalid.") == 1


def test_a_shape_that_is_not_there_is_told_with_those_that_are_called_alike() -> None:
    with pytest.raises(UnknownShapeError) as raised:
        explain("shape:Bugdet", KRIG, krig_folders(), "en")
    assert "shape:Budget" in raised.value.near
    with pytest.raises(UnknownShapeError) as raised:
        explain("zzz", read_catalogue([GOOD / "shapes.ttl"]), (Path(),), "en")
    assert raised.value.near == ("ex:BookShape", "ex:LoanShape", "ex:PersonShape")
