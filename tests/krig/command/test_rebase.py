"""`krig rebase`: carries edits onto another release, whole or not at all."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from typer.testing import CliRunner, Result

from krig.command.main import app
from krig.release import Release, Releases
from krig.release.build import build
from krig.revisions import Delta, Edit, Revisions
from krig.revisions.provenance import KEPT
from ontology.namespaces import GRAPH, ID, RDF, SKOS
from tests import conftest

GUNWI = "2023-07-01 경상북도 군위군이 편입되었다."
"""The note on Daegu, in `regions.csv`."""


def note(text: str, thing: str = "province/daegu") -> Quad:
    return Quad(ID[thing], SKOS["note"], Literal(text, language="ko"), GRAPH["regions"])


@pytest.fixture
def folder(releases: Releases, tmp_path: Path) -> Releases:
    """Releases that a test may add to."""
    return Releases(Path(shutil.copytree(releases.folder, tmp_path / "releases", symlinks=True)))


@pytest.fixture
def revisions(release: Release, tmp_path: Path) -> Revisions:
    """A history of the release, and of a note on Busan."""
    revisions = Revisions(tmp_path / "revisions")
    revisions.begin(release)
    append(revisions, [note("메모", "province/busan")])
    return revisions


@pytest.fixture
def newer(folder: Releases, tables: Path, edit: conftest.Edit) -> Release:
    """The next release: its note on Daegu is another."""
    edit("regions", GUNWI, "표")
    return build(folder, tables)


def append(revisions: Revisions, added: Iterable[Quad], removed: Iterable[Quad] = ()) -> None:
    with revisions.writing() as ledger:
        delta = Delta(frozenset(added), frozenset(removed))
        ledger.append(Edit("kim", "because", "update"), delta)


def krig_rebase(folder: Releases, revisions: Revisions, *arguments: str) -> Result:
    at = ["--releases", str(folder.folder), "--revisions", str(revisions.folder)]
    return CliRunner().invoke(app, ["rebase", *arguments, *at, "--who", "lee", "--lang", "en"])


def stated(quads: Iterable[Quad]) -> set[Quad]:
    return {quad for quad in quads if quad.graph_name not in KEPT}


def test_all_edits_are_carried_and_every_revision_stays(
    folder: Releases, revisions: Revisions, newer: Release
) -> None:
    before = revisions.all()
    done = krig_rebase(folder, revisions, "--why", "the tables of November")
    assert done.exit_code == 0, done.stderr
    last = revisions.state()
    assert last.id in done.stdout
    assert "add 1 quads and remove 0" in done.stdout
    assert revisions.all() == (*before, last)
    record = last.record
    assert (record.base, record.how) == (newer.id, "rebase")
    assert (record.who, record.why) == ("lee", "the tables of November")
    assert stated(last.quads()) == {*stated(newer.quads()), note("메모", "province/busan")}
    assert revisions.edits() == Delta(frozenset([note("메모", "province/busan")]))
    revisions.verify()
    again = krig_rebase(folder, revisions)
    assert (again.exit_code, len(revisions.all())) == (0, len(before) + 1)
    assert f"rests on {newer.id} already" in again.stdout


def test_what_follows_from_the_graph_is_made_anew(
    folder: Releases, revisions: Revisions, newer: Release
) -> None:
    assert krig_rebase(folder, revisions).exit_code == 0
    derived = KEPT - {GRAPH["provenance"]}
    found = {quad for quad in revisions.state().quads() if quad.graph_name in derived}
    assert found == {quad for quad in newer.quads() if quad.graph_name in derived}


def test_each_conflict_is_told_and_nothing_moved(
    folder: Releases, revisions: Revisions, newer: Release
) -> None:
    append(revisions, [note("편집")], [note(GUNWI)])
    before = revisions.all()
    refused = krig_rebase(folder, revisions)
    assert refused.exit_code == 1
    assert newer.id not in refused.stdout
    assert refused.stderr.splitlines()[:4] == [
        f"{ID['province/daegu'].value} skos:note ({GRAPH['regions'].value})",
        f"    former release: {GUNWI}@ko",
        "    edits: 편집@ko",
        "    new release: 표@ko",
    ]
    assert "disagree in 1 places" in refused.stderr
    assert "--prefer" in refused.stderr
    assert revisions.all() == before


@pytest.mark.parametrize(("prefer", "kept"), [("edits", "편집"), ("release", "표")])
def test_the_user_says_which_side_stays(
    folder: Releases, revisions: Revisions, newer: Release, prefer: str, kept: str
) -> None:
    append(revisions, [note("편집")], [note(GUNWI)])
    assert krig_rebase(folder, revisions, "--prefer", prefer).exit_code == 0
    last = revisions.state()
    assert last.record.base == newer.id
    notes = {quad for quad in last.quads() if quad.triple.predicate == SKOS["note"]}
    assert {quad for quad in notes if quad.subject == ID["province/daegu"]} == {note(kept)}
    assert note("메모", "province/busan") in notes


def test_what_would_break_the_shapes_is_reported_and_not_moved(
    folder: Releases, revisions: Revisions, newer: Release
) -> None:
    thing = NamedNode("http://a/firm")
    firm = NamedNode("https://w3id.org/krig/def/Firm")
    append(revisions, [Quad(thing, RDF["type"], firm, NamedNode("http://a/graph"))])
    before = revisions.all()
    refused = krig_rebase(folder, revisions)
    assert refused.exit_code == 1
    assert thing.value in refused.stderr
    assert revisions.all() == before
    assert newer.id != revisions.state().record.base


def test_one_may_try_first(folder: Releases, revisions: Revisions, newer: Release) -> None:
    before = revisions.all()
    tried = krig_rebase(folder, revisions, "--check")
    assert tried.exit_code == 0
    assert f"On {newer.id}, the edits add 1 quads" in tried.stdout
    assert "Nothing was moved" in tried.stdout
    assert revisions.all() == before


def test_without_history_or_release_the_user_is_told(
    folder: Releases, revisions: Revisions, tmp_path: Path
) -> None:
    unborn = krig_rebase(folder, Revisions(tmp_path / "none"))
    assert (unborn.exit_code, "no revision yet" in unborn.stderr) == (2, True)
    unknown = krig_rebase(folder, revisions, "other")
    assert (unknown.exit_code, "no one release “other”" in unknown.stderr) == (2, True)
