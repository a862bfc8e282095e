"""The text of a cell: readable, visible, normalised, and never read in a wrong encoding."""

import re
import unicodedata
from typing import Any, Final

from loaders.rules import Rule

CONTROLS: Final = {"Cc", "Cs", "Co", "Cn"}
INVISIBLES: Final = {"Cf", "Zs", "Zl", "Zp"}
FILLERS: Final = "\u115f\u1160\u3164\uffa0"
"""The fillers of Hangul: letters by their category, but nothing is seen of them."""

PLAIN: Final = re.compile("[ -~가-힣]*")
"""What is visible, and is no misreading: no encoding reads other text as Hangul and ASCII alone,
but for the question marks of lost bytes."""

ESCAPE: Final = 0xDC00
"""What PEP 383 adds to a byte that could not be decoded."""

REPLACEMENT: Final = "\ufffd"
FIRST_SYLLABLE: Final = "가"
LAST_SYLLABLE: Final = "힣"


def broken_text(text: str) -> tuple[Rule, dict[str, Any]] | None:
    """Return the rule of text that `text` breaks, with the details for its message."""
    if PLAIN.fullmatch(text) and not lost_byte(text):
        return _not_normal(text)
    if alien := bytes(ord(c) - ESCAPE for c in text if "\udc80" <= c <= "\udcff"):
        return "encoding", {"bytes": alien.hex(" ")}
    if misread(text):
        return "mojibake", {}
    if any(unicodedata.category(character) in CONTROLS for character in text):
        return "control", {}
    if unseen := sorted({character for character in text if _unseen(character)}):
        return "invisible", {"characters": ", ".join(f"U+{ord(c):04X}" for c in unseen)}
    return _not_normal(text)


def _not_normal(text: str) -> tuple[Rule, dict[str, Any]] | None:
    if not unicodedata.is_normalized("NFC", text):
        return "nfc", {}
    return ("space", {}) if text != text.strip() else None


def _unseen(character: str) -> bool:
    hidden = unicodedata.category(character) in INVISIBLES or character in FILLERS
    return hidden and character != " "


def misread(text: str) -> bool:
    """Tell whether `text` is what a wrong encoding makes of Korean text.

    Known are UTF-8 read as CP949, Windows-1252, Latin-1 or Mac Roman; CP949 read as Latin-1 or
    Windows-1252; and the marks left by bytes that could not be read: U+FFFD, or a question mark
    against a syllable that Korean does not use.
    """
    if text.isascii():
        return False
    if REPLACEMENT in text or lost_byte(text):
        return True
    return any(_misread_word(word) for word in text.split(" ") if not word.isascii())


def _misread_word(word: str) -> bool:
    single = _as_windows_1252(word)
    if single is not None and CP949_PAIRS.search(single) and _hangul(single, "cp949") > 1:
        return True
    candidates = (single, _encoded(word, "cp949"), _encoded(word, "mac_roman"))
    return any(each is not None and _hangul(each, "utf-8") > 0 for each in candidates)


C1: Final = re.compile("[\x80-\x9f]")

CP949_PAIRS: Final = re.compile(rb"(?:[\xb0-\xc8][\xa1-\xfe]){2}")
"""Two syllables of KS X 1001 one after the other."""


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeError:
        return None


def _as_windows_1252(text: str) -> bytes | None:
    """Return the bytes that browsers and Latin-1 readers show as `text`.

    They read the five bytes that Windows-1252 leaves undefined, as Latin-1 does all of 0x80 to
    0x9F, as control characters.
    """
    whole = _encoded(text, "cp1252")
    if whole is not None or not C1.search(text):
        return whole
    parts = (bytes([ord(c)]) if "\x80" <= c <= "\x9f" else _encoded(c, "cp1252") for c in text)
    known = [part for part in parts if part is not None]
    return b"".join(known) if len(known) == len(text) else None


def _hangul(content: bytes, encoding: str) -> int:
    """Count the syllables of Hangul in `content`; none if it is not in `encoding`."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0
    return sum(FIRST_SYLLABLE <= character <= LAST_SYLLABLE for character in text)


def lost_byte(text: str) -> bool:
    """Tell whether a question mark stands against a syllable that KS X 1001 does without.

    So does nearly every Korean text: of the 11,172 syllables of Hangul these are 8,822, and UTF-8
    read as CP949 is full of them. Python writes them in EUC-KR letter by letter.
    """
    if "?" not in text or text.isascii():
        return False
    return any(len(each.encode("euc_kr")) > TWO_BYTES for each in ASKED.findall(text))


ASKED: Final = re.compile(r"(?<=\?)[가-힣]|[가-힣](?=\?)")
"""A syllable of Hangul against a question mark."""

TWO_BYTES: Final = 2
