"""The one style of Turtle: it changes how a graph is written, never the graph."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from krig.turtle import format_text, main, turtle_files
from ontology.modules import modules
from ontology.namespaces import KRIG, OWL, RDF, SKOS, XSD

UNTIDY = """@prefix krig: <https://w3id.org/krig/def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
krig:within a owl:ObjectProperty. krig:Region a owl:Class.
"""
TIDY = """PREFIX krig: <https://w3id.org/krig/def/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>

krig:Region
    a owl:Class ;
.

krig:within
    a owl:ObjectProperty ;
.
"""

iris = st.one_of(
    st.sampled_from([KRIG["Region"], KRIG["within"], OWL["Class"], SKOS["broader"], RDF["nil"]]),
    st.text("abc/:.가-", min_size=1).map(lambda path: NamedNode(f"https://example.org/{path}#%20")),
)
blanks = st.sampled_from([BlankNode(name) for name in "abcd"])
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
literals = st.one_of(
    texts.map(Literal),
    st.builds(lambda text, tag: Literal(text, language=tag), texts, st.sampled_from(["ko", "en"])),
    st.integers().map(lambda n: Literal(str(n), datatype=XSD["integer"])),
    st.sampled_from(["1.0", "01", "-0.10", "+1"]).map(
        lambda text: Literal(text, datatype=XSD["decimal"])
    ),
    st.sampled_from(["true", "1"]).map(lambda text: Literal(text, datatype=XSD["boolean"])),
)
predicates = st.sampled_from(
    [RDF["type"], KRIG["within"], SKOS["broader"], OWL["unionOf"], RDF["first"], RDF["rest"]]
)
graphs = st.lists(
    st.builds(Triple, iris | blanks, predicates, iris | blanks | literals), max_size=12
)


def turtle(triples: list[Triple]) -> str:
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def canonical(text: str) -> set[Quad]:
    dataset = Dataset(parse(text, format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


def test_each_thing_stands_on_a_line_of_its_own() -> None:
    assert format_text(UNTIDY) == TIDY


@given(graphs)
def test_the_graph_stays_the_same(triples: list[Triple]) -> None:
    text = turtle(triples)
    assert canonical(format_text(text)) == canonical(text)


@given(graphs)
def test_what_is_in_the_style_stays_as_it_is(triples: list[Triple]) -> None:
    once = format_text(turtle(triples))
    assert format_text(once) == once


@given(graphs.flatmap(lambda triples: st.tuples(st.just(triples), st.permutations(triples))))
def test_the_order_of_statements_makes_no_difference(orders: tuple[list[Triple], ...]) -> None:
    one, other = orders
    assert format_text(turtle(one)) == format_text(turtle(other))


def test_lists_and_nested_nodes_are_written_in_place() -> None:
    formatted = format_text(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#>\n"
        "<https://example.org/a> owl:unionOf ( <https://example.org/b> [ owl:hasKey (1 2) ] ) ."
    )
    assert "_:" not in formatted
    assert "owl:hasKey (" in formatted


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.stem)
def test_the_modules_of_the_ontology_are_in_the_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text) == text


def test_comments_at_the_head_stay() -> None:
    assert format_text(f"# one\n# two\n{UNTIDY}") == f"# one\n# two\n{TIDY}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{UNTIDY}# at the end\n", 4),
        (f"\n# after an empty line\n{UNTIDY}", 2),
        ("<a:b> # within\n  a <a:c> .", 1),
        ('<a:b> a <a:c> ; <a:d> "x" . # after', 1),
        ('<a:b> <a:c> """\n# text\n""" .\n# lost', 4),
    ],
)
def test_a_comment_that_would_be_lost_is_refused(text: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"^line {line}: a comment"):
        format_text(text)


@example("# no comment")
@example('"#')
@given(texts)
def test_a_sharp_in_a_text_or_an_iri_is_no_comment(text: str) -> None:
    triple = Triple(NamedNode("https://example.org/#a"), KRIG["within"], Literal(f"#{text}"))
    assert canonical(format_text(turtle([triple]))) == canonical(turtle([triple]))


def test_what_is_not_turtle_is_refused() -> None:
    with pytest.raises(SyntaxError):
        format_text("krig:Region a owl:Class .")


def test_turtle_files_are_found_in_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("b.ttl", "a.ttl", "deep/c.ttl", "d.txt"):
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in turtle_files([tmp_path])]
    assert found == ["a.ttl", "b.ttl", "deep/c.ttl"]
    assert turtle_files([tmp_path / "d.txt"]) == [tmp_path / "d.txt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "untidy.ttl").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "tidy.ttl").write_text(TIDY, encoding="utf-8")
    return tmp_path


def test_a_check_names_the_files_that_are_not_in_the_style_and_changes_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--check", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{folder / 'untidy.ttl'}: not in the style; run make format"
    ]
    assert (folder / "untidy.ttl").read_text(encoding="utf-8") == UNTIDY


def test_writing_puts_them_into_the_style(folder: Path) -> None:
    assert main(["--write", str(folder)]) == 0
    assert (folder / "untidy.ttl").read_text(encoding="utf-8") == TIDY
    assert main(["--check", str(folder)]) == 0


def test_what_to_do_must_be_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(folder)])
    assert "--check" in capsys.readouterr().err
