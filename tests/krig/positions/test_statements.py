"""A statement stands where the file says it, or it has no position: never a wrong one."""

from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from krig.positions import Lines, Span, Spans, spans
from krig.positions.terms import Names
from krig.positions.turtle import Statement, statements
from ontology.namespaces import RDF
from tests.krig.positions.documents import BASE, PROLOGUE, TRIG, TURTLE


def parsed(text: str, rdf_format: RdfFormat) -> list[Quad]:
    return list(pyoxigraph.parse(text, format=rdf_format, base_iri=BASE))


def all_spans(text: str, rdf_format: RdfFormat = RdfFormat.TURTLE) -> list[Spans]:
    quads = parsed(text, rdf_format)
    found = spans(text, rdf_format, quads, range(len(quads)), BASE)
    return [found[number] for number in sorted(found)]


def cut(text: str, span: Span) -> str:
    """What stands at `span`."""
    lines = Lines(text)
    start = lines.start(span.line) + span.column - 1
    return text[start : lines.start(span.end_line) + span.end_column - 1]


def written(text: str) -> object:
    """The term that `text` writes, as the parser reads it where an object stands."""
    read = parsed(f"{PROLOGUE}<s:s> <p:p> {text} .", RdfFormat.TURTLE)
    return read[-1].object


def holds(text: str, quad: Quad, found: Spans) -> bool:
    """Whether what stands at the places of a statement is what the parser read.

    The cells of a list, and what ties them together, have no sign of their own.
    """
    subject, predicate, value = (
        cut(text, each) for each in (found.subject, found.predicate, found.object)
    )
    if quad.predicate in {RDF["first"], RDF["rest"]}:
        return quad.predicate == RDF["rest"] or _writes(value, quad.object)
    return (
        _writes(subject, quad.subject)
        and (predicate == "a" or _writes(predicate, quad.predicate))
        and _writes(value, quad.object)
    )


def _writes(text: str, term: object) -> bool:
    if isinstance(term, BlankNode):
        return text in {"[", "("} or text.startswith("_:")
    return text == "(" if term == RDF["nil"] else written(text) == term


@settings(max_examples=120, deadline=None)
@given(TURTLE)
def test_every_statement_of_turtle_is_found_where_it_stands(text: str) -> None:
    quads = parsed(text, RdfFormat.TURTLE)
    found = all_spans(text)
    assert len(found) == len(quads)
    assert all(holds(text, quad, each) for quad, each in zip(quads, found, strict=True))


@settings(max_examples=80, deadline=None)
@given(TRIG)
def test_every_statement_of_trig_is_found_where_it_stands(text: str) -> None:
    quads = parsed(text, RdfFormat.TRIG)
    found = all_spans(text, RdfFormat.TRIG)
    assert len(found) == len(quads)
    assert all(holds(text, quad, each) for quad, each in zip(quads, found, strict=True))


@settings(max_examples=40, deadline=None)
@given(TRIG, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "# comment", "  "]))
def test_every_line_of_n_quads_is_found(text: str, end: str, between: str) -> None:
    quads = parsed(text, RdfFormat.TRIG)
    said = (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()
    lines = said.replace("\n", f"{end}{between}{end}" if between else end)
    read = parsed(lines, RdfFormat.N_QUADS)
    found = all_spans(lines, RdfFormat.N_QUADS)
    assert [cut(lines, each.predicate) for each in found] == [str(quad.predicate) for quad in read]
    assert all(
        written(cut(lines, each.object)) == quad.object
        for quad, each in zip(read, found, strict=True)
        if isinstance(quad.object, Literal)
    )


@settings(max_examples=40, deadline=None)
@given(TURTLE, st.data())
def test_quads_that_the_text_does_not_say_have_no_positions(text: str, data: st.DataObject) -> None:
    quads = parsed(text, RdfFormat.TURTLE)
    other = Quad(NamedNode("https://other.example/"), NamedNode("p:p"), Literal("other"))
    place = data.draw(st.integers(0, len(quads)))
    assert not spans(text, RdfFormat.TURTLE, [*quads[:place], other, *quads[place:]], {place}, BASE)
    if quads:
        assert not spans(text, RdfFormat.TURTLE, quads[:-1], {0}, BASE)


def test_blank_nodes_may_be_called_otherwise_but_not_be_mixed_up() -> None:
    text = "_:a <p:p> 1 . _:b <p:p> 1 . _:a <p:q> 2 ."
    one, two, three = parsed(text, RdfFormat.TURTLE)

    def named(*names: str) -> list[Quad]:
        quads = zip(names, (one, two, three), strict=True)
        return [Quad(BlankNode(name), quad.predicate, quad.object) for name, quad in quads]

    assert spans(text, RdfFormat.TURTLE, named("x", "y", "x"), {0, 2})
    assert not spans(text, RdfFormat.TURTLE, named("x", "y", "y"), {0, 2})
    assert not spans(text, RdfFormat.TURTLE, named("x", "x", "x"), {0, 2})


def test_a_long_document_is_scanned_only_where_something_is_wanted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "@prefix ex: <https://example.org/> .\n@base <https://base.example/> .\n"
        'ex:s ex:p """a .\nb .\n""" , "c" . # end.\n<x> ex:q [ ex:r 1 ] .\n'
        "@prefix ex: <https://other.example/> .\n<y> ex:q _:a .\n_:a ex:q 2 .\n"
    )
    quads = parsed(text, RdfFormat.TURTLE)
    whole = spans(text, RdfFormat.TURTLE, quads, range(len(quads)))
    scanned: list[int] = []

    def watched(text: str, names: Names, start: int, end: int) -> Iterator[Statement]:
        scanned.append(start)
        return statements(text, names, start, end)

    monkeypatch.setattr("krig.positions.pieces.SIZE", 10)
    monkeypatch.setattr("krig.positions.statements.statements", watched)
    assert spans(text, RdfFormat.TURTLE, quads, range(len(quads))) == whole
    assert len(scanned) > 3
    scanned.clear()
    last = len(quads) - 1
    assert spans(text, RdfFormat.TURTLE, quads, {last}) == {last: whole[last]}
    assert len(scanned) == 1


@settings(max_examples=40, deadline=None)
@given(st.one_of(TURTLE, TRIG), st.integers(1, 80))
def test_pieces_of_any_size_give_the_same_positions(text: str, size: int) -> None:
    quads = parsed(text, RdfFormat.TRIG)
    whole = spans(text, RdfFormat.TRIG, quads, range(len(quads)), BASE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("krig.positions.pieces.SIZE", size)
        assert spans(text, RdfFormat.TRIG, quads, range(len(quads)), BASE) == whole


def test_columns_count_characters_and_lines_end_as_editors_end_them() -> None:
    text = '<s:s> <p:p> "가나다", "\U0001f600" ,\r\n "\u2028" ;\r <p:q> 1 .'
    places = [(each.object.line, each.object.column) for each in all_spans(text)]
    assert places == [(1, 13), (1, 20), (2, 2), (3, 8)]


def test_only_what_is_wanted_is_told() -> None:
    text = "<s:s> <p:p> 1 , 2 , 3 ."
    found = spans(text, RdfFormat.TURTLE, parsed(text, RdfFormat.TURTLE), {1})
    assert {number: each.object.column for number, each in found.items()} == {1: 17}


@pytest.mark.parametrize(
    "text",
    [
        "<< <s:s> <p:p> <o:o> >> <p:q> 1 .",
        "<s:s> <p:p> 1 {| <p:q> 2 |} .",
        '<s:s> <p:p> "a"@ar--rtl .',
        "<s:s> <p:p> <<( <s:s> <p:p> 1 )>> .",
    ],
)
def test_what_only_rdf_1_2_has_is_given_no_position(text: str) -> None:
    assert not all_spans(text)


def test_nesting_is_no_matter_of_depth() -> None:
    depth = 2000
    text = f"<s:s> <p:p> {'[ <p:q> ' * depth}1{' ]' * depth} ."
    assert len(all_spans(text)) == depth + 1


def test_other_formats_have_no_statements_to_point_at() -> None:
    quads = parsed("<s:s> <p:p> 1 .", RdfFormat.TURTLE)
    assert not spans("{}", RdfFormat.JSON_LD, quads, {0})
