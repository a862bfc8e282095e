"""The table of sources, read as plain CSV and compared with the documents that are at hand."""

import re
from hashlib import sha256

from tests.data.fact_tables import PRESS, needs_press, table

FULL_TEXT = {"156552976": "mss-2023-02-16-press-release.txt"}
"""The documents that are cited by another file than the one under their number."""

SOURCES = table("sources")


def test_every_document_of_which_there_is_a_digest_is_a_dated_press_release() -> None:
    digested = [row for row in SOURCES if row["sha256"]]
    assert len(digested) == 113
    for row in digested:
        assert row["kind"] == "press-release"
        assert row["id"] == f"source/{row['identifier']}"
        assert row["issued"]
        assert row["characters"]
        assert row["address"].endswith(f"newsId={row['identifier']}")


def test_a_source_is_its_own_source() -> None:
    assert all(row["source"] == row["id"] for row in SOURCES)


@needs_press
def test_every_press_release_at_hand_is_listed() -> None:
    listed = {row["identifier"] for row in SOURCES if row["sha256"]}
    assert listed == {path.stem for path in PRESS.glob("*.md")}


@needs_press
def test_digests_and_lengths_are_those_of_the_documents() -> None:
    for row in SOURCES:
        if row["sha256"]:
            number = row["identifier"]
            text = (PRESS / FULL_TEXT.get(number, f"{number}.md")).read_bytes()
            assert sha256(text).hexdigest() == row["sha256"], number
            assert len(text.decode()) == int(row["characters"]), number


@needs_press
def test_titles_dates_and_publishers_are_those_of_the_documents() -> None:
    for row in SOURCES:
        if not row["sha256"]:
            continue
        text = (PRESS / f"{row['identifier']}.md").read_text(encoding="utf-8")
        head = dict(re.findall(r'^(\w+): "(.*)"$', text.partition("\n---\n")[0], re.MULTILINE))
        month, day, year = head["approve_date"].split(" ")[0].split("/")
        assert row["issued"] == f"{year}-{month}-{day}", row["id"]
        if "이름을 뺐다" in row["note"]:
            assert set(row["label_ko"].split()) < set(head["title"].split()), row["id"]
        else:
            assert row["label_ko"] == head["title"], row["id"]
        if "부처 칸" not in row["note"]:
            assert row["publisher_ko"] == head["ministry"], row["id"]
