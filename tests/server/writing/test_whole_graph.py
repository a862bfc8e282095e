"""Edits of the whole graph: reasoned about, validated by the shapes, moved to a new release."""

import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, Quad

from krig.release import Release, Releases
from krig.release.build import build
from krig.revisions import Delta, Revisions
from krig.revisions.provenance import KEPT
from ontology.namespaces import ID, KRIG, RDFS, SKOS
from server.writing import Rebase
from server.writing.faults import ConflictsError, InvalidError
from tests.conftest import Edit
from tests.server.writing.benches import writing

pytestmark = pytest.mark.anyio


async def test_the_whole_graph_is_edited_and_what_breaks_the_shapes_refused(
    release: Release, tmp_path: Path
) -> None:
    revisions = Revisions(tmp_path / "revisions")
    revisions.begin(release)
    async with writing(revisions, deadline=120) as bench:
        note = Quad(ID["province/busan"], SKOS["note"], Literal("메모", language="ko"))
        assert (await bench.do(f"INSERT DATA {{ {note} }}")).added == 1
        with pytest.raises(InvalidError) as found:
            await bench.do(f"DELETE WHERE {{ GRAPH ?g {{ ?figure {KRIG['value']} ?value }} }}")
        verdict = found.value.verdict
        assert not verdict.conforms
        assert verdict.counts["violation"] > 0
        assert "sh:ValidationReport" in verdict.turtle
        assert json.loads(verdict.json_text)["conforms"] is False
        label = await bench.do(
            f"DELETE {{ GRAPH ?g {{ {ID['province/busan']} {RDFS['label']} ?label }} }} "
            f"INSERT {{ GRAPH ?g {{ {ID['province/busan']} {RDFS['label']} ?new }} }} "
            f"WHERE {{ GRAPH ?g {{ {ID['province/busan']} {RDFS['label']} ?label }} "
            'FILTER(LANG(?label) = "ko") BIND(STRLANG("부산시", "ko") AS ?new) }'
        )
        assert (label.added, label.removed) == (1, 1)
    assert [each.record.number for each in revisions.all()] == [0, 1, 2]
    (change,) = revisions.compare("r1", "r2")
    assert change.thing == ID["province/busan"]


GUNWI = "2023-07-01 경상북도 군위군이 편입되었다."
"""The note on Daegu, in `regions.csv`."""


async def test_edits_are_moved_to_a_new_release(
    releases: Releases, release: Release, tmp_path: Path, tables: Path, edit: Edit
) -> None:
    folder = Releases(Path(shutil.copytree(releases.folder, tmp_path / "releases", symlinks=True)))
    revisions = Revisions(tmp_path / "revisions")
    revisions.begin(release)
    daegu = f"{ID['province/daegu']} {SKOS['note']}"
    async with writing(revisions, deadline=120) as bench:
        await bench.do("INSERT DATA { GRAPH <http://a/graph> { <http://a/1> <http://a/p> 1 } }")
        await bench.do(
            f"DELETE {{ GRAPH ?g {{ {daegu} ?old }} }} "
            f"INSERT {{ GRAPH ?g {{ {daegu} '편집'@ko }} }} "
            f"WHERE {{ GRAPH ?g {{ {daegu} ?old }} }}"
        )
        edit("regions", GUNWI, "표")
        new = build(folder, tables)
        assert revisions.begin(new).record.base == release.id
        with pytest.raises(ConflictsError, match="province/daegu"):
            await bench.do(Rebase(releases=str(folder.folder), release=new.id))
        moved = await bench.do(
            Rebase(releases=str(folder.folder), release=new.id, prevailing="edits")
        )
    assert moved.changed
    last = revisions.state()
    assert last.record.base == new.id
    notes = {each.object.value for each in last.quads() if str(each.triple).startswith(daegu)}
    assert notes == {"편집"}
    expected = {each for each in new.quads() if each.graph_name not in KEPT}
    found = {each for each in last.quads() if each.graph_name not in KEPT}
    assert Delta.between(expected, found) == revisions.edits()
    assert len(revisions.edits().added) == 2
    revisions.verify()
