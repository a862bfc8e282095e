"""The dumps of a state are whole, in every format, and are what the index says of them."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse

from krig.catalog.__main__ import main
from krig.catalog.dumps import OF_PARTS, make
from krig.catalog.index import Index, Part
from krig.export.formats import FORMATS
from krig.release import Release
from ontology import modules
from ontology.namespaces import GRAPH

BY_SUFFIX = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


def triples(path: Path) -> frozenset[Quad]:
    """The triples of a file, whatever their graph; blank nodes are labelled by RDFC-1.0."""
    found = Dataset(
        Quad(each.subject, each.predicate, each.object)
        for each in parse(path=path, format=BY_SUFFIX[path.suffix])
    )
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(found)


def part(index: Index, name: str) -> Part:
    (found,) = (each for each in index.parts if each.name == name)
    return found


def test_each_file_has_the_size_and_digest_that_the_index_tells(
    dumps: tuple[Path, Index],
) -> None:
    folder, index = dumps
    assert Index.read(folder) == index
    files = list(index.files())
    for file in files:
        content = (folder / file.path).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file.size, file.sha256)
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert on_disk == {file.path for file in files} | {"index.json"}


def test_the_whole_graph_is_there_in_every_format(dumps: tuple[Path, Index]) -> None:
    _, index = dumps
    told = {file.media_type for file in part(index, "krig").files}
    assert told == {form.media_type for form in FORMATS.values()}


def test_there_is_a_part_for_each_graph_and_each_module(
    dumps: tuple[Path, Index], release: Release
) -> None:
    _, index = dumps
    graphs = {each.name.removeprefix("graph-") for each in index.parts if each.kind == "graph"}
    assert graphs == {name.removeprefix(GRAPH.iri) for name in release.manifest.graphs}
    parts = [each for each in index.parts if each.kind == "module"]
    assert len(parts) == len(modules.modules())
    for each in (*parts, *(each for each in index.parts if each.kind == "graph")):
        assert len(each.files) == len(OF_PARTS)


@pytest.mark.parametrize("name", ["graph-rounds", "graph-ontology", "module-regions"])
def test_the_files_of_a_part_say_the_same(dumps: tuple[Path, Index], name: str) -> None:
    folder, index = dumps
    told = {triples(folder / file.path) for file in part(index, name).files}
    assert len(told) == 1
    (said,) = told
    assert len(said) == part(index, name).figures.triples


def test_the_figures_are_those_of_the_release(dumps: tuple[Path, Index], release: Release) -> None:
    _, index = dumps
    whole = part(index, "krig").figures
    assert whole.triples == release.manifest.quads
    assert whole.classes == release.manifest.classes
    for each in index.parts:
        if each.kind == "graph":
            graph = GRAPH[each.name.removeprefix("graph-")].value
            assert each.figures.triples == release.manifest.graphs[graph]
    assert set(whole.links) == {"http://www.wikidata.org/", "https://sws.geonames.org/"}


def test_the_same_state_makes_the_same_bytes_in_a_process_of_its_own(
    release: Release, tmp_path: Path
) -> None:
    small = tmp_path / "small.nq"
    lines = release.dump.read_bytes().splitlines(keepends=True)
    small.write_bytes(b"".join(each for each in lines if b"/graph/ontology>" in each))
    created = release.manifest.created
    told = ["--revision", release.id, "--created", created.isoformat()]
    assert main([str(small), str(tmp_path / "one"), *told]) == 0
    other = make(parse(path=small, format=RdfFormat.N_QUADS), release.id, created, tmp_path / "two")
    assert Index.read(tmp_path / "one") == other


def test_who_comes_second_finds_what_the_first_has_made(tmp_path: Path) -> None:
    quads = [*parse("<a:a> <a:b> <a:c> .", RdfFormat.N_QUADS)]
    created = datetime(2026, 1, 1, tzinfo=UTC)
    first = make(quads, "r1", created, tmp_path / "r1")
    assert make(quads, "r1", created, tmp_path / "r1") == first
    assert [each.name for each in tmp_path.iterdir()] == ["r1"]
