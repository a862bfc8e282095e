"""Dumps of a release: each format says what the release says, and DCAT tells of each file."""

import csv
import io
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Store, parse

from krig.export import FORMATS, export
from krig.release import Release

FILES = {
    "nquads": ("krig.nq", RdfFormat.N_QUADS),
    "trig": ("krig.trig", RdfFormat.TRIG),
    "turtle": ("krig.ttl", RdfFormat.TURTLE),
    "jsonld": ("krig.jsonld", RdfFormat.JSON_LD),
    "rdfxml": ("krig.rdf", RdfFormat.RDF_XML),
}
OF_THE_UNION = {"turtle", "rdfxml"}


@pytest.fixture(scope="module")
def out(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    export(release, FORMATS, folder)
    return folder


def canonical(quads: set[Quad]) -> Dataset:
    """Return the quads with canonical blank nodes, as a store keeps literals."""
    store = Store()
    store.bulk_extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("name", FILES)
def test_a_dump_says_what_the_release_says(name: str, out: Path, release: Release) -> None:
    file, kind = FILES[name]
    quads = set(release.quads())
    if name in OF_THE_UNION:
        quads = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    assert canonical(set(parse(path=out / file, format=kind))) == canonical(quads)


def test_the_csv_of_a_class_has_a_row_for_each_thing(out: Path) -> None:
    text = (out / "csv" / "CoreIndustry.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 41
    busan = [row for row in rows if "/busan/" in row["iri"]]
    assert {row["krig:inRegion"] for row in busan} == {"https://w3id.org/krig/id/province/busan"}
    assert all(row["rdfs:label@ko"] and row["krig:certainty"] for row in rows)


def test_several_values_stand_in_one_cell(out: Path) -> None:
    text = (out / "csv" / "CooperativeIndustry.csv").read_text(encoding="utf-8")
    counts = [row["krig:inRegion"].count(" | ") + 1 for row in csv.DictReader(io.StringIO(text))]
    assert sorted(counts) == [2, 2, 2, 3, 4]


def test_the_description_tells_size_and_digest_of_each_file(out: Path) -> None:
    store = Store()
    store.bulk_load(path=out / "dcat.ttl", format=RdfFormat.TURTLE)
    rows = store.query(
        """
        PREFIX dcat: <http://www.w3.org/ns/dcat#>
        PREFIX dct: <http://purl.org/dc/terms/>
        PREFIX spdx: <http://spdx.org/rdf/terms#>
        SELECT ?path ?size ?digest WHERE {
          ?dataset dcat:distribution ?file .
          ?file dct:title ?path ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?digest .
        }
        """
    )
    told = {row["path"].value: (int(row["size"].value), row["digest"].value) for row in rows}
    there = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and path.name != "dcat.ttl"
    }
    assert told == {
        name: (len(content), sha256(content).hexdigest()) for name, content in there.items()
    }


def test_an_export_is_the_same_bytes_each_time(release: Release, out: Path, tmp_path: Path) -> None:
    for path in export(release, FORMATS, tmp_path):
        assert (tmp_path / path).read_bytes() == (out / path).read_bytes(), path


def test_an_export_into_a_folder_with_other_files_leaves_them(
    release: Release, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    export(release, ["nquads"], tmp_path)
    export(release, ["nquads"], tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dcat.ttl", "krig.nq", "notes.txt"]
