"""The table of sources, read as plain CSV and compared with the documents that are at hand."""

import csv
from hashlib import sha256
from pathlib import Path

import pytest

import data

PRESS = Path(__file__).parents[3] / "shared" / "sources" / "press"
FULL_TEXT = {"156552976": "mss-2023-02-16-press-release.txt"}
"""The documents that are cited by another file than the one under their number."""

needs_press = pytest.mark.skipif(
    not PRESS.is_dir(), reason="the press releases are not in ../shared here"
)


def sources() -> list[dict[str, str]]:
    with (data.PATH / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_document_of_which_there_is_a_digest_is_a_dated_press_release() -> None:
    digested = [row for row in sources() if row["sha256"]]
    assert len(digested) == 113
    for row in digested:
        assert row["kind"] == "press-release"
        assert row["id"] == f"source/{row['identifier']}"
        assert row["issued"]
        assert row["characters"]
        assert row["address"].endswith(f"newsId={row['identifier']}")


def test_a_source_is_its_own_source() -> None:
    assert all(row["source"] == row["id"] for row in sources())


@needs_press
def test_every_press_release_at_hand_is_listed() -> None:
    listed = {row["identifier"] for row in sources() if row["sha256"]}
    assert listed == {path.stem for path in PRESS.glob("*.md")}


@needs_press
def test_digests_and_lengths_are_those_of_the_documents() -> None:
    for row in sources():
        if row["sha256"]:
            number = row["identifier"]
            text = (PRESS / FULL_TEXT.get(number, f"{number}.md")).read_bytes()
            assert sha256(text).hexdigest() == row["sha256"], number
            assert len(text.decode()) == int(row["characters"]), number
