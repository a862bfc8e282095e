"""What the press release of 2023-02-16 says of criteria, support, institutions and timetable."""

from collections import Counter

import pytest

from tests.data.fact_tables import PRESS, by_id, cited, needs_press, table

RELEASE = "mss-2023-02-16-press-release.txt"
PROGRAMMES = by_id("programmes")
MEASURES = by_id("measures")
CRITERIA = by_id("criteria")
MILESTONES = by_id("milestones")
BODIES = by_id("bodies")

WORDS = {
    "measure/2023/core/growth-stage-grouping": "성장단계별로 유형화",
    "measure/2023/core/regional-autonomy": "지역이 자율적으로",
    "measure/2023/core/representative-firms": "지역 대표 기업으로 육성",
    "measure/2023/core/consortium-support": "기업군(컨소시엄) 단위",
    "measure/2023/core/incentives-by-evaluation": "평가에 따른 유인책(인센티브)",
    "measure/2023/future/roadmap": "중장기 이행안(로드맵)",
    "measure/2023/future/technology-tasks": "기술과제 기획",
    "measure/2023/future/research-and-development": "기술개발",
    "measure/2023/future/equipment": "장비",
    "measure/2023/future/people": "전문인력",
    "measure/2023/future/commercialisation": "사업화",
    "measure/2023/future/investment-and-loans": "투자·용자",
    "measure/2023/future/growing-into-core": "주축산업으로 성장",
    "measure/2023/institutions/regular-revision": "개편 주기를 정례화",
    "measure/2023/institutions/selection-committee": "산업선정위원회(가칭)",
    "measure/2023/institutions/legislation": "지역주력산업 법제화",
    "measure/2023/institutions/stronger-technoparks": "테크노파크의 기능을 강화",
    "measure/2023/institutions/regional-statistics-system": "지역종합통계시스템",
    "criterion/2023/core/technological-maturity": "기술 성숙도",
    "criterion/2023/core/industrial-base": "산업 기반",
    "criterion/2023/core/supply-chain-firms": "공급망을 구성하는 기업군",
    "criterion/2023/core/exclusion": "성장 효과가 미흡",
    "criterion/2023/core/introduction": "기업군 형성",
    "criterion/2023/core/narrowing": "구성 품목이 광범위",
    "criterion/2023/core/retention": "고용과 생산 비중",
    "criterion/2023/future/national-technology": "12대 국가전략기술, 신성장 4.0",
    "criterion/2023/future/single-region": "특정 지역에 비교 우위",
    "criterion/2023/future/cooperative": "지역 간 차별화된 역량",
    "milestone/2023/drafting": "지난 10월부터",
    "milestone/2023/announcement": "16일(목)",
    "milestone/2023/confirmation": "오는 27일(월)",
    "milestone/2023/strategy": "올해 상반기",
    "body/regional-economic-committee": "지역경제위원회",
    "body/emergency-economic-ministers-meeting": "비상경제장관회의",
    "body/regional-smes-offices": "지방중소벤처기업청",
}
"""A few words by which the release speaks of each thing (its own 용자 is a slip for 융자)."""


def test_each_programme_has_the_measures_that_the_release_names() -> None:
    assert Counter(row["programme"] for row in MEASURES.values()) == {
        "programme/core-industry-support": 5,
        "programme/future-industry-support": 8,
        "programme/institutions-2023": 5,
    }
    for each, row in MEASURES.items():
        part = each.split("/")[2]
        assert row["programme"].removeprefix("programme/").startswith(part)


def test_ten_criteria_tell_core_from_future_industries() -> None:
    assert len(CRITERIA) == 10
    assert {row["round"] for row in CRITERIA.values()} == {"round/2023"}


def test_the_timetable_runs_from_october_2022_to_the_middle_of_2023() -> None:
    assert [(each, row["starts"], row["ends"]) for each, row in MILESTONES.items()] == [
        ("milestone/2023/drafting", "2022-10-01", "2022-10-31"),
        ("milestone/2023/announcement", "2023-02-16", ""),
        ("milestone/2023/confirmation", "2023-02-27", ""),
        ("milestone/2023/strategy", "2023-01-01", "2023-06-30"),
    ]


@pytest.mark.parametrize("name", ["criteria", "measures"])
def test_numbers_follow_the_order_of_the_release(name: str) -> None:
    numbers = [int(row["number"]) for row in table(name)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", ["criteria", "measures"])
def test_each_is_described_in_both_languages(name: str) -> None:
    assert all(row["description_ko"] and row["description_en"] for row in table(name))


def test_all_of_it_is_official_and_rests_on_the_release() -> None:
    for row in [*MEASURES.values(), *CRITERIA.values(), *MILESTONES.values()]:
        assert row["certainty"] == "official"
        assert "source/156552976" in cited(row)


def test_the_support_strategies_are_programmes_of_the_release() -> None:
    for programme in {row["programme"] for row in MEASURES.values()}:
        assert PROGRAMMES[programme]["announced"] == "2023-02-16"
        assert cited(PROGRAMMES[programme]) == {"source/156552976"}


def test_a_measure_names_the_body_that_it_founds_or_that_carries_it() -> None:
    named = {row["id"].rpartition("/")[2]: row["body"] for row in MEASURES.values() if row["body"]}
    assert named == {
        "selection-committee": "body/selection-committee",
        "legislation": "body/mss",
    }
    assert set(named.values()) <= BODIES.keys()


@needs_press
def test_the_release_speaks_of_each_of_them() -> None:
    text = (PRESS / RELEASE).read_text(encoding="utf-8")
    assert {*MEASURES, *CRITERIA, *MILESTONES} <= WORDS.keys()
    assert {each: words for each, words in WORDS.items() if words not in text} == {}
