"""Figures are looked up in the very documents that state them, and told where they do not stand."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from loaders.evidence import Evidence, compare, examine, number_at
from loaders.fault import TableFaultsError
from loaders.row import Origin
from loaders.tables.sources import Source
from loaders.tables.stated_figures import StatedFigure
from loaders.texts import read_texts
from tests.conftest import Edit

PRESS = Path(__file__).parents[3] / "shared" / "sources" / "press"
UNREADABLE = Path("/proc/self/mem")
needs_press = pytest.mark.skipif(not PRESS.is_dir(), reason="no press releases in ../shared here")

TEXT = "주축산업은 41개, 국비는 2,942억원, 비중은 93.5%이다.\r\n"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def document(text: str = TEXT, sha: str | None = None) -> Source:
    return Source(
        **row("source/paper"),
        label_ko="글",
        label_en=None,
        label_en_by=None,
        identifier=None,
        kind="news",
        publisher=None,
        publisher2=None,
        publisher3=None,
        issued=None,
        address=None,
        licence=None,
        sha256=sha or digest(text),
        characters=len(text),
    )


def figure(value: str, start: int | None, end: int | None) -> StatedFigure:
    return StatedFigure(
        **row("figure/some"),
        label_ko="수",
        label_en="number",
        label_en_by="own",
        measure="some",
        value=Decimal(value),
        unit="industry",
        in_source="source/paper",
        start=start,
        end=end,
        counted_by=None,
        region=None,
        year=None,
    )


def row(name: str) -> dict[str, Any]:
    return {
        "origin": Origin("stated_figures", 2),
        "id": name,
        "source": "source/paper",
        "source2": None,
        "source3": None,
        "certainty": "official",
        "certainty_note": None,
        "note": None,
    }


def looked_up(stated: StatedFigure, texts: Mapping[str, str] | None = None) -> Evidence:
    return compare([stated], [document()], {digest(TEXT): TEXT} if texts is None else texts)


def stands(number: str) -> tuple[int, int]:
    """Where `number` stands in the text."""
    return TEXT.index(number), TEXT.index(number) + len(number)


@pytest.mark.parametrize(("value", "written"), [("41", "41"), ("2942", "2,942"), ("93.5", "93.5")])
def test_a_number_that_stands_where_it_is_said_to_is_found(value: str, written: str) -> None:
    evidence = looked_up(figure(value, *stands(written)))
    assert (evidence.stated, evidence.found, evidence.faults) == (1, 1, ())
    assert evidence.documents == {"source/paper": digest(TEXT)}


@pytest.mark.parametrize(
    ("value", "written", "standing"),
    [
        ("42", "41", "41"),
        ("4", "4", "41"),
        ("1", "1", "41"),
        ("942", "942", "2,942"),
        ("93", "93", "93.5"),
        ("41", "41개", "41개"),
        ("41", " 41", " 41"),
    ],
)
def test_another_number_is_told_with_what_stands_there(
    value: str, written: str, standing: str
) -> None:
    start, end = stands(written)
    evidence = looked_up(figure(value, start, end))
    (fault,) = evidence.faults
    assert evidence.found == 0
    assert (fault.rule, fault.place) == ("evidence", "stated_figures.csv:2: value")
    assert fault.found == standing
    assert f"source/paper does not read {value} at {start} to {end};" in fault.message("en")
    assert f"값({value})이 source/paper의 글자({start}–{end})와 다릅니다" in fault.message("ko")


def test_a_place_beyond_the_text_is_a_fault() -> None:
    (fault,) = looked_up(figure("41", len(TEXT), len(TEXT) + 2)).faults
    assert fault.found == ""


@pytest.mark.parametrize(
    ("stated", "texts"),
    [
        pytest.param(figure("42", *stands("41")), {}, id="an absent document"),
        pytest.param(figure("42", None, None), None, id="no place in the document"),
        pytest.param(figure("42", 6, None), None, id="half a place"),
    ],
)
def test_what_cannot_be_looked_up_is_neither_found_nor_a_fault(
    stated: StatedFigure, texts: Mapping[str, str] | None
) -> None:
    assert looked_up(stated, texts) == Evidence(stated=1)


def test_a_figure_of_a_document_without_digest_is_not_looked_up() -> None:
    undigested = replace(document(), sha256=None)
    assert compare([figure("42", 6, 8)], [undigested], {digest(TEXT): TEXT}) == Evidence(stated=1)


@given(
    before=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="0123456789,.")),
    number=st.decimals(min_value=0, max_value=10**9, places=1),
    after=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="0123456789,.")),
)
def test_a_number_is_read_whole_from_any_of_its_characters(
    before: str, number: Decimal, after: str
) -> None:
    written = format(number, ",f")
    text = f"{before}{written}{after}"
    for at in range(len(before), len(before) + len(written)):
        assert number_at(text, at, at + 1) == written


def test_a_text_is_known_by_its_digest_wherever_it_stands(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "any name").write_bytes(TEXT.encode())
    (tmp_path / "source-paper.txt").write_bytes(f"{TEXT} (수정)".encode())
    texts, faults = read_texts([tmp_path, deep], {digest(TEXT), digest("absent")})
    assert texts == {digest(TEXT): TEXT}
    assert faults == []


def test_a_document_that_is_no_text_reads_otherwise_and_stops_nothing(tmp_path: Path) -> None:
    content = b"\xff\xfe\x00binary"
    (tmp_path / "document.pdf").write_bytes(content)
    sha = sha256(content).hexdigest()
    texts, _ = read_texts([tmp_path], {sha})
    (fault,) = compare([figure("41", 0, 2)], [document(sha=sha)], texts).faults
    assert fault.found == "\N{REPLACEMENT CHARACTER}" * 2


@pytest.mark.skipif(not UNREADABLE.exists(), reason="no file here that nobody can read")
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "memory").symlink_to(UNREADABLE)
    (tmp_path / "text").write_bytes(TEXT.encode())
    texts, (fault,) = read_texts([tmp_path], {digest(TEXT)})
    assert (fault.rule, fault.file) == ("file", f"{tmp_path.name}/memory")
    assert texts == {digest(TEXT): TEXT}


def test_without_folders_nothing_is_looked_up(tmp_path: Path) -> None:
    assert examine(tmp_path / "nowhere", []) == Evidence()


def test_every_fault_of_every_table_is_told_where_figures_cannot_be_read(
    few: Path, tmp_path: Path
) -> None:
    for table in ("stated_figures", "zones"):
        path = few / f"{table}.csv"
        path.write_text(path.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    with pytest.raises(TableFaultsError) as caught:
        examine(few, [tmp_path])
    assert {fault.file for fault in caught.value.faults} == {"stated_figures.csv", "zones.csv"}


def test_a_figure_of_the_tables_is_looked_up_in_a_text_of_a_folder(
    tables: Path, texts: Path
) -> None:
    evidence = examine(tables, [texts])
    assert (evidence.stated, evidence.found, evidence.faults) == (26, 1, ())
    (text,) = texts.iterdir()
    assert evidence.documents == {"source/156561396": sha256(text.read_bytes()).hexdigest()}


@needs_press
def test_every_figure_stands_in_its_document() -> None:
    evidence = examine(data.PATH, [PRESS])
    assert evidence.faults == ()
    assert evidence.found == evidence.stated == 26
    assert len(evidence.documents) == 6


@needs_press
def test_a_figure_that_is_changed_is_told_with_what_the_document_says(
    tables: Path, edit: Edit
) -> None:
    place = "industry,source/156552976,360,362"
    edit("stated_figures", f"41,{place}", f"42,{place}")
    evidence = examine(tables, [PRESS])
    (fault,) = evidence.faults
    assert evidence.found == 25
    assert (fault.file, fault.row, fault.column) == ("stated_figures.csv", 3, "value")
    assert fault.found == "41"
