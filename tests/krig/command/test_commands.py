"""The command line, run as its user runs it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from krig.release import Releases
from krig.release.build import build
from tests.conftest import Edit

PLAIN = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"}


def krig(
    *arguments: str, language: str = "en", given: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "krig.command.main", *arguments],
        env=PLAIN | {"KRIG_LANG": language, "COLUMNS": "200"},
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def at(releases: Releases) -> list[str]:
    return ["--releases", str(releases.folder)]


def test_help_tells_of_every_command() -> None:
    text = krig("--help").stdout
    for command in ("build", "validate", "query", "export", "releases", "diff", "serve"):
        assert f" {command} " in text


def test_the_version_is_told() -> None:
    asked = krig("--version")
    assert asked.returncode == 0
    assert asked.stdout.startswith("krig 0.")


def test_build_tells_its_steps_and_what_it_made(tmp_path: Path) -> None:
    built = krig("build", "--releases", str(tmp_path))
    assert built.returncode == 0, built.stderr
    assert [line.split()[0] for line in built.stderr.splitlines()] == [
        "reading",
        "reading",
        "reasoning",
        "counting",
        "validating",
        "writing",
    ]
    current = Releases(tmp_path).current()
    assert current is not None
    assert f"{current.manifest.quads:,} quads" in built.stdout


def test_build_says_so_when_the_release_is_there_already(at: list[str]) -> None:
    again = krig("build", *at, language="ko")
    assert again.returncode == 0
    assert "이미 있습니다" in again.stdout


def test_build_tells_all_faults_and_fails(tmp_path: Path, tables: Path, edit: Edit) -> None:
    edit("rounds", "round/2023,", "round/2020,")
    edit("transitions", "transition/2023/busan/intelligent-information-services,", "x,")
    failed = krig("build", "--tables", str(tables), "--releases", str(tmp_path / "releases"))
    assert failed.returncode == 1
    assert "rounds.csv:3: id" in failed.stderr
    assert "transitions.csv:3: id" in failed.stderr
    assert failed.stderr.splitlines()[-1].endswith("faults in the tables.")
    assert Releases(tmp_path / "releases").current() is None


def test_build_tells_how_many_figures_stand_in_their_documents(
    tmp_path: Path, tables: Path, texts: Path
) -> None:
    folders = ("--tables", str(tables), "--releases", str(tmp_path / "releases"))
    built = krig("build", *folders, "--sources", str(texts), "--sources", str(tmp_path))
    assert built.returncode == 0, built.stderr
    assert built.stdout.splitlines()[1] == (
        "1 of 26 stated figures were found in their documents. "
        "25 could not be checked: their documents are not there."
    )
    again = krig("build", *folders, "--sources", str(texts), language="ko")
    known, counted = again.stdout.splitlines()
    assert "이미 있습니다" in known
    assert counted.startswith("명시 수치 26개 가운데 1개가 문서에 그대로 있습니다.")


def test_build_tells_where_a_document_reads_otherwise_and_fails(
    tmp_path: Path, tables: Path, texts: Path, edit: Edit
) -> None:
    edit("stated_figures", "41,industry,source/156561396", "42,industry,source/156561396")
    folders = ("--tables", str(tables), "--releases", str(tmp_path / "releases"))
    failed = krig("build", *folders, "--sources", str(texts), language="ko")
    assert failed.returncode == 1
    assert "stated_figures.csv:23: value: “41”: 값(42)이 source/156561396의" in failed.stderr
    assert Releases(tmp_path / "releases").current() is None


def test_releases_are_listed_with_the_current_one_marked(at: list[str], releases: Releases) -> None:
    (release,) = releases.all()
    listed = krig("releases", *at).stdout
    assert any(line.startswith("*") and release.id in line for line in listed.splitlines())


def test_without_a_release_the_user_is_told_to_build_one(tmp_path: Path) -> None:
    asked = krig("query", "-q", "ASK {}", "--releases", str(tmp_path))
    assert asked.returncode == 2
    assert "krig build" in asked.stderr


def test_a_given_query_is_answered_as_json(at: list[str]) -> None:
    text = "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/krig/def/CoreIndustry> }"
    asked = krig("query", "-q", text, "--format", "json", *at)
    (row,) = json.loads(asked.stdout)["results"]["bindings"]
    assert row["n"]["value"] == "41"


def test_a_query_is_read_from_standard_input(at: list[str]) -> None:
    assert krig("query", "-q", "-", *at, given="ASK { ?s ?p ?o }").stdout == "true\n"


def test_a_saved_query_is_answered_as_a_table_and_as_csv(at: list[str]) -> None:
    table = krig("query", "count-core-industries-2023", *at).stdout
    assert [line.strip() for line in table.splitlines()] == ["count", "41"]
    text = krig("query", "count-core-industries-2023", "--format", "csv", *at).stdout
    assert list(csv.reader(io.StringIO(text))) == [["count"], ["41"]]


def test_an_answer_is_written_in_the_format_that_the_file_s_name_tells(
    at: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "answer.xlsx"
    assert krig("query", "count-core-industries-2023", "-o", str(file), *at).returncode == 0
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert sheet["A2"].value == 41


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "count-core-industry-2023"), "Do you mean count-core-industries-2023"),
        (("query", "count-core-industries-2023", "--param", "x=1"), "x: “1”: this query takes no"),
        (("query", "count-core-industries-2023", "--param", "x"), "name=value"),
        (("query", "-q", "SELECT"), "syntax"),
        (("query", "-q", "ASK {}", "--format", "turtle"), "csv, tsv, json, xml"),
        (("query", "-q", "ASK {}", "--release", "1999"), "no one release “1999”"),
        (("query", "x", "-q", "ASK {}"), "neither"),
        (("export", "--out", "nowhere", "--format", "nquads,word"), "unknown formats: word"),
        (("diff", "current", "1999"), "no one release “1999”"),
        (("build", "--sources", "krig", "--sources", "nowhere"), "no such folder: nowhere"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do_instead(
    arguments: tuple[str, ...], said: str, at: list[str]
) -> None:
    asked = krig(*arguments, *at)
    assert asked.returncode == 2
    assert said in asked.stderr
    assert "Traceback" not in asked.stderr


def test_an_export_names_the_files_that_it_wrote(at: list[str], tmp_path: Path) -> None:
    asked = krig("export", "--format", "nquads,csv", "--out", str(tmp_path), *at)
    assert asked.returncode == 0
    for line in asked.stdout.splitlines():
        assert Path(line).is_file()


def test_diff_tells_the_facts_that_changed_in_labels(
    tmp_path: Path, tables: Path, edit: Edit
) -> None:
    folder = tmp_path / "releases"
    first = build(Releases(folder))
    edit(
        "stated_figures", "figure/2023/excluded,제외한 산업 11개", "figure/2023/excluded,제외 11개"
    )
    second = build(Releases(folder), tables)
    told = krig("diff", first.id, second.id, "--releases", str(folder), language="ko")
    assert told.stdout.splitlines() == [
        "~ 제외 11개 (figure/2023/excluded)",
        "    rdfs:label: 제외한 산업 11개 → 제외 11개",
        "더해짐 0, 없어짐 0, 바뀜 1",
    ]
