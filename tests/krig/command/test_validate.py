"""`krig validate`, run as its user runs it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from krig.command.main import app
from tests.conftest import Edit
from tests.krig.validation.broken_files import GOOD

SHAPES = ("--shapes", "shapes.ttl")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder, in which the test runs: a library, and its shapes."""
    for name in ("library.ttl", "library.trig", "shapes.ttl"):
        shutil.copy(GOOD / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def broken(folder: Path) -> Path:
    """The library, in which a book has too many pages and a reprint is too old."""
    file = folder / "library.ttl"
    text = file.read_text(encoding="utf-8").replace("ex:pages 480", "ex:pages 5001")
    file.write_text(text.replace("reprinted 2012", "reprinted 1912"), encoding="utf-8")
    return file


def run(*arguments: str, given: bytes = b"") -> Result:
    """Run `krig validate` in English."""
    return CliRunner().invoke(app, ["validate", "--lang", "en", *arguments], input=given)


def test_what_conforms_ends_with_0_and_what_does_not_with_1(folder: Path) -> None:
    done = run("library.ttl", *SHAPES)
    assert (done.exit_code, done.stdout) == (0, "violation 0, warning 0, info 0\n")


def test_a_violation_is_shown_in_its_line(broken: Path) -> None:
    done = run("library.ttl", *SHAPES)
    assert done.exit_code == 1
    assert "violation[ex:BookShape/ex:pages/MaxInclusive]" in done.stdout
    assert "  --> library.ttl:12:12\n" in done.stdout
    assert "12 |   ex:pages 5001 ;\n   |            ^^^^\n" in done.stdout


def test_the_language_is_korean_where_nothing_says_otherwise(broken: Path) -> None:
    command = ["validate", "library.ttl", *SHAPES]
    done = CliRunner(env={"KRIG_LANG": "ko"}).invoke(app, command)
    assert "ex:pages에 기대하는 것은 5000 이하인 값입니다." in done.stdout
    assert done.stdout.endswith("위반 1, 경고 1, 참고 0\n")


@pytest.mark.parametrize(("least", "status"), [("violation", 0), ("warning", 1), ("info", 1)])
def test_what_makes_it_fail_can_be_chosen(broken: Path, least: str, status: int) -> None:
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("ex:pages 5001", "ex:pages 480"), encoding="utf-8")
    assert run("library.ttl", *SHAPES, "--fail-on", least).exit_code == status


def test_several_reports_are_written_at_once(broken: Path) -> None:
    done = run(
        "library.ttl",
        *SHAPES,
        "--format",
        "sarif:out/krig.sarif,junit:out/krig.xml",
        "--format",
        "markdown",
        "--format",
        "csv:a, b.csv",
    )
    assert done.exit_code == 1
    assert done.stdout.startswith("## ❌ violation 1")
    assert json.loads(Path("out/krig.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert Path("out/krig.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert Path("a, b.csv").read_bytes().startswith(b"severity,file,line")


def test_where_all_reports_go_to_files_the_counts_are_told(broken: Path) -> None:
    done = run("library.ttl", *SHAPES, "--format", "json:krig.json", "--limit", "1")
    told = "TRUNCATED: 1 of 2 results are told; take --limit away to see them all.\n"
    assert done.stdout == "violation 1, warning 1, info 0\n" + told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "word"), "unknown format: word; there are text, json, turtle, sarif"),
        (("--format", "text", "--format", "json"), "use --format json:FILE"),
        (("--format", "text,json"), "use --format json:FILE"),
        (("--format", "json:/dev/null/x/y"), "cannot be written"),
        (("--update-baseline",), "needs --baseline FILE too"),
        (("--baseline", "absent.json"), "make it by --update-baseline"),
        (("--explain", "ex:Boo"), "no shape is called “ex:Boo”; there are ex:BookShape"),
        (("--limit", "0"), "Invalid value for '--limit'"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_what_to_do(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run("library.ttl", *SHAPES, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("absent.ttl", "absent.ttl"),
        ("empty", "there is no RDF file in this folder"),
        ("notes.txt", "the extension names no format"),
        ("absent.csv", "there is no such file"),
    ],
)
def test_what_is_not_there_is_not_taken_for_what_conforms(
    folder: Path, path: str, said: str
) -> None:
    Path("empty").mkdir()
    Path("notes.txt").write_text("", encoding="utf-8")
    done = run(path, *SHAPES)
    assert done.exit_code == 2
    assert said in done.stdout + done.stderr


def test_a_folder_without_shapes_is_not_taken_for_krig_s_own_shapes(folder: Path) -> None:
    Path("empty").mkdir()
    done = run("library.ttl", "--shapes", "empty")
    assert done.exit_code == 2
    assert "--> empty\n" in done.stdout


def test_files_below_are_called_from_here_as_ci_services_call_them(broken: Path) -> None:
    done = run(str(broken), "--shapes", str(broken.parent / "shapes.ttl"), "--format", "github")
    assert "::error file=library.ttl,line=12," in done.stdout


def test_shapes_that_are_none_end_with_2(folder: Path) -> None:
    Path("shapes.ttl").write_text(
        "<a:b> a <http://www.w3.org/ns/shacl#NodeShape> ;"
        " <http://www.w3.org/ns/shacl#targetNode> <a:c> ;"
        " <http://www.w3.org/ns/shacl#sparql> [ <http://www.w3.org/ns/shacl#select> 'x' ] .",
        encoding="utf-8",
    )
    done = run("library.ttl", *SHAPES)
    assert done.exit_code == 2
    assert "the shapes graph" in done.stderr


def test_standard_input_is_read_in_the_format_of_its_name(folder: Path) -> None:
    text = Path("library.ttl").read_text(encoding="utf-8")
    bad = text.replace("ex:pages 480", "ex:pages 5001").encode()
    done = run("-", *SHAPES, given=bad)
    assert done.exit_code == 1
    assert "--> stdin.trig:12:12" in done.stdout
    line = b'<a:b> <a:c> "x" <a:g> .\n'
    assert run("-", *SHAPES, "--stdin-name", "mine.nq", given=line).exit_code == 0
    done = run("-", *SHAPES, "--stdin-name", "mine.nt", given=line)
    assert done.exit_code == 2
    assert "mine.nt:1:" in done.stdout


def test_a_graph_of_its_own_is_checked_alone(folder: Path) -> None:
    file = Path("library.trig")
    text = file.read_text(encoding="utf-8").replace("rdfs:label '박경리'", "ex:height 170")
    file.write_text(text, encoding="utf-8")
    people = "https://library.example/graph/people"
    assert run("library.trig", *SHAPES, "--data-graph", people).exit_code == 1
    done = run("library.trig", *SHAPES, "--data-graph", "https://library.example/graph/loans")
    assert done.exit_code == 0


def test_nothing_checked_is_told(folder: Path) -> None:
    Path("other.ttl").write_text("<a:b> <a:c> <a:d> .", encoding="utf-8")
    done = run("other.ttl", *SHAPES)
    assert done.exit_code == 0
    assert "NOTHING WAS CHECKED" in done.stdout


def test_a_baseline_is_written_used_and_kept_up(broken: Path) -> None:
    options = ("library.ttl", *SHAPES, "--baseline", "known.json")
    assert run(*options).exit_code == 2
    first = run(*options, "--update-baseline")
    assert first.exit_code == 0
    assert "(2 known by the baseline)" in first.stdout
    assert run(*options).exit_code == 0
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("ex:price 17.5", "ex:price -1"), encoding="utf-8")
    assert run(*options).exit_code == 1
    broken.write_text(text.replace("ex:pages 5001", "ex:pages 1"), encoding="utf-8")
    mended = run(*options)
    assert mended.exit_code == 0
    assert "known by the baseline, and gone: ex:BookShape/ex:pages" in mended.stdout
    assert run(*options, "--update-baseline").stdout.count("gone") == 0
    assert len(json.loads(Path("known.json").read_text(encoding="utf-8"))["known"]) == 1


def test_a_shape_is_explained(folder: Path) -> None:
    done = run("--explain", "PersonShape", *SHAPES)
    assert done.exit_code == 0
    assert done.stdout.startswith("ex:PersonShape\n  instances of: ex:Person\n")


def test_the_tables_are_checked_where_no_path_is_named(tables: Path, edit: Edit) -> None:
    edit("rounds", "round/2023,", "round/2020,")
    done = run("--tables", str(tables))
    assert done.exit_code == 1
    assert f"--> {tables.as_posix()}/rounds.csv:3:1 (row 3, column id)" in done.stdout


def test_faults_of_tables_do_not_make_the_baseline_forget(tables: Path, edit: Edit) -> None:
    known = tables.parent / "known.json"
    options = ("--tables", str(tables), "--baseline", str(known))
    assert run(*options, "--update-baseline").exit_code == 0
    before = known.read_bytes()
    edit("rounds", "round/2023,", "round/2020,")
    done = run(*options, "--update-baseline")
    assert done.exit_code == 1
    assert "The shapes were not checked" in done.stdout
    assert "gone" not in done.stdout
    assert known.read_bytes() == before
    assert run(*options, "--since", "HEAD").exit_code == 2


def test_tables_and_rdf_are_checked_together(broken: Path, tables: Path, edit: Edit) -> None:
    edit("rounds", "2023-02-16,round", "2023-02-30,round")
    done = run("library.ttl", str(tables / "rounds.csv"), *SHAPES, "--format", "csv")
    assert done.exit_code == 1
    assert "library.ttl,12,12" in done.stdout
    assert "rounds.csv,3," in done.stdout


def test_only_what_changed_since_a_revision_is_checked_by_the_shapes(
    tables: Path, edit: Edit
) -> None:
    git = ["git", "-C", str(tables), "-c", "user.name=krig", "-c", "user.email=krig@example.org"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "facts"]):
        subprocess.run([*git, *command], check=True)
    since = ("--tables", str(tables), "--since", "HEAD", "--fail-on", "info")
    assert run(*since).exit_code == 0
    edit(
        "stated_figures",
        "reform,own,flagship-industries-2020,48",
        "reform,own,flagship-industries-2020,49",
    )
    done = run(*since)
    assert done.exit_code == 1
    assert "violation[shape:StatedFigure-agreement/SPARQL]" in done.stdout
    done = run("--tables", str(tables), "--since", "nowhere")
    assert done.exit_code == 2
    assert "git: fatal: not a valid object name" in done.stderr
    assert run("library.ttl", "--since", "HEAD").exit_code == 2


# A shell has what it runs in the background, the tests too, ignore interrupts.
HEED_INTERRUPTS = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


def test_watching_runs_again_on_a_save_until_it_is_interrupted(folder: Path) -> None:
    run = [sys.executable, "-c", HEED_INTERRUPTS, "-m", "krig.command.main"]
    command = [*run, "validate", "library.ttl", *SHAPES]
    with subprocess.Popen(
        [*command, "--watch", "--lang", "en"],
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as watching:
        try:
            assert watching.stdout is not None
            assert "violation 0" in watching.stdout.readline()
            assert "waiting for a save" in watching.stdout.readline()
            file = folder / "library.ttl"
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace("ex:pages 480", "ex:pages 5001"), encoding="utf-8")
            deadline = time.monotonic() + 60
            told = ""
            while "library.ttl:12:12" not in told and time.monotonic() < deadline:
                told += watching.stdout.readline()
            assert "library.ttl:12:12" in told
            watching.send_signal(signal.SIGINT)
            assert watching.wait(timeout=60) == 0
        finally:
            watching.kill()
