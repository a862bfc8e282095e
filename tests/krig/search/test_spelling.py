"""A text is spelled as it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from krig.search.spelling import (
    in_other_layout,
    initials_of,
    keys_of,
    spelled,
    strokes_of,
)


@pytest.mark.parametrize(
    ("text", "strokes"),
    [
        ("부산", "ㅂㅜㅅㅏㄴ"),
        ("값", "ㄱㅏㅂㅅ"),
        ("과위의", "ㄱㅗㅏㅇㅜㅣㅇㅡㅣ"),
        ("까", "ㄲㅏ"),
        ("ㅄ", "ㅂㅅ"),
        ("LG화학", "lgㅎㅗㅏㅎㅏㄱ"),
        ("Café-1", "cafe1"),
        ("ＫＲ－２６", "kr26"),
    ],
)
def test_a_text_is_spelled_key_by_key(text: str, strokes: str) -> None:
    assert strokes_of(text) == strokes


def test_what_is_half_typed_is_the_beginning_of_the_whole() -> None:
    for half in ("ㅂ", "부", "붓", "부사", "부산", "부산ㄱ", "부산과"):
        assert strokes_of("부산광역시").startswith(strokes_of(half))


@pytest.mark.parametrize(
    "name",
    ["㈜휴비스", "(주)휴비스", "휴비스(주)", "주식회사 휴비스", "휴비스 주식회사", "휴 비 스"],
)
def test_the_legal_form_of_a_firm_is_passed_over(name: str) -> None:
    assert strokes_of(name) == strokes_of("휴비스")


def test_a_name_that_is_only_a_legal_form_is_kept() -> None:
    assert strokes_of("주식회사")
    assert strokes_of("Co., Ltd.") == "coltd"


def test_initials_are_the_first_keys_of_syllables() -> None:
    told = spelled("부산광역시")
    assert initials_of(told.strokes, told.mask) == "ㅂㅅㄱㅇㅅ"


def test_the_same_keys_in_the_other_layout() -> None:
    assert in_other_layout("qntks") == strokes_of("부산")
    assert in_other_layout(strokes_of("부산")) == "qntks"


@given(st.text())
def test_every_key_belongs_to_a_character(text: str) -> None:
    told = spelled(text)
    assert len(told.strokes) == len(told.places) == len(told.mask)
    assert told.strokes == strokes_of(text)
    assert sorted(told.places) == list(told.places)
    for place in range(len(told.strokes)):
        start, end = told.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert told.strokes[place] in keys_of(text[start])


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_each_syllable_has_one_initial(text: str) -> None:
    told = spelled(text)
    assert len(initials_of(told.strokes, told.mask)) == len({*told.places})
