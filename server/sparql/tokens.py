"""The terminals of SPARQL: a text becomes tokens, one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
"""PN_CHARS_BASE."""
MARK: Final = "\u00b7\u0300-\u036f\u203f\u2040"

LONGEST_PREFIX: Final = 255
"""Longer prefixes are refused: a bound keeps the search for their colon linear."""

EXPONENT: Final = "[eE][+-]?[0-9]+"
CODE_POINT: Final = (
    r"\\u(?:[0-9A-CEFa-cef][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})"
    r"|\\U(?:0000(?:[0-9A-CEFa-cef][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})"
    r"|00(?:0[1-9A-Fa-f]|10)[0-9A-Fa-f]{4})"
)
"""The escape of a character; surrogates are none."""
ESCAPE: Final = rf"\\[tbnrf\\\"']|{CODE_POINT}"
LOCAL: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
PREFIX: Final = rf"(?:[{LETTER}](?:[{LETTER}_0-9{MARK}.-]{{0,{LONGEST_PREFIX - 1}}}+(?<!\.))?)?"

TERMINALS: Final = {
    "IRIREF": rf"""<(?:[^\x00-\x20<>"{{}}|^`\\]|{CODE_POINT})*+>""",
    "STRING": (
        rf'"""(?:[^"\\]|{ESCAPE}|"{{1,2}}+(?!"))*+"""'
        rf"|'''(?:[^'\\]|{ESCAPE}|'{{1,2}}+(?!'))*+'''"
        rf'|"(?:[^"\\\r\n]|{ESCAPE})*+"'
        rf"|'(?:[^'\\\r\n]|{ESCAPE})*+'"
    ),
    "VAR": rf"[?$][{LETTER}_0-9][{LETTER}_0-9{MARK}]*+",
    "BLANK_NODE_LABEL": (
        rf"_:[{LETTER}_0-9](?:[{LETTER}_0-9{MARK}-]|\.++(?=[{LETTER}_0-9{MARK}-]))*+"
    ),
    "PNAME_LN": (
        rf"{PREFIX}:(?:[{LETTER}_0-9:]|{LOCAL})"
        rf"(?:[{LETTER}_0-9{MARK}:-]|{LOCAL}|\.++(?=[{LETTER}_0-9{MARK}:%\\-]))*+"
    ),
    "PNAME_NS": rf"{PREFIX}:",
    "LANGTAG": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*+(?:--[A-Za-z]+)?",
    "REAL": rf"(?:[0-9]+\.[0-9]*|\.?[0-9]+){EXPONENT}|[0-9]*\.[0-9]+",
    "REAL_SIGNED": rf"[+-](?:(?:[0-9]+\.[0-9]*|\.?[0-9]+){EXPONENT}|[0-9]*\.[0-9]+)",
    "INTEGER": "[0-9]++",
    "INTEGER_SIGNED": "[+-][0-9]++",
    "NIL": r"\([ \t\r\n]*+\)",
    "ANON": r"\[[ \t\r\n]*+\]",
    "WORD": "[A-Za-z][A-Za-z0-9_]*+",
    "MARK": r"\^\^|&&|\|\||<=|>=|!=|[{}()\[\].;,*/+|^?!=<>~-]",
}
"""The terminals by name, those first that begin alike and are longer. REAL is a decimal or double.

Source: SPARQL 1.1 Query Language, section 19.8, [139] to [173].
"""

BETWEEN: Final = r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"
TOKEN: Final = re.compile(
    BETWEEN + "(?:" + "|".join(f"(?P<{name}>{form})" for name, form in TERMINALS.items()) + ")",
    re.DOTALL,
)
REST: Final = re.compile(BETWEEN)

UNREADABLE: Final = "UNREADABLE"
END: Final = "END"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: the terminal that it is, its text, and the offset at which it begins.

    The terminal of a word is the word in small letters, of a mark the mark itself. Only `a` is no
    keyword in capitals.
    """

    terminal: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Return the offset after its last character."""
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text`, the last of terminal `END`, or `UNREADABLE` where none can be."""
    offset = 0
    while found := TOKEN.match(text, offset):
        name = str(found.lastgroup)
        yield Token(_terminal(name, found[name]), found[name], found.start(name))
        offset = found.end()
    between = REST.match(text, offset)
    start = between.end() if between else offset
    yield Token(UNREADABLE if start < len(text) else END, text[start : start + 1], start)


def _terminal(name: str, text: str) -> str:
    match name:
        case "WORD":
            return text if text == "A" else text.lower()
        case "MARK":
            return text
    return name


def has_word(text: str, word: str) -> bool:
    """Tell whether the keyword `word`, in small letters, stands in `text`.

    The engine takes keywords apart that run together, as in `ASKFROM`: so does this.
    """
    return word in text.lower() and any(
        word in token.terminal for token in tokens(text) if token.terminal.islower()
    )
