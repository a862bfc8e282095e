"""How a text is spelled key by key, so that what is half typed, or begins so, can be found.

A Korean syllable is spelled in the letters that its writer types: 값 is ㄱㅏㅂㅅ. So 부사 is the
beginning of 부산, and ㅂㅅ, which keyboards write as ㅄ, are its initials. Latin letters lose case
and accents; spaces, punctuation and the legal form of a firm are passed over.

Source: The Unicode Standard, 3.12 (conjoining jamo); UAX 15 (NFKC).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from unicodedata import category, combining, name, normalize

LEGAL_FORMS: Final = re.compile(
    r"㈜|\(\s*[주유사재]\s*\)|주식회사|유한회사|유한책임회사|"
    r"\b(?:co\.?,?\s*ltd|corp|inc|llc|plc|ltd)\b\.?",
    re.IGNORECASE,
)
"""What tells of a firm only that it is one; people write it, leave it out, and put it elsewhere."""

SPLIT: Final = {
    "ㄲ": "ㄲ",
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
    "ㅘ": "ㅗㅏ",
    "ㅙ": "ㅗㅐ",
    "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ",
    "ㅞ": "ㅜㅔ",
    "ㅟ": "ㅜㅣ",
    "ㅢ": "ㅡㅣ",
}
"""The letters that are typed as two; doubled consonants such as ㄲ are one key with shift."""

LETTERS: Final = {
    name(letter).removeprefix("HANGUL LETTER "): letter
    for letter in map(chr, range(ord("ㄱ"), ord("ㅣ") + 1))
}
"""The letters of the Korean alphabet, by their names in Unicode."""
"""The letters of the Korean alphabet, by what Unicode calls them."""

CONSONANTS: Final = frozenset("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ")
"""With what a syllable may begin."""


INSIDE, CHARACTER, WORD = "0", "1", "2"

LATIN: Final = "qwertyuiopasdfghjklzxcvbnm"
KOREAN: Final = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
"""What the keys of LATIN write when the keyboard is Korean (KS X 5002)."""
OTHER_LAYOUT: Final = str.maketrans(LATIN + KOREAN, KOREAN + LATIN)


@dataclass(frozen=True, slots=True)
class Spelling:
    """A text, key by key."""

    strokes: str
    """The keys, without those that tell nothing."""
    places: tuple[int, ...]
    """Of each key, the place of its character in the text."""
    mask: str
    """Of each key, `2` where it begins a word, `1` where it begins a character, else `0`."""

    @property
    def words(self) -> tuple[int, ...]:
        """Return the keys with which a word begins."""
        return tuple(place for place, mark in enumerate(self.mask) if mark == WORD)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters to which the keys from `start` to `end` belong, as a range."""
        return self.places[start], self.places[end - 1] + 1


def spelled(text: str) -> Spelling:
    """Return how `text` is spelled."""
    strokes: list[str] = []
    places: list[int] = []
    mask: list[str] = []
    begins = WORD
    for place, character in _told(text):
        keys = keys_of(character)
        if not keys:
            begins = WORD
            continue
        strokes.append(keys)
        places.extend([place] * len(keys))
        mask.append(begins + INSIDE * (len(keys) - 1))
        begins = CHARACTER
    return Spelling("".join(strokes), tuple(places), "".join(mask))


def strokes_of(text: str) -> str:
    """Return the keys of `text`."""
    return "".join(keys_of(character) for _, character in _told(text))


def initials_of(strokes: str, mask: str) -> str:
    """Return the first key of each character."""
    return "".join(key for key, mark in zip(strokes, mask, strict=True) if mark != INSIDE)


def in_other_layout(strokes: str) -> str:
    """Return what the same keys write when the keyboard is in the other script."""
    return strokes.translate(OTHER_LAYOUT)


def has_initials(text: str) -> bool:
    """Tell whether consonants stand alone in `text`, each for a syllable perhaps."""
    return any(each in CONSONANTS for each in text) or any(each in SPLIT for each in text)


@cache
def keys_of(character: str) -> str:
    """Return the keys with which a character is typed; none for what tells nothing."""
    return "".join(SPLIT.get(each, each) for each in _letters(character))


def _letters(character: str) -> Iterator[str]:
    for part in normalize("NFKD", character).casefold():
        if combining(part) or category(part)[0] not in "LN":
            continue
        called = name(part, "").split(" ")
        if called[0] == "HANGUL" and called[1] in {"CHOSEONG", "JUNGSEONG", "JONGSEONG"}:
            yield LETTERS.get(" ".join(called[2:]), part)
        else:
            yield part


def _told(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of `text` and their places, but for legal forms."""
    skipped = {
        place for found in LEGAL_FORMS.finditer(text) for place in range(found.start(), found.end())
    }
    if not any(keys_of(each) for place, each in enumerate(text) if place not in skipped):
        skipped = set()
    for place, character in enumerate(text):
        yield place, " " if place in skipped else character
