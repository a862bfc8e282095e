"""Building a release: the same inputs make the same bytes, and a failure changes nothing."""

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from krig.graph import Graph
from krig.release import Release, Releases
from krig.release.build import build
from krig.release.faults import InvalidGraphError
from krig.release.inputs import digests
from loaders.fault import TableFaultsError
from ontology.namespaces import ID
from tests.conftest import Edit

MOMENTS = (0.4, 0.9, 1.4, 1.9, 2.4, 2.9)
"""How many seconds after its start a build is killed."""


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_release_holds_the_graph_its_store_its_index_its_report_and_its_manifest(
    release: Release,
) -> None:
    assert {path.name for path in release.path.iterdir()} == {
        "graph.nq",
        "store",
        "report.ttl",
        "search.db",
        "manifest.json",
    }
    report = list(parse(path=release.report, format=RdfFormat.TURTLE))
    assert any(quad.predicate.value.endswith("conforms") for quad in report)


def test_the_store_holds_what_the_dump_holds(release: Release, graph: Graph) -> None:
    assert set(release.open()) == set(release.quads()) == set(release.store())
    expected = Store()
    expected.bulk_extend(graph.quads())
    assert set(expected) == set(release.quads())


def test_the_dump_is_sorted(release: Release) -> None:
    lines = release.dump.read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_the_manifest_counts_what_the_release_holds(release: Release) -> None:
    manifest = release.manifest
    store = release.store()
    assert manifest.quads == len(store) == sum(manifest.graphs.values())
    assert manifest.classes["https://w3id.org/krig/def/CoreIndustry"] == 41
    assert manifest.graphs["https://w3id.org/krig/graph/transitions"] > 52
    assert set(manifest.tools) >= {"krig", "pyoxigraph", "reasonable"}
    assert manifest.outputs["graph.nq"] == sha256(release.dump.read_bytes()).hexdigest()
    assert release.id.startswith(f"{manifest.created:%Y-%m-%d}-")


def test_the_same_inputs_are_recognised_and_no_byte_changes(releases: Releases) -> None:
    before = bytes_of(releases.folder)
    steps: list[str] = []
    again = build(releases, progress=steps.append)
    assert steps == []
    assert bytes_of(releases.folder) == before
    assert again == releases.current()


def test_the_same_inputs_make_the_same_bytes_elsewhere(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    epoch = int(release.manifest.created.timestamp())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    other = build(Releases(tmp_path))
    assert other.manifest == release.manifest
    for name in ("graph.nq", "report.ttl", "manifest.json"):
        assert (other.path / name).read_bytes() == (release.path / name).read_bytes()


def test_tables_with_faults_leave_the_current_release_as_it_is(
    releases: Releases, tables: Path, edit: Edit
) -> None:
    before = bytes_of(releases.folder)
    edit("rounds", "round/2023,", "round/2020,")
    with pytest.raises(TableFaultsError, match=r"rounds\.csv:3: id"):
        build(releases, tables)
    assert bytes_of(releases.folder) == before


def test_a_graph_that_breaks_a_shape_is_not_released(
    releases: Releases, tables: Path, edit: Edit
) -> None:
    before = bytes_of(releases.folder)
    edit("stated_figures", "excluded-industries,11,", "excluded-industries,12,")
    with pytest.raises(InvalidGraphError) as refused:
        build(releases, tables)
    violations = [each for each in refused.value.report.results if each.severity == "violation"]
    assert [each.focus_node for each in violations] == [ID["figure/2023/excluded"]]
    assert bytes_of(releases.folder) == before


def test_a_release_tells_in_which_documents_how_many_figures_were_found(
    tables: Path, texts: Path, tmp_path: Path
) -> None:
    releases = Releases(tmp_path / "releases")
    checked = build(releases, tables, sources=[texts])
    (text,) = texts.iterdir()
    document = {"source/156561396": sha256(text.read_bytes()).hexdigest()}
    assert checked.manifest.checked == 1
    assert checked.manifest.inputs == digests(tables) | document
    steps: list[str] = []
    assert build(releases, tables, steps.append, [texts]) == checked
    assert steps == ["evidence"]
    unchecked = build(releases, tables)
    assert unchecked.manifest.checked == 0
    assert unchecked.id != checked.id
    assert unchecked.dump.read_bytes() == checked.dump.read_bytes()


def test_a_document_that_reads_otherwise_leaves_the_current_release_as_it_is(
    releases: Releases, tables: Path, texts: Path, edit: Edit
) -> None:
    before = bytes_of(releases.folder)
    edit("stated_figures", "41,industry,source/156561396", "42,industry,source/156561396")
    with pytest.raises(TableFaultsError, match=r"stated_figures\.csv:23: value: “41”"):
        build(releases, tables, sources=[texts])
    assert bytes_of(releases.folder) == before


def test_a_build_killed_at_any_moment_leaves_whole_releases_only(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "krig.command.main", "build", "--releases", str(tmp_path)]
    releases = Releases(tmp_path)
    for moment in MOMENTS:
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(moment)
            os.kill(process.pid, signal.SIGKILL)
        for release in releases.all():
            dump = release.dump.read_bytes()
            assert sha256(dump).hexdigest() == release.manifest.outputs["graph.nq"]
    finished = build(releases)
    assert {path.name for path in tmp_path.iterdir()} == {".lock", "current", finished.id}
