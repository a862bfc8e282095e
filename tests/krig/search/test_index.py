"""The index of a graph is one file, whole, and always the same."""

import subprocess
import sys
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Store

from krig.graph import Graph
from krig.release import Release
from krig.search.index import write_index
from krig.search.layout import FILE
from krig.search.searching import Index
from ontology.namespaces import KRIG, RDF, RDFS


def test_the_same_graph_makes_the_same_bytes(
    graph: Graph, store: Store, index_file: Path, tmp_path: Path
) -> None:
    write_index(store, tmp_path / FILE)
    assert (tmp_path / FILE).read_bytes() == index_file.read_bytes()


def test_it_is_a_small_part_of_a_release(release: Release) -> None:
    assert (release.path / FILE).stat().st_size < release.dump.stat().st_size / 2


def test_a_release_holds_the_index_of_its_graph(release: Release, index_file: Path) -> None:
    assert (release.path / FILE).read_bytes() == index_file.read_bytes()


def test_it_is_written_by_a_program_too(release: Release, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "krig.search", str(release.dump), str(tmp_path / FILE)]
    subprocess.run(command, check=True)
    assert (tmp_path / FILE).read_bytes() == (release.path / FILE).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_kinds_with_many_things_hide_no_others(tmp_path: Path) -> None:
    def quads() -> list[Quad]:
        found = []
        for number in range(6000):
            firm = NamedNode(f"https://example.org/{number:05}")
            found.append(Quad(firm, RDF["type"], KRIG["Firm"]))
            found.append(Quad(firm, RDFS["label"], Literal(f"부산 {number:05}", language="ko")))
        province = NamedNode("https://example.org/busan")
        found.append(Quad(province, RDF["type"], KRIG["Province"]))
        found.append(Quad(province, RDFS["label"], Literal("부산진", language="ko")))
        return found

    write_index(quads(), tmp_path / FILE)
    found = Index.open(tmp_path / FILE).search("부산")
    assert found.hits[0].iri == "https://example.org/busan"
    assert found.more
    assert found.total >= 1000
    exact = Index.open(tmp_path / FILE).search("부산 05999")
    assert exact.hits[0].iri == "https://example.org/05999"
