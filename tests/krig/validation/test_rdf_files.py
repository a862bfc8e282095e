"""RDF files of every format are read, and what is wrong with them is told all at once."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from krig.validation.rdf_files import FORMATS, FileFault, FileFaultsError, read_files
from tests.krig.validation.graphs import quads

SAID = quads("ex:ann ex:knows ex:bob .")


@pytest.mark.parametrize("extension", sorted(FORMATS))
def test_a_file_is_read_by_its_extension(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"data{extension}"
    serialize((quad.triple for quad in SAID), path, format=FORMATS[extension])
    (file,) = read_files([path])
    assert list(file.quads) == SAID


def test_a_folder_is_read_in_the_order_of_names_without_what_may_not_be_rdf(tmp_path: Path) -> None:
    for name in ("b/two.nt", "a/one.ttl", "three.xml", "four.json", "five.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    names = [Path(file.name).name for file in read_files([tmp_path])]
    assert names == ["one.ttl", "two.nt"]


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "one.ttl"
    path.write_text("", encoding="utf-8")
    assert len(read_files([path, tmp_path])) == 1


def test_blank_nodes_of_two_files_are_not_one_and_are_named_alike_each_time(tmp_path: Path) -> None:
    for name in ("one.ttl", "two.ttl"):
        text = "_:a <https://example.org/p> [] ."
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = read_files([tmp_path])
    nodes = {term for file in files for quad in file.quads for term in (quad.subject, quad.object)}
    assert len(nodes) == 4
    assert files == read_files([tmp_path])


def test_relative_addresses_do_not_depend_on_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my data.ttl").write_text("<#a> <#b> <#c> .", encoding="utf-8")
    (file,) = read_files([Path("my data.ttl")])
    assert str(file.quads[0].subject) == "<file:///my%20data.ttl#a>"


def faults_of(*paths: Path) -> tuple[FileFault, ...]:
    with pytest.raises(FileFaultsError) as raised:
        read_files(paths)
    return raised.value.faults


def test_all_faults_of_all_files_are_told_with_line_and_column(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("@prefix a: <http://a/> .\na:b a:c d:e .\n", encoding="utf-8")
    (tmp_path / "bad.nt").write_bytes(b'<http://a/b> <http://a/b> "\xff" .')
    (tmp_path / "fine.ttl").write_text("", encoding="utf-8")
    nt, ttl = faults_of(tmp_path)
    assert (Path(nt.file).name, nt.line, nt.column) == ("bad.nt", 1, 28)
    assert (Path(ttl.file).name, ttl.line, ttl.column) == ("bad.ttl", 2, 9)
    assert ttl.message("en").endswith(
        "bad.ttl:2:9: this is not Turtle: The prefix d: has not been declared"
    )
    assert "Turtle 문법에 어긋납니다" in ttl.message("ko")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("table.csv", "a,b\n", "the extension names no format; use one of .json, .jsonld, .nq"),
        ("remote.jsonld", '{"@context": "https://schema.org/"}', "a context that lies elsewhere"),
        ("new.ttl", "<http://a/b> <http://a/c> <<( <http://a/b> <http://a/c> 1 )>> .", "RDF 1.2"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, name: str, content: str, problem: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (fault,) = faults_of(path)
    assert problem in fault.message("en")
    assert fault.message("ko") != fault.message("en")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "absent.ttl")
    assert "absent.ttl: cannot be read: " in fault.message("en")


def test_every_format_that_the_parser_knows_has_an_extension() -> None:
    every = {RdfFormat.TURTLE, RdfFormat.TRIG, RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
    assert set(FORMATS.values()) == every | {RdfFormat.JSON_LD, RdfFormat.RDF_XML}
