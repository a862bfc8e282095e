"""An LL(1) grammar: read from EBNF, and followed without recursion.

SPARQL's own grammar is LL(1), so the first token that cannot stand where it stands is known, and
with it everything that could. Nesting of any depth costs the parser's stack, which is a list.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.sparql.tokens import END, TERMINALS, UNREADABLE, Token

Sequence = tuple[str, ...]
Rules = dict[str, tuple[Sequence, ...]]


class GrammarError(Exception):
    """A grammar is not as described: what is wrong, and in which rule."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The first token that cannot continue a text, and the terminals that could."""

    token: Token
    expected: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules by name, each a choice of sequences; `start` is the one to begin with.

    `first` holds the terminals with which a rule can begin, `empty` the rules that may stand for
    nothing.
    """

    start: str
    rules: Rules
    first: dict[str, frozenset[str]]
    empty: frozenset[str]

    def mismatch(self, tokens: Iterable[Token]) -> Mismatch | None:
        """Return where `tokens` leave the grammar, or None if they are a sentence of it."""
        stack = [self.start]
        for token in tokens:
            expected: set[str] = set()
            while (symbol := stack.pop()) in self.rules:
                expected |= self.first[symbol]
                stack += reversed(self._choice(symbol, token.terminal))
            if symbol != token.terminal:
                return Mismatch(token, frozenset(expected | {symbol}))
        return None

    def _choice(self, rule: str, terminal: str) -> Sequence:
        """Return what `rule` stands for before `terminal`; what does not fit is found out next."""
        for sequence in self.rules[rule]:
            if terminal in begins(sequence, self.first, self.empty):
                return sequence
        return () if rule in self.empty else self.rules[rule][0]


def begins(
    sequence: Sequence, first: dict[str, frozenset[str]], empty: Iterable[str]
) -> frozenset[str]:
    """Return the terminals with which `sequence` can begin."""
    found: frozenset[str] = frozenset()
    for symbol in sequence:
        found |= first.get(symbol, frozenset({symbol}))
        if symbol not in empty:
            break
    return found


def read_grammar(path: Path) -> Grammar:
    """Read the grammar at `path`; its first rule is the start.

    Raises:
        GrammarError: a rule is malformed, a symbol is unknown, or one token does not decide.

    """
    rules: Rules = {}
    start = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, expression = line.partition(" ::= ")
            start = start or name
            _Rule(name, expression, rules).read()
    empty = _empty(rules)
    grammar = Grammar(start, rules, _first(rules, empty), empty)
    _check(grammar)
    return grammar


SYMBOL: Final = re.compile(r"\s*(?:'(?P<literal>[^']+)'|(?P<name>\w+)|(?P<operator>[()|?*+]))")
CLOSING: Final = {"", "|", ")"}


class _Rule:
    """Reads the right side of one rule; what is repeated or optional becomes a rule of its own."""

    def __init__(self, name: str, expression: str, rules: Rules) -> None:
        self.name = name
        self.rules = rules
        self.symbols = [self._symbol(found) for found in SYMBOL.finditer(expression)]
        self.made = 0

    def read(self) -> None:
        """Add the rule, and those that it needs, to the rules."""
        self.rules[self.name] = self._choice()
        if self.symbols:
            raise GrammarError(f"{self.name}: {self.symbols[0][0]} was not expected")

    @staticmethod
    def _symbol(found: re.Match[str]) -> tuple[str, bool]:
        """Return a symbol, and whether it is an operator of the notation."""
        if found["literal"]:
            return found["literal"].lower(), False
        return found["name"] or found["operator"], found["operator"] is not None

    def _operator(self, *expected: str) -> str | None:
        if self.symbols and self.symbols[0][1] and self.symbols[0][0] in expected:
            return self.symbols.pop(0)[0]
        return None

    def _choice(self) -> tuple[Sequence, ...]:
        choices = [self._sequence()]
        while self._operator("|"):
            choices.append(self._sequence())
        return tuple(choices)

    def _sequence(self) -> Sequence:
        sequence: list[str] = []
        while self.symbols and self.symbols[0] not in {("|", True), (")", True)}:
            sequence += self._repeated(self._item())
        return tuple(sequence)

    def _item(self) -> str:
        if self._operator("("):
            inner = self._choice()
            if not self._operator(")"):
                raise GrammarError(f"{self.name}: ) is missing")
            return self._new(inner)
        return self.symbols.pop(0)[0]

    def _repeated(self, item: str) -> Sequence:
        match self._operator("?", "*", "+"):
            case "?":
                return (self._new(((item,), ())),)
            case "*":
                return (self._many(item),)
            case "+":
                return (item, self._many(item))
        return (item,)

    def _many(self, item: str) -> str:
        name = self._new(())
        self.rules[name] = ((item, name), ())
        return name

    def _new(self, choices: tuple[Sequence, ...]) -> str:
        self.made += 1
        name = f"{self.name}.{self.made}"
        self.rules[name] = choices
        return name


def _empty(rules: Rules) -> frozenset[str]:
    empty: set[str] = set()
    size = -1
    while size != len(empty):
        size = len(empty)
        empty |= {name for name, choices in rules.items() if any(empty >= {*c} for c in choices)}
    return frozenset(empty)


def _first(rules: Rules, empty: frozenset[str]) -> dict[str, frozenset[str]]:
    first: dict[str, frozenset[str]] = dict.fromkeys(rules, frozenset())
    changed = True
    while changed:
        after = {
            name: frozenset().union(*(begins(choice, first, empty) for choice in choices))
            for name, choices in rules.items()
        }
        changed, first = after != first, after
    return first


def _check(grammar: Grammar) -> None:
    known = grammar.rules.keys() | TERMINALS.keys() | {END, UNREADABLE}
    for name, choices in grammar.rules.items():
        named = {symbol for choice in choices for symbol in choice if symbol[0].isupper()}
        if unknown := named - known:
            raise GrammarError(f"{name}: unknown {', '.join(sorted(unknown))}")
        seen: set[str] = set()
        for choice in choices:
            start = begins(choice, grammar.first, grammar.empty)
            if both := seen & start:
                raise GrammarError(f"{name}: {', '.join(sorted(both))} does not decide")
            seen |= start
