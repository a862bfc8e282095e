"""What a query or an update calls is decided by its tokens."""

import pytest

from server.federation.calls import Load, calls, load
from server.federation.faults import CallCountError, CallFormError, LoadFormError

BASE = "http://krig.example/sparql"


def test_calls_are_found_where_they_stand_with_what_they_ask() -> None:
    text = (
        "PREFIX e: <http://e/>\n"
        "SELECT * { ?s e:p '''SERVICE <http://not/> {''' . # SERVICE <http://neither/> { }\n"
        "  service<http://a/sparql>{ ?s e:q $o . FILTER(?o != '}') { { } } }\n"
        "  OPTIONAL { SERVICE SILENT e:sparql { SELECT ?x { ?x ?y ?z SERVICE <http://c/> { }}}}}"
    )
    declared, (first, second) = calls(text, BASE, 3)
    assert declared == f"BASE <{BASE}> PREFIX e: <http://e/>\n"
    assert text[first.start : first.end].startswith("service<")
    assert first.pattern == "{ ?s e:q $o . FILTER(?o != '}') { { } } }"
    assert (first.address, first.silent) == ("http://a/sparql", False)
    assert first.variables == {"s", "o"}
    assert (second.address, second.silent) == ("http://e/sparql", True)
    assert text[second.end :] == "}}"
    assert second.pattern.endswith("SERVICE <http://c/> { }}}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?g ?p ?o SERVICE ?g { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o LATERAL { SERVICE <http://a/> { ?s ?q ?o } } }",
    ],
)
def test_a_call_for_each_row_is_not_supported(text: str) -> None:
    with pytest.raises(CallFormError):
        calls(text, BASE, 3)


def test_calls_are_counted_before_any_is_looked_at() -> None:
    text = "SELECT * { " + "SERVICE <x:a> { } " * 4 + "}"
    with pytest.raises(CallCountError, match="4 > 3"):
        calls(text, BASE, 3)
    assert len(calls(text, BASE, 4)[1]) == 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("LOAD <http://a/x.ttl>", Load("http://a/x.ttl", "", silent=False)),
        (
            "PREFIX a: <http://a/>\nload silent a:x.ttl into graph <http://g/> ;",
            Load("http://a/x.ttl", "http://g/", silent=True),
        ),
        ("LOAD <x.ttl>", Load("http://krig.example/x.ttl", "", silent=False)),
        ("INSERT DATA { <http://a/load> <http://a/p> 'LOAD <http://b/>' }", None),
    ],
)
def test_what_an_update_loads_is_known(text: str, found: Load | None) -> None:
    assert load(text, BASE) == found


@pytest.mark.parametrize(
    "text",
    [
        "LOAD",
        "LOAD ?x",
        "LOAD <http://a/> INTO GRAPH",
        "LOAD <http://a/> INTO <http://g/>",
        "LOAD <http://a/> INTO GRAPH DEFAULT",
        "LOAD <http://a/> ; CLEAR ALL",
        "CLEAR ALL ; LOAD <http://a/>",
        "LOAD a:x",
        "LOADSILENT <http://a/>",
        "LOAD <http://a/> }",
        "LOAD <http://a b/>",
    ],
)
def test_load_stands_alone(text: str) -> None:
    with pytest.raises(LoadFormError):
        load(text, BASE)
