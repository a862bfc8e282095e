"""What makes the text of a cell unreadable, invisible, or not normal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.text import PLAIN, broken_text, lost_byte, misread

SYLLABLES = "가나다라마바사아자차카타파하산업지역주력기술전략미래신성장"
WORDS = st.text(SYLLABLES, min_size=2, max_size=12)


def rule(text: str) -> str | None:
    broken = broken_text(text)
    return broken and broken[0]


@pytest.mark.parametrize(
    "text",
    [
        "지역주력산업",
        "Power semiconductors",
        "㈜서울에프엔비",
        "’20년 33억원 · 5G･6G",
        "광(光)을 이용한 항노화기술 (50+)",
        "『레전드 50+』 본격 추진 ➌",
        "2025~2030 계획; 41개 → 51개",
        "‘IV set’ 등 의료용 소모품?",
        "São Tomé, naïve café",
    ],
)
def test_what_a_table_may_hold_is_not_broken(text: str) -> None:
    assert rule(text) is None


@given(WORDS)
def test_korean_is_not_taken_for_mojibake(text: str) -> None:
    assert not misread(text)


@given(WORDS)
def test_korean_read_in_a_wrong_single_byte_encoding_is_known(text: str) -> None:
    assert misread(text.encode("utf-8").decode("latin-1"))
    assert misread(text.encode("utf-8").decode("mac_roman"))
    assert misread(text.encode("cp949").decode("latin-1"))


@given(WORDS)
def test_utf_8_read_as_cp949_is_known_wherever_that_can_be_undone(text: str) -> None:
    try:
        wrong = text.encode("utf-8").decode("cp949")
    except UnicodeDecodeError:
        return
    assert misread(wrong)


@pytest.mark.parametrize("text", ["지역주력산업", "전력반도체", "기업"])
def test_a_question_mark_beside_a_syllable_that_nobody_writes_is_a_lost_byte(text: str) -> None:
    assert misread(text.encode("utf-8").decode("cp949", "replace").replace("\ufffd", "?"))
    assert not misread(f"{text}?")


@pytest.mark.parametrize("control", ["\t", "\x00", "\x7f", "\x85", "\ue000", "\u0378"])
def test_control_private_and_unassigned_characters_are_told(control: str) -> None:
    assert rule(f"가{control}나") == "control"


@pytest.mark.parametrize("unseen", ["\u200b", "\u00a0", "\u2028", "\u3000", "\ufeff", "\u115f"])
def test_characters_that_cannot_be_seen_are_named(unseen: str) -> None:
    broken = broken_text(f"가{unseen}나")
    assert broken == ("invisible", {"characters": f"U+{ord(unseen):04X}"})


def test_bytes_that_are_not_utf_8_are_named() -> None:
    assert broken_text("가\udcff\udc80") == ("encoding", {"bytes": "ff 80"})


def test_a_lone_surrogate_that_stands_for_no_byte_is_a_control_character() -> None:
    assert rule("가\ud800") == "control"


@given(st.text(SYLLABLES, min_size=1))
def test_text_in_separate_letters_is_not_normal(text: str) -> None:
    assert rule(unicodedata.normalize("NFD", text)) == "nfc"


@pytest.mark.parametrize("text", [" a", "a ", "  ", " 가", "가 "])
def test_a_space_at_an_end_is_told(text: str) -> None:
    assert rule(text) == "space"


ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
PLAINLY = st.text(ASCII | st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))


@given(PLAINLY)
def test_hangul_and_ascii_are_a_misreading_only_where_a_byte_was_lost(text: str) -> None:
    assert PLAIN.fullmatch(text)
    assert misread(text) == lost_byte(text)
