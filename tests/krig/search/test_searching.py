"""What is found by what people type."""

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from krig.search.layout import VERSION
from krig.search.matching import How
from krig.search.searching import Found, Hit, Index, IndexFileError
from krig.search.spelling import initials_of, spelled
from ontology.namespaces import ID, KRIG
from tests.krig.search.conftest import Indexed

PAGE = 20
KOREAN = "가나다라마바사아자차카타파하기니디리미비시이지치키티피히구누두루무부수우주추쿠투푸후"
LATIN = "abcdefghijklmnopqrstuvwxyz"


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.iri.removeprefix(ID.iri) for hit in hits]


def first(index: Index, text: str) -> Hit:
    return index.search(text).hits[0]


def labels(index: Index) -> list[tuple[str, str]]:
    """Every label, and the thing that has it."""
    kinds = [facet.iri for facet in index.kinds()]
    found = {
        hit.iri: hit
        for kind in kinds
        for offset in range(0, 1000, 100)
        for hit in index.search("", kind=kind, limit=100, offset=offset).hits
    }
    return [
        (hit.iri, name.text) for hit in found.values() for name in hit.names if name.role == "label"
    ]


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("부산", "province/busan"),
        ("부산광역시", "province/busan"),
        ("busan", "province/busan"),
        ("부사", "province/busan"),
        ("ㅂㅅ", "province/busan"),
        ("ㅄ", "province/busan"),
        ("ㅂ산", "province/busan"),
        ("qntks", "province/busan"),
        ("KR-26", "province/busan"),
        ("kr26", "province/busan"),
        ("Bussan", "province/busan"),
        ("전력반도체", "industry/2023/busan/power-semiconductors"),
        ("전력반도제", "industry/2023/busan/power-semiconductors"),
        ("ㅈㄹㅂㄷㅊ", "industry/2023/busan/power-semiconductors"),
        ("부산 전력반도체", "industry/2023/busan/power-semiconductors"),
        ("부산의 반도체는", "industry/2023/busan/power-semiconductors"),
        ("power semicondutors", "industry/2023/busan/power-semiconductors"),
        ("원텍 주식회사", "firm/wontek"),
        ("레이저 의료기기", "firm/wontek"),
    ],
)
def test_a_thing_is_found_first(index: Index, text: str, iri: str) -> None:
    assert first(index, text).iri == ID[iri].value


def test_a_code_finds_what_has_it_in_any_system(index: Index) -> None:
    exact = [hit for hit in index.search("26").hits if hit.match.how is How.EXACT]
    assert names(tuple(exact))[:2] == ["province/busan", "province/ulsan"]


def test_names_that_are_alike_are_all_found(index: Index) -> None:
    found = index.search("그린에너지").hits
    assert {"industry/2020/jeju/green-energy", "industry/2020/jeonnam/green-energy"} <= {
        *names(found[:2])
    }


def test_matches_are_ranked_by_how_they_match(indexed: Indexed) -> None:
    index = indexed(
        ":fuzzy rdfs:label '가나디라'@ko . :initials rdfs:label '기나다라'@ko ."
        ":part rdfs:label '새 가나다라'@ko . :prefix rdfs:label '가나다라마'@ko ."
        ":exact rdfs:label '가나다라'@ko . :told rdfs:label 'x' ; skos:definition '가나다라'@ko ."
    )
    assert names(index.search("가나다라").hits)[:3] == ["exact", "prefix", "part"]
    assert names(index.search("ㄱㄴㄷㄹ").hits)[0] == "exact"
    hows = [hit.match.how for hit in index.search("가나다라").hits]
    assert hows == sorted(hows)


def test_important_things_come_first_where_they_match_alike(indexed: Indexed) -> None:
    index = indexed(
        ":f a krig:Firm ; rdfs:label '같은 이름'@ko ."
        ":p a krig:Province ; rdfs:label '같은 이름'@ko ."
        ":s a krig:Source ; rdfs:label '같은 이름'@ko ."
    )
    assert names(index.search("같은 이름").hits) == ["p", "f", "s"]


@pytest.mark.parametrize(
    ("text", "name", "marked"),
    [
        ("부산", "부산", ["부산"]),
        ("비스", "㈜휴비스", ["비스"]),
        ("ㅎㅂㅅ", "㈜휴비스", ["휴비스"]),
        ("반도체 특화", "반도체(전력반도체) 소부장 특화단지", ["반도체", "특화"]),
    ],
)
def test_what_matches_is_marked(indexed: Indexed, text: str, name: str, marked: list[str]) -> None:
    hit = first(indexed(f":a rdfs:label '{name}'@ko ."), text)
    assert [name[start:end] for start, end in hit.marks] == marked


def test_what_is_found_is_counted_by_kind_and_by_region(index: Index) -> None:
    found = index.search("부산", limit=100)
    kinds = {facet.iri: facet.count for facet in found.kinds}
    assert sum(kinds.values()) == found.total == len(found.hits)
    regions = {facet.iri: facet.count for facet in found.regions}
    assert regions[ID["province/busan"].value] > 1
    for kind, count in kinds.items():
        assert index.search("부산", kind=kind).total == count
    for region, count in regions.items():
        assert index.search("부산", region=region).total == count


def test_a_kind_and_a_region_can_be_listed(index: Index) -> None:
    province = ID["province/busan"].value
    found = index.search("", kind=KRIG["FlagshipIndustry"].value, region=province, limit=100)
    assert found.total == len(found.hits) > 5
    assert all(KRIG["FlagshipIndustry"].value in hit.types for hit in found.hits)
    assert index.search("") == Found((), 0, False, (), ())
    assert index.search("부산", kind="https://example.org/nothing").total == 0


def test_pages_follow_each_other(index: Index) -> None:
    whole = names(index.search("산업", limit=30).hits)
    parts = [names(index.search("산업", limit=10, offset=offset).hits) for offset in (0, 10, 20)]
    assert [each for part in parts for each in part] == whole


def test_every_label_finds_its_thing_on_the_first_page(index: Index) -> None:
    known = labels(index)
    assert len(known) > 3000
    missed = [
        label
        for iri, label in known
        if iri not in {hit.iri for hit in index.search(label, limit=PAGE).hits}
    ]
    assert missed == []


def mistyped(text: str, number: int) -> str:
    """`text` with one character wrong, missing, too many, or two exchanged."""
    place = number * 7 % (len(text) - 1)
    letters = KOREAN if any("가" <= each <= "힣" for each in text) else LATIN
    other = letters[number % len(letters)]
    return [
        text[:place] + other + text[place + 1 :],
        text[:place] + text[place + 1 :],
        text[:place] + other + text[place:],
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
    ][number % 4]


def test_a_label_with_one_slip_finds_its_thing_among_the_first_ten(index: Index) -> None:
    tried = [each for each in labels(index) if len(each[1]) >= 4][::5]
    found = sum(
        iri in {hit.iri for hit in index.search(mistyped(label, number), limit=10).hits}
        for number, (iri, label) in enumerate(tried)
    )
    assert len(tried) > 500
    assert found / len(tried) >= 0.95


def test_the_initials_of_a_label_find_its_thing(index: Index) -> None:
    tried = []
    for iri, label in labels(index):
        told = spelled(label)
        initials = initials_of(told.strokes, told.mask)
        if len(initials) >= 4 and all("ㄱ" <= each <= "ㅎ" for each in initials):
            tried.append((iri, initials))
    missed = [
        each
        for iri, each in tried[::3]
        if iri not in {hit.iri for hit in index.search(each, limit=PAGE).hits}
    ]
    assert len(tried) > 500
    assert missed == []


@settings(max_examples=150, deadline=2000)
@given(
    st.text(max_size=300)
    | st.text(alphabet="\"'*^:(){}-+ ANDORNEAT%_!\\ㄱㅂㅅ가부산\x00", max_size=60),
    st.text(max_size=10),
)
def test_no_text_makes_a_search_fail(index: Index, text: str, other: str) -> None:
    found = index.search(text, kind=other)
    assert found.total >= len(found.hits)
    for hit in (*index.search(text).hits, *index.best(text)):
        name = hit.names[hit.match.name].text
        assert all(0 <= start < end <= len(name) for start, end in hit.marks)


@pytest.mark.parametrize(
    "text", ['" OR names : "a', "부산*", "NEAR(a b)", "{names texts} : 부산", "-부산", "부산 NOT x"]
)
def test_the_query_language_of_the_library_cannot_be_reached(index: Index, text: str) -> None:
    plain = "".join(each if each.isalnum() else " " for each in text)
    assert names(index.search(text).hits) == names(index.search(plain).hits)


def test_the_best_may_be_of_several_kinds(index: Index) -> None:
    kinds = [KRIG["Firm"].value, KRIG["District"].value]
    hits = index.best("부산", kinds, limit=50)
    assert {hit.types[0] for hit in hits} == {*kinds}


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    with pytest.raises(IndexFileError):
        Index.open(path)
    path.write_bytes(b"no database" * 100)
    with pytest.raises(IndexFileError):
        Index.open(path)
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(IndexFileError, match="version"):
        Index.open(path)
