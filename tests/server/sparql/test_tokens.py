"""The terminals of SPARQL, one after the other."""

import time

import pytest
from pyoxigraph import Store

from server.sparql.tokens import LONGEST_PREFIX, has_word, tokens


def read(text: str) -> list[str]:
    return [token.terminal for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "terminals"),
    [
        ("", ["END"]),
        ("# only a comment", ["END"]),
        ("SELECT select Select", ["select", "select", "select", "END"]),
        ("a A", ["a", "A", "END"]),
        ("?x $y ?2", ["VAR", "VAR", "VAR", "END"]),
        ("<http://a/b#c>", ["IRIREF", "END"]),
        (r"<http://a/\u0041>", ["IRIREF", "END"]),
        ("a:b :b a: :", ["PNAME_LN", "PNAME_LN", "PNAME_NS", "PNAME_NS", "END"]),
        ("a:b. a:b.c", ["PNAME_LN", ".", "PNAME_LN", "END"]),
        (r"a:b\-c a:%41", ["PNAME_LN", "PNAME_LN", "END"]),
        ("id:제주.", ["PNAME_LN", ".", "END"]),
        ("_:b_1", ["BLANK_NODE_LABEL", "END"]),
        ("'a' \"b\"@ko-KR", ["STRING", "STRING", "LANGTAG", "END"]),
        ('"a#b" # "c', ["STRING", "END"]),
        ('"""a"b""c\\"""" \'\'\'\n\'\'\'', ["STRING", "STRING", "END"]),
        ("1 -2", ["INTEGER", "INTEGER_SIGNED", "END"]),
        ("1.5 -.5 1e3 1.e3", ["REAL", "REAL_SIGNED", "REAL", "REAL", "END"]),
        ("( ) [\n] (1)", ["NIL", "ANON", "(", "INTEGER", ")", "END"]),
        ("a||b&&!c^^<a:b>", ["a", "||", "b", "&&", "!", "c", "^^", "IRIREF", "END"]),
        ("?x<5", ["VAR", "<", "INTEGER", "END"]),
        ("true.", ["true", ".", "END"]),
    ],
)
def test_a_text_is_read_as_the_specification_says(text: str, terminals: list[str]) -> None:
    assert read(text) == terminals


@pytest.mark.parametrize("text", ["\ufeffASK {}", '"open', "'a\nb'", "ASK { \\u0041 }", "@", "\0"])
def test_what_is_no_sparql_ends_the_reading(text: str) -> None:
    *_, last = tokens(text)
    assert last.terminal == "UNREADABLE"
    assert last.text == text[last.start]


def test_a_token_knows_where_it_stands() -> None:
    text = "ASK # 왜\n{ ?x a ?y }"
    assert [text[token.start : token.end] for token in tokens(text)] == [
        token.text for token in tokens(text)
    ]


@pytest.mark.parametrize(
    "text", ["ASK FROM <a:b> {}", "askfrom<a:b>{}", "ASK # c\nFROM NAMED <a:b> {}", "FROM \\"]
)
def test_a_keyword_is_found_wherever_it_stands(text: str) -> None:
    assert has_word(text, "from")


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        'ASK { ?from ?p \'FROM\' . _:from ?p """ FROM """@from }',
        "ASK { <http://a/FROM> ?p ?o } # FROM",
        "PREFIX from: <a:b> ASK { from:FROM ?p ?o }",
    ],
)
def test_what_only_looks_like_a_keyword_is_none(text: str) -> None:
    assert not has_word(text, "from")


@pytest.mark.parametrize(
    ("escape", "known"),
    [
        *((f"\\{letter}", True) for letter in "tbnrf\\\"'"),
        *((f"\\u{point}", True) for point in ("0041", "D7FF", "e000")),
        *((f"\\U{point}", True) for point in ("00000041", "0010FFFF", "0001F600")),
        *(
            (escape, False)
            for escape in ("\\q", "\\uD800", "\\udfff", "\\U0000D800", "\\U00110000")
        ),
        *((escape, False) for escape in ("\\u004", "\\x41", "\\ ")),
    ],
)
def test_a_text_holds_the_escapes_that_the_engine_takes_and_no_others(
    escape: str, known: bool
) -> None:
    for quote in ("'", '"', "'''", '"""'):
        text = f"ASK {{ ?s ?p {quote}{escape}{quote} }}"
        assert ("UNREADABLE" not in read(text)) is known
        if known:
            Store().query(text)
        else:
            with pytest.raises(SyntaxError):
                Store().query(text)


@pytest.mark.parametrize(
    "piece",
    ["a.", "a:b..", ":.", "_:a.", "'", '"""', "<a", "<\\u", "( ", "1e", "a-", "\\", "'\"", "@a-"],
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    text = piece * 20_000
    started = time.perf_counter()
    sum(1 for _ in tokens(text))
    assert time.perf_counter() - started < 2


def test_a_prefix_has_a_longest_length() -> None:
    assert read("a" * LONGEST_PREFIX + ":") == ["PNAME_NS", "END"]
    assert read("a" * (LONGEST_PREFIX + 1) + ":") != ["PNAME_NS", "END"]
