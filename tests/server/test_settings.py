"""Settings come from the command line, the environment and a file, and are documented."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from server.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def fields(model: type[BaseModel], prefix: str = "KRIG_") -> Iterator[tuple[str, FieldInfo]]:
    """The variable of each setting, and its field."""
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from fields(kind, f"{prefix}{name.upper()}_")
        else:
            yield prefix + name.upper(), field


@pytest.mark.parametrize(("name", "field"), [*fields(Settings)])
def test_every_setting_is_documented_with_its_default(name: str, field: FieldInfo) -> None:
    (line,) = [
        line
        for line in DOCUMENT.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| `{name}` ")
    ]
    _, default, *texts = (cell.strip() for cell in line.strip("|").split("|"))
    if field.default_factory is None:
        assert default == ("–" if field.default is None else f"`{str(field.default).lower()}`")
    assert default
    assert all(texts)


def test_nothing_is_documented_that_does_not_exist() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    named = {line.split("`")[1] for line in lines if line.startswith("| `KRIG_")}
    assert named == {name for name, _ in fields(Settings)}


def test_the_environment_sets_what_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRIG_PORT", "9000")
    monkeypatch.setenv("KRIG_UNION_DEFAULT_GRAPH", "false")
    monkeypatch.setenv("KRIG_READ_LONG_AFTER", "3")
    monkeypatch.setenv("KRIG_WRITE_KEEP", "5")
    settings = Settings()
    assert settings.port == 9000
    assert Settings(port=1).port == 1
    assert not settings.union_default_graph
    assert (settings.read.long_after, settings.write.keep) == (3, 5)


def test_a_file_sets_what_neither_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "krig.toml"
    file.write_text("port = 9000\nmax_query_bytes = 7\n[read]\ndeadline = 2\n", encoding="utf-8")
    monkeypatch.setenv("KRIG_CONFIG", str(file))
    monkeypatch.setenv("KRIG_PORT", "9001")
    settings = Settings()
    assert (settings.port, settings.max_query_bytes, settings.read.deadline) == (9001, 7, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "70000"),
        ("max_query_bytes", "0"),
        ("max_upload_bytes", "0"),
        ("upload_seconds", "0"),
        ("past_revisions", "-1"),
        ("address", "krig"),
        ("grace_seconds", "-1"),
        ("read", {"deadline": "0"}),
        ("read", {"unknown": "1"}),
        ("write", {"queue": "-1"}),
    ],
)
def test_a_setting_out_of_range_is_refused(name: str, value: object) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: value})
