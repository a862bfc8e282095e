"""Whatever a user does to the tables, faults are told: never another exception, never a hang."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.fault import Fault, TableFaultsError
from loaders.package import load

settings.register_profile(
    "tables",
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TABLES = settings.get_profile("tables")

FILES = ["zones.csv", "regions.csv", "sources.csv", "stated_figures.csv"]
DESCRIPTIONS = ["datapackage.json", "schemas/zones.json", "schemas/regions.json"]
UNTRANSLATED = "Input should"
"""How pydantic begins what `loaders.schema.PROBLEMS` does not put into words of its own."""

PIECES = st.sampled_from(
    [b"", b'"', b'""', b",", b"\n", b"\r\n", b"\r", b"\0", b"\xff", b"\xef\xbb\xbf", b" ", b"\t"]
) | st.binary(max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=5,
)
Place = tuple[str | int, ...]


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as scratch:
        yield Path(shutil.copytree(folder, Path(scratch) / "tables"))


def told(folder: Path) -> tuple[Fault, ...]:
    """The faults of the tables in `folder`, which must be fit to be shown."""
    faults = faults_of(folder)
    assert list(faults) == sorted(set(faults))
    for fault in faults:
        for message in (fault.message("ko"), fault.message("en")):
            assert message.isprintable()
            assert UNTRANSLATED not in message
        assert 0 <= fault.row <= lines_of(folder / fault.file), fault
    return faults


def faults_of(folder: Path) -> tuple[Fault, ...]:
    try:
        load(folder)
    except TableFaultsError as error:
        return error.faults
    return ()


def lines_of(path: Path) -> int:
    if not path.is_file():
        return 0
    content = path.read_bytes()
    return 1 + max(content.count(b"\n"), content.count(b"\r"))


@pytest.mark.parametrize("name", [*FILES, *DESCRIPTIONS])
@settings(TABLES, max_examples=25)
@given(content=st.binary(max_size=400))
def test_any_bytes_in_the_place_of_a_file_are_faults(
    few_original: Path, name: str, content: bytes
) -> None:
    with copy_of(few_original) as folder:
        (folder / name).write_bytes(content)
        faults = told(folder)
        assert {fault.file for fault in faults} & {name, "datapackage.json"}


@settings(TABLES)
@given(data=st.data(), name=st.sampled_from(FILES))
def test_any_edits_of_real_tables_are_sound_or_faults(
    few_original: Path, data: st.DataObject, name: str
) -> None:
    content = (few_original / name).read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(len(content), start + 30)))
        content = content[:start] + data.draw(PIECES) + content[end:]
    with copy_of(few_original) as folder:
        (folder / name).write_bytes(content)
        told(folder)


@settings(TABLES)
@given(data=st.data(), name=st.sampled_from(FILES))
def test_any_cells_in_a_real_row_are_sound_or_faults(
    few_original: Path, data: st.DataObject, name: str
) -> None:
    lines = (few_original / name).read_text(encoding="utf-8").split("\n")
    number = data.draw(st.integers(0, len(lines) - 2))
    cells = lines[number].split(",")
    column = data.draw(st.integers(0, len(cells) - 1))
    cells[column] = data.draw(st.text(max_size=12))
    lines[number] = ",".join(cells)
    with copy_of(few_original) as folder:
        (folder / name).write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
        told(folder)


@settings(TABLES)
@given(data=st.data(), name=st.sampled_from(DESCRIPTIONS))
def test_any_edits_of_descriptor_and_schemas_are_sound_or_faults(
    few_original: Path, data: st.DataObject, name: str
) -> None:
    content = (few_original / name).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 60)))
    with copy_of(few_original) as folder:
        (folder / name).write_bytes(content[:start] + data.draw(PIECES) + content[end:])
        told(folder)


@settings(TABLES, max_examples=200)
@given(data=st.data(), name=st.sampled_from(DESCRIPTIONS), value=VALUES)
def test_any_value_in_the_place_of_another_in_them_is_sound_or_a_fault(
    few_original: Path, data: st.DataObject, name: str, value: object
) -> None:
    described = json.loads((few_original / name).read_text(encoding="utf-8"))
    place = data.draw(st.sampled_from(sorted(places(described), key=str)))
    with copy_of(few_original) as folder:
        text = json.dumps(replaced(described, place, value), ensure_ascii=False)
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        told(folder)


def places(value: object, above: Place = ()) -> Iterator[Place]:
    """Every place in a JSON value, as the steps that lead there."""
    yield above
    steps: list[tuple[str | int, object]] = []
    match value:
        case dict():
            steps = list(value.items())
        case list():
            steps = list(enumerate(value))
    for step, inner in steps:
        yield from places(inner, (*above, step))


def replaced(value: Any, place: Place, new: object) -> Any:
    """Return a JSON value with another one at a place."""
    if not place:
        return new
    first, *rest = place
    inner = replaced(value[first], tuple(rest), new)
    match value:
        case dict():
            return {**value, first: inner}
        case _:
            return [inner if at == first else each for at, each in enumerate(value)]


@pytest.mark.parametrize(
    "content",
    [
        b"id\n" + b'"' * 200_000 + b"\n",
        b"id\n" + b'"a\n' * 100_000,
        b"id," * 100_000 + b"\n",
        b"id\n" + b"a" * 2_000_000 + b"\n",
        b"id\n" + "\u1100".encode() * 300_000 + b"\n",
        b"id\n" + b"\xff" * 300_000 + b"\n",
        b"id\n" + "吏??뿭".encode() * 100_000,
    ],
    ids=["quotes", "open quotes", "columns", "long cell", "letters", "bytes", "mojibake"],
)
def test_a_hostile_table_takes_no_longer_than_its_length_warrants(
    few: Path, content: bytes
) -> None:
    (few / "zones.csv").write_bytes(content)
    faults = faults_of(few)
    assert {fault.file for fault in faults} == {"zones.csv"}
    assert all(len(fault.found) <= 60 for fault in faults)
