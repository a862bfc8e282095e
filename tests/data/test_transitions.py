"""What the round of 2023 made of the industries of 2020."""

from collections import Counter

from tests.data.fact_tables import by_id, cited, facts, named_sources, needs_facts, table

TRANSITIONS = table("transitions")
INDUSTRIES = by_id("industries")
REGIONS = by_id("regions")


def name(industry: str) -> str:
    row = INDUSTRIES.get(industry)
    return row["label_ko"] if row and row["name_known"] == "true" else ""


def test_52_transitions_hold_the_arithmetic_of_the_reform() -> None:
    changes = Counter(row["change"] for row in TRANSITIONS)
    assert changes == {"narrowed": 31, "excluded": 11, "retained": 6, "introduced": 4}
    assert changes["excluded"] + changes["narrowed"] + changes["retained"] == 48
    assert changes["narrowed"] + changes["retained"] + changes["introduced"] == 41


@needs_facts
def test_each_transition_is_told_as_the_facts_tell_it() -> None:
    expected = [
        (
            row["region"],
            row["old_name"],
            row["new_name"],
            row["change"],
            row["change_certainty"],
        )
        for row in facts("transitions_2023")
    ]
    found = [
        (
            REGIONS[row["region"]]["short_name_ko"],
            name(row["earlier"]),
            name(row["later"]),
            row["change"],
            row["certainty"],
        )
        for row in TRANSITIONS
    ]
    assert found == expected


@needs_facts
def test_each_transition_cites_what_its_fact_cites() -> None:
    for fact, row in zip(facts("transitions_2023"), TRANSITIONS, strict=True):
        expected = named_sources(fact["source"])
        assert cited(row) == (expected or {"source/156552976"}), row["id"]


@needs_facts
def test_a_doubt_of_the_facts_is_told_in_korean() -> None:
    words = {
        "low": "근거가 약",
        "old list": "2020년 목록",
        "A 지역": "A 지역",
        "count": "의 수",
        "elimination": "목록",
    }
    for fact, row in zip(facts("transitions_2023"), TRANSITIONS, strict=True):
        told = f"{row['certainty_note']} {row['note']}"
        for doubt, korean in words.items():
            assert doubt not in fact["certainty_note"] or korean in told, row["id"]


def test_every_industry_of_2020_ends_or_goes_on_in_exactly_one_transition() -> None:
    earlier = Counter(row["earlier"] for row in TRANSITIONS if row["earlier"])
    assert earlier == Counter(
        row["id"] for row in INDUSTRIES.values() if row["round"] == "round/2020"
    )


def test_every_core_industry_comes_out_of_exactly_one_transition() -> None:
    later = Counter(row["later"] for row in TRANSITIONS if row["later"])
    assert later == Counter(
        row["id"] for row in INDUSTRIES.values() if row["kind"] == "core-industry"
    )


def test_a_change_tells_which_ends_a_transition_has() -> None:
    ends = {"excluded": (True, False), "introduced": (False, True)}
    for row in TRANSITIONS:
        expected = ends.get(row["change"], (True, True))
        assert (bool(row["earlier"]), bool(row["later"])) == expected, row["id"]


def test_a_transition_stays_in_its_region() -> None:
    for row in TRANSITIONS:
        for end in (row["earlier"], row["later"]):
            assert not end or INDUSTRIES[end]["region"] == row["region"], row["id"]


def test_what_is_retained_keeps_its_name() -> None:
    retained = [row for row in TRANSITIONS if row["change"] == "retained"]
    assert all(name(row["earlier"]) == name(row["later"]) for row in retained)


def test_a_label_begins_with_the_name_of_its_region() -> None:
    for row in TRANSITIONS:
        region = REGIONS[row["region"]]
        assert row["label_ko"].startswith(f"{region['short_name_ko']}: ")
        assert row["label_en"].startswith(f"{region['short_name_en']}: ")


def test_only_what_a_source_states_has_a_reason() -> None:
    reasons = [row for row in TRANSITIONS if row["reason_ko"]]
    assert len(reasons) == 4
    assert all(row["certainty"] == "official" and row["reason_en"] for row in reasons)
    assert {row["source"] for row in reasons} == {"source/156552976"}
