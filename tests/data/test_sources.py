"""The table of sources, read as plain CSV and compared with the documents that are at hand."""

import re
from hashlib import sha256

from tests.data.fact_tables import PRESS, Record, by_id, needs_press, table

FULL_TEXT = {"156552976": "mss-2023-02-16-press-release.txt"}
"""The documents that are cited by another file than the one under their number."""

SOURCES = table("sources")
PUBLISHERS = by_id("bodies") | by_id("publishers")


def publishers(row: Record) -> list[str]:
    """Return the names of those who published a source, as their rows give them."""
    cells = (row[column] for column in ("publisher", "publisher2", "publisher3"))
    return [PUBLISHERS[each]["label_ko"] for each in cells if each]


def abbreviates(short: str, name: str) -> bool:
    """Tell whether the characters of `short` stand in `name`, in their order: 중기부."""
    rest = iter(name)
    return all(character in rest for character in short)


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
            stated, named = head["ministry"].split("·"), publishers(row)
            assert len(stated) == len(named), row["id"]
            assert all(map(abbreviates, stated, named)), row["id"]
            assert len(named) > 1 or named == stated, row["id"]


@needs_press
def test_a_body_that_publishes_is_named_in_full_in_the_text_that_its_row_cites() -> None:
    rows = {row["id"]: row for row in SOURCES}
    for row in table("bodies"):
        cited = rows[row["source"]]
        if row["id"] in (cited["publisher"], cited["publisher2"], cited["publisher3"]):
            text = (PRESS / f"{cited['identifier']}.md").read_text(encoding="utf-8")
            assert row["label_ko"] in text, row["id"]


def test_every_publisher_published_a_source_and_says_so_by_it() -> None:
    rows = {row["id"]: row for row in SOURCES}
    for row in table("publishers"):
        assert rows[row["source"]]["publisher"] == row["id"]
        assert rows[row["source"]]["certainty"] == row["certainty"]


def test_a_ministry_of_another_name_is_another_body_in_another_time() -> None:
    days: dict[str, list[str]] = {}
    for row in SOURCES:
        if row["issued"]:
            days.setdefault(row["publisher"], []).append(row["issued"])
    for before, after in (("motie", "motir"), ("kostat", "mods")):
        assert max(days[f"body/{before}"]) < min(days[f"body/{after}"])
        assert min(days[f"body/{after}"]) in PUBLISHERS[f"body/{after}"]["note"]
        assert max(days[f"body/{before}"]) in PUBLISHERS[f"body/{after}"]["note"]


def test_joint_releases_have_each_of_their_publishers() -> None:
    joint = {row["id"]: len(publishers(row)) for row in SOURCES if row["publisher2"]}
    assert joint == {"source/156554841": 2, "source/156646716": 3, "source/156726098": 2}
