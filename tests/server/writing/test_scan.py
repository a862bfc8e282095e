"""What the tokens of an update tell of its operations."""

import pytest
from pyoxigraph import Store

from server.writing.faults import DatasetError, FederationError, IriError, UpdateSyntaxError
from server.writing.scan import as_insertions, refuse_calls, with_dataset

INSERT = "INSERT { ?s <p:q> 1 } WHERE { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://a/>",
        "load silent <http://a/> into graph <http://b/>",
        "PREFIX a: <http://a/>LOAD a:b",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://a/> { ?s ?p ?o } }",
        "DELETE WHERE { ?s ?p ?o };LoAd<http://a/>",
        "INSERT DATA {} ; # comment\nLOAD <http://a/>",
        "INSERT {} WHERE { ?s ?p true.SERVICE?x{} }",
    ],
)
def test_an_update_that_calls_others_is_refused(text: str) -> None:
    with pytest.raises(FederationError):
        refuse_calls(text)


@pytest.mark.parametrize(
    "text",
    [
        'INSERT DATA { <http://a/load> <http://a/service> "LOAD <x> SERVICE" }',
        "INSERT DATA { a:load a:service 1 } # LOAD <http://a/>",
        "DELETE WHERE { ?load ?service _:load }",
    ],
)
def test_an_update_that_only_speaks_of_calls_is_not(text: str) -> None:
    refuse_calls(text)


@pytest.mark.parametrize(
    ("text", "insertions"),
    [
        ("INSERT DATA { <a:b> <a:c> 1 }", "INSERT DATA { <a:b> <a:c> 1 }"),
        ("delete data { <a:b> <a:c> 1 } ;", "INSERT data { <a:b> <a:c> 1 } ;"),
        (
            "PREFIX a: <a:> INSERT DATA { a:b a:c 1 } ; BASE <b:> DELETE DATA{ GRAPH <g> {} }",
            "PREFIX a: <a:> INSERT DATA { a:b a:c 1 } ; BASE <b:> INSERT DATA{ GRAPH <g> {} }",
        ),
        (
            'DELETE DATA { <a:b> <a:c> "} ; DROP ALL" }',
            'INSERT DATA { <a:b> <a:c> "} ; DROP ALL" }',
        ),
    ],
)
def test_an_update_that_only_states_quads_is_known(text: str, insertions: str) -> None:
    assert as_insertions(text) == insertions


@pytest.mark.parametrize(
    "text",
    [
        "",
        INSERT,
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <a:b> <a:c> 1 } ; DROP ALL",
        "CLEAR ALL ; INSERT DATA { <a:b> <a:c> 1 }",
        "INSERTDATA { <a:b> <a:c> 1 }",
        "INSERT DATA { <a:b> <a:c> 1 } }",
        "INSERT DATA { <a:b> <a:c> 1 ",
        "INSERT DATA",
    ],
)
def test_any_other_update_is_not_taken_for_one(text: str) -> None:
    assert as_insertions(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (INSERT, "INSERT { ?s <p:q> 1 } USING <g:1> USING NAMED <g:2> WHERE { ?s ?p ?o }"),
        (
            "DELETE WHERE { ?s ?p { 1 } }",
            "DELETE { ?s ?p { 1 } } USING <g:1> USING NAMED <g:2> WHERE { ?s ?p { 1 } }",
        ),
        (
            "DELETE {} INSERT {} where { { ASK WHERE {} } };DROP ALL",
            "DELETE {} INSERT {} USING <g:1> USING NAMED <g:2> where { { ASK WHERE {} } };DROP ALL",
        ),
        ("INSERT DATA { GRAPH <where> {} }", "INSERT DATA { GRAPH <where> {} }"),
    ],
)
def test_the_dataset_of_a_request_stands_in_every_operation_that_asks(
    text: str, expected: str
) -> None:
    assert with_dataset(text, ["g:1"], ["g:2"]) == expected
    assert with_dataset(text, [], []) == text


@pytest.mark.parametrize("text", [f"WITH <g:1> {INSERT}", "INSERT {} USING <g:1> WHERE {}"])
def test_a_dataset_is_named_once(text: str) -> None:
    with pytest.raises(DatasetError):
        with_dataset(text, ["g:1"], [])


@pytest.mark.parametrize(
    "text", ["DELETEWHERE { ?s ?p ?o }", "INSERT {} {}", "INSERT {} WHEREVER {}"]
)
def test_an_update_that_only_the_engine_understands_takes_no_dataset(text: str) -> None:
    with pytest.raises(UpdateSyntaxError):
        with_dataset(text, ["g:1"], [])


@pytest.mark.parametrize("iri", ["relative", "a b:c", "g:1> WHERE {} ; DROP ALL ; <g:2", ""])
def test_what_is_no_iri_names_no_graph(iri: str) -> None:
    with pytest.raises(IriError):
        with_dataset(INSERT, [iri], [])


def test_the_dataset_is_what_the_operation_asks() -> None:
    store = Store()
    store.update("INSERT DATA { GRAPH <g:1> { <a:1> <p:p> 1 } GRAPH <g:2> { <a:2> <p:p> 2 } }")
    store.update(with_dataset("INSERT { ?s <p:new> ?o } WHERE { ?s ?p ?o }", ["g:1"], []))
    asked = store.query("SELECT ?s { ?s <p:new> ?o }")
    assert [solution["s"].value for solution in asked] == ["a:1"]
