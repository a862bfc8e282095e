"""Actions change a store, and what they change is told exactly."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Store,
)

from krig.revisions import Delta
from krig.revisions.provenance import PROVENANCE
from ontology.namespaces import COUNTED, INFERRED
from server.writing.evaluation import evaluate
from server.writing.faults import (
    DataError,
    EvaluationError,
    FederationError,
    FormatError,
    IriError,
    KeptGraphError,
    NoGraphError,
    OutsideError,
    TripleTermError,
    UnwrittenError,
    UpdateSyntaxError,
)
from server.writing.request import Delete, Part, Patch, Post, Put, Update

G, H = "http://a/g", "http://a/h"
HELD = f"""
<http://a/1> <http://a/p> "one" .
GRAPH <{G}> {{ <http://a/1> <http://a/p> 1 , 2 . _:b <http://a/p> [] }}
GRAPH <{H}> {{ <http://a/2> <http://a/p> 007 }}
"""


RDF_XML = b"""<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="a:">
<r:Description r:about="a:a"><a:b r:resource="a:c"/></r:Description>
</r:RDF>"""


@pytest.fixture
def store() -> Store:
    store = Store()
    store.update(f"INSERT DATA {{ {HELD} }}")
    return store


def turtle(text: str, base: str = "") -> Part:
    return Part(content=text.encode(), media_type="text/turtle", base=base)


def done(store: Store, action: Update | Put | Post | Delete | Patch) -> tuple[int, int]:
    """Do an action; return how many quads came and went."""
    before = frozenset(store)
    delta = evaluate(store, action)
    assert delta == Delta.between(before, frozenset(store))
    return len(delta.added), len(delta.removed)


@pytest.mark.parametrize(
    ("text", "added", "removed"),
    [
        ('INSERT DATA { <http://a/9> <http://a/p> "new" }', 1, 0),
        ('INSERT DATA { <http://a/1> <http://a/p> "one" }', 0, 0),
        ('DELETE DATA { <http://a/1> <http://a/p> "one" , "two" }', 0, 1),
        (f"DELETE DATA {{ GRAPH <{H}> {{ <http://a/2> <http://a/p> 7 }} }}", 0, 1),
        (f"INSERT DATA {{ GRAPH <{H}> {{ <http://a/2> <http://a/p> 07 }} }}", 0, 0),
        ("DELETE DATA { <a:1> <a:p> 1 } ; INSERT DATA { <a:1> <a:p> 1 }", 1, 0),
        ("INSERT DATA { <a:1> <a:p> 1 } ; DELETE DATA { <a:1> <a:p> 1 }", 0, 0),
        ("INSERT DATA { [] <http://a/p> _:c , _:c , _:d }", 2, 0),
        (f"DELETE WHERE {{ GRAPH <{G}> {{ ?s ?p ?o }} }}", 0, 3),
        (
            f"WITH <{G}> DELETE {{ ?s ?p 1 }} INSERT {{ ?s ?p 3 }} WHERE {{ ?s ?p 1 }}",
            1,
            1,
        ),
        (f"MOVE <{G}> TO <{H}>", 3, 4),
        (f"COPY <{G}> TO DEFAULT", 3, 1),
        ("CLEAR ALL", 0, 5),
        ("DROP DEFAULT", 0, 1),
        (f"CREATE GRAPH <{G}new>", 0, 0),
        ("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", 4, 0),
    ],
)
def test_an_update_tells_what_it_changes(store: Store, text: str, added: int, removed: int) -> None:
    assert done(store, Update(text=text)) == (added, removed)


def test_an_update_asks_the_dataset_of_the_request(store: Store) -> None:
    text = "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { ?s ?p ?x . GRAPH ?g { ?s ?p ?o } }"
    assert done(store, Update(text=text, default=(G,), named=(H,))) == (0, 0)
    assert done(store, Update(text=text, default=(G,), named=(G,))) == (0, 3)


def test_relative_iris_relate_to_the_base(store: Store) -> None:
    done(store, Update(text="INSERT DATA { <x> <y> <z> }", base="http://base/"))
    assert Quad(*(NamedNode(f"http://base/{name}") for name in "xyz")) in store


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        (Update(text="INSERT DATA { <a> <b> <c> }"), UpdateSyntaxError),
        (Update(text="SELECT * {}"), UpdateSyntaxError),
        (Update(text=f"CREATE GRAPH <{G}>"), EvaluationError),
        (Update(text=f"DROP GRAPH <{G}none>"), EvaluationError),
        (
            Update(text="INSERT { ?s <a:f> ?x } WHERE { ?s ?p ?o BIND (<a:f>(1) AS ?x) }"),
            EvaluationError,
        ),
        (Update(text="LOAD <file:///etc/hostname>"), FederationError),
        (
            Update(text="INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"),
            FederationError,
        ),
        (Update(text="DROP ALL", default=("no iri",)), IriError),
        (Update(text="INSERT DATA { <a:a> <a:b> <<( <a:a> <a:b> <a:c> )>> }"), TripleTermError),
        (Put(graph="no iri", parts=()), IriError),
        (Put(graph=PROVENANCE.value, parts=()), KeptGraphError),
        (Delete(graph=COUNTED.value), KeptGraphError),
        (Patch(graph=INFERRED.value, text="CLEAR ALL"), KeptGraphError),
        (Put(graph=G, parts=(turtle("<a:a> <a:b> ."),)), DataError),
        (Put(graph=G, parts=(turtle("<a> <b> <c> ."),)), DataError),
        (Post(graph=G, parts=(Part(content=b"\xff", media_type="text/turtle"),)), DataError),
        (Post(graph=G, parts=(Part(content=b"", media_type="text/html"),)), FormatError),
        (
            Post(
                graph=G,
                parts=(Part(content=b"<a:g> { <a:a> <a:b> 1 }", media_type="application/trig"),),
            ),
            DataError,
        ),
        (
            Post(
                graph=G,
                parts=(
                    Part(
                        content=b'{"@context": "http://127.0.0.1:1/"}',
                        media_type="application/ld+json",
                    ),
                ),
            ),
            DataError,
        ),
        (Delete(graph=f"{G}none"), NoGraphError),
        (Patch(graph=G, text=f"INSERT DATA {{ GRAPH <{H}> {{ <a:a> <a:b> 1 }} }}"), OutsideError),
        (Patch(graph=G, text="DELETE"), UpdateSyntaxError),
    ],
)
def test_what_cannot_be_done_is_told(
    store: Store,
    action: Update | Put | Post | Delete | Patch,
    fault: type[UnwrittenError],
) -> None:
    with pytest.raises(fault):
        evaluate(store, action)


def test_the_place_of_a_fault_in_the_data_is_told(store: Store) -> None:
    good, bad = turtle("<a:a> <a:b> 1 ."), turtle("<a:a>\n  <a:b> ]")
    with pytest.raises(DataError) as found:
        evaluate(store, Put(graph=G, parts=(good, bad)))
    assert (found.value.part, found.value.line) == (2, 2)


def test_put_makes_a_graph_what_the_parts_say(store: Store) -> None:
    parts = (
        turtle("<http://a/1> <http://a/p> 2 , 5 ."),
        turtle("<s> <http://a/p> 6 .", "http://a/"),
    )
    assert done(store, Put(graph=G, parts=parts)) == (2, 2)
    assert {
        each.object.value for each in store.quads_for_pattern(None, None, None, NamedNode(G))
    } == {"2", "5", "6"}
    assert done(store, Put(graph=G, parts=parts)) == (0, 0)
    assert done(store, Put(graph=G, parts=())) == (0, 3)
    assert done(store, Put(graph="", parts=(turtle("<a:a> <a:b> 1" + " ."),))) == (1, 1)


def test_post_adds_to_a_graph_what_the_parts_say(store: Store) -> None:
    parts = (turtle("<http://a/1> <http://a/p> 2 , 5 ."), turtle("<http://a/1> <http://a/p> 05 ."))
    assert done(store, Post(graph=G, parts=parts)) == (1, 0)
    assert done(store, Post(graph=G, parts=parts)) == (0, 0)
    assert done(store, Post(graph=f"{G}new", parts=parts)) == (2, 0)


def test_blank_nodes_of_what_is_sent_are_no_others(store: Store) -> None:
    known = BlankNode("known")
    store.add(Quad(known, NamedNode("http://a/p"), Literal(1), NamedNode(G)))
    part = turtle("_:known <http://a/q> 2 .")
    assert done(store, Post(graph=G, parts=(part, part))) == (2, 0)
    assert [quad.predicate.value for quad in store.quads_for_pattern(known, None, None)] == [
        "http://a/p"
    ]


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("text/turtle", b"<a:a> <a:b> <a:c> ."),
        ("application/n-triples", b"<a:a> <a:b> <a:c> ."),
        ("application/n-quads", b"<a:a> <a:b> <a:c> ."),
        ("application/trig", b"<a:a> <a:b> <a:c> ."),
        ("application/ld+json", b'{"@id": "a:a", "a:b": {"@id": "a:c"}}'),
        (
            "application/rdf+xml",
            RDF_XML,
        ),
        ("text/n3", b"<a:a> <a:b> <a:c> ."),
    ],
)
def test_any_format_of_rdf_can_be_sent(store: Store, media_type: str, content: bytes) -> None:
    assert done(
        store, Put(graph=f"{G}new", parts=(Part(content=content, media_type=media_type),))
    ) == (1, 0)
    assert Quad(*(NamedNode(f"a:{name}") for name in "abc"), NamedNode(f"{G}new")) in store


def test_delete_removes_a_graph(store: Store) -> None:
    assert done(store, Delete(graph=G)) == (0, 3)
    assert not store.contains_named_graph(NamedNode(G))
    assert done(store, Delete(graph="")) == (0, 1)
    assert done(store, Delete(graph="")) == (0, 0)


def test_patch_changes_its_graph_alone(store: Store) -> None:
    replaced = "DELETE { ?s ?p 1 } INSERT { ?s ?p 3 , 4 } WHERE { ?s ?p 1 }"
    text = f"{replaced} ; DELETE DATA {{ <http://a/1> <http://a/p> 2 }}"
    assert done(store, Patch(graph=G, text=text)) == (2, 2)
    assert done(store, Patch(graph=H, text="CLEAR ALL")) == (0, 1)
    assert done(store, Patch(graph="", text="INSERT DATA { <a:a> <a:b> [] }")) == (1, 0)


TERMS = st.sampled_from(["<a:1>", "<a:2>", "<a:3>"])
VALUES = st.one_of(
    TERMS,
    st.sampled_from(
        ["1", "01", "1.50", '"1"', '"글"@ko', '"x"@EN-us', '"1"^^<a:t>', "true", "1e0"]
    ),
)
GRAPHS = st.sampled_from(["", "<a:g>", "<a:h>"])


@st.composite
def blocks(draw: st.DrawFn, *, blank: bool) -> str:
    """Quads in the braces of an operation."""
    subject = draw(st.one_of(TERMS, st.sampled_from(["[]", "_:x"])) if blank else TERMS)
    triple = f"{subject} {draw(TERMS)} {draw(VALUES)}"
    graph = draw(GRAPHS)
    return f"GRAPH {graph} {{ {triple} }}" if graph else triple


PATTERNS = st.sampled_from(
    [
        "DELETE WHERE {{ {one} ?p ?o }}",
        "DELETE WHERE {{ GRAPH ?g {{ ?s {one} ?o }} }}",
        "DELETE {{ ?s ?p ?o }} INSERT {{ GRAPH <a:g> {{ ?s {one} ?o }} }} WHERE {{ ?s ?p ?o }}",
        "WITH <a:g> DELETE {{ ?s ?p ?o }} INSERT {{ ?s ?p {two} }} WHERE {{ ?s {one} ?x ; ?p ?o }}",
        "INSERT {{ [] {one} ?s }} WHERE {{ ?s ?p {two} }}",
        "CLEAR SILENT GRAPH <a:g>",
        "DROP NAMED",
        "CLEAR DEFAULT",
        "COPY SILENT <a:g> TO <a:h>",
        "MOVE SILENT <a:h> TO DEFAULT",
        "ADD SILENT DEFAULT TO <a:h>",
    ]
)
OPERATIONS = st.one_of(
    st.builds("INSERT DATA {{ {0} . {1} }}".format, blocks(blank=True), blocks(blank=False)),
    st.builds("DELETE DATA {{ {0} }}".format, blocks(blank=False)),
    st.builds(lambda text, one, two: text.format(one=one, two=two), PATTERNS, TERMS, VALUES),
)
"""Operations of every kind; those that state a blank node, once only in each update."""


def canonical(store: Store) -> list[str]:
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def run(store: Store, text: str) -> bool:
    try:
        store.update(text)
    except (RuntimeError, SyntaxError):
        return False
    return True


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(OPERATIONS, min_size=1, max_size=3).map(" ;\n".join), max_size=6))
def test_updates_do_what_they_do_to_one_store(updates: list[str]) -> None:
    plain, kept = Store(), frozenset[Quad]()
    for text in updates:
        store = Store()
        store.extend(kept)
        if run(plain, text):
            delta = evaluate(store, Update(text=text))
            kept = (kept - delta.removed) | delta.added
            assert kept == frozenset(store)
        else:
            with pytest.raises(UnwrittenError):
                evaluate(store, Update(text=text))
    loaded = Store()
    loaded.extend(kept)
    assert canonical(loaded) == canonical(plain)
