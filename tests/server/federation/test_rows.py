"""Whatever another server sends is rows, or refused; none of it becomes more of a query."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from server.federation.faults import CallFailedError, CallSizeError
from server.federation.fetching import Document
from server.federation.rows import EMPTY, inline

ASKED = frozenset({"s", "o"})


def document(content: bytes, media_type: str = "application/sparql-results+json") -> Document:
    return Document("http://a/sparql", content, media_type)


def answer(*rows: dict[str, Any], names: tuple[str, ...] = ("s", "o")) -> Document:
    told = {"head": {"vars": names}, "results": {"bindings": rows}}
    return document(json.dumps(told).encode())


def read(block: str) -> list[tuple[Any, ...]]:
    """What the engine makes of a block."""
    found = Store().query(f"SELECT ?s ?o {{ {block} }}")
    assert isinstance(found, QuerySolutions)
    return [(row["s"], row["o"]) for row in found]


def test_rows_are_terms_and_unbound_where_nothing_is_told() -> None:
    block = inline(
        answer(
            {"s": {"type": "uri", "value": "http://a/1"}, "o": {"type": "literal", "value": "a"}},
            {"o": {"type": "literal", "value": "가\n\"'\\", "xml:lang": "ko"}},
            {"o": {"type": "typed-literal", "value": "7", "datatype": "http://a/type"}},
            {},
        ),
        ASKED,
        10,
    )
    assert read(block) == [
        (NamedNode("http://a/1"), Literal("a")),
        (None, Literal("가\n\"'\\", language="ko")),
        (None, Literal("7", datatype=NamedNode("http://a/type"))),
        (None, None),
    ]
    assert read(EMPTY) == [(None, None)]


def test_a_blank_node_is_an_iri_the_same_within_an_answer_and_no_other() -> None:
    one = {"s": {"type": "bnode", "value": "b"}, "o": {"type": "bnode", "value": "c"}}
    first, second = (read(inline(answer(one, one), ASKED, 10)) for _ in range(2))
    assert first[0] == first[1]
    terms = [*first[0], *second[0]]
    assert len(set(terms)) == 4
    assert all(isinstance(each, NamedNode) and each.value.startswith("urn:uuid:") for each in terms)


@given(st.text(), st.sampled_from(["uri", "literal", "bnode", "typed-literal"]), st.text())
def test_any_text_is_one_term_or_refused(value: str, kind: str, more: str) -> None:
    told = {"type": kind, "value": value, "xml:lang": more} if more else {"type": kind}
    try:
        block = inline(answer({"s": {**told, "value": value}}), ASKED, 10)
    except CallFailedError:
        return
    ((found, nothing),) = read(block)
    assert nothing is None
    if kind != "bnode":
        assert found.value == value


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"head":{},"boolean":true}',
        b'{"head":{"vars":"s"},"results":{"bindings":[]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":{}}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[7]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":"a"}]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"a"}}]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"x:> }"}}]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":7}}]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"\\ud800"}}]}}',
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"triple","value":{}}}]}}',
        b'{"head":{"vars":["s) } DROP ALL #"]},"results":{"bindings":[]}}',
        b'{"head":{"vars":["other"]},"results":{"bindings":[]}}',
        b'{"head":{"vars":[["s"]]},"results":{"bindings":[]}}',
        b"[" * 1_000_000,
        b'{"a":' * 1_000_000,
        b"1" * 100_000,
        b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"li',
        "{}".encode("utf-16")[1:],
    ],
    ids=range(22),
)
def test_what_holds_no_rows_is_refused(content: bytes) -> None:
    with pytest.raises(CallFailedError, match="application/sparql-results"):
        inline(document(content), ASKED, 10)


def test_another_format_is_refused() -> None:
    with pytest.raises(CallFailedError, match="text/html"):
        inline(document(b"<html>", "text/html"), ASKED, 10)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(CallSizeError, match="KRIG_FEDERATION_ROWS"):
        inline(answer({}, {}, {}), ASKED, 2)
