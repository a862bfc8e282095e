"""Settings come from the environment, and are documented."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from server.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.mark.parametrize(("name", "field"), Settings.model_fields.items())
def test_every_setting_is_documented_with_its_default(name: str, field: object) -> None:
    (line,) = [
        line
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `KRIG_{name.upper()}` ")
    ]
    _, default, *texts = (cell.strip() for cell in line.strip("|").split("|"))
    assert default == ("–" if field.default is None else f"`{str(field.default).lower()}`")
    assert all(texts)


def test_nothing_is_documented_that_does_not_exist() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1] for line in lines if line.startswith("| `KRIG_")}
    assert named == {f"KRIG_{name.upper()}" for name in Settings.model_fields}


def test_the_environment_sets_what_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRIG_PORT", "9000")
    monkeypatch.setenv("KRIG_UNION_DEFAULT_GRAPH", "false")
    assert Settings().port == 9000
    assert Settings(port=1).port == 1
    assert not Settings().union_default_graph


@pytest.mark.parametrize(
    ("name", "value"),
    [("port", "70000"), ("max_query_bytes", "0"), ("address", "krig"), ("grace_seconds", "-1")],
)
def test_a_setting_out_of_range_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})
