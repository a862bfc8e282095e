"""Has Lighthouse judge every kind of page, and fails where a category has less than 95 points.

Run as `python -m scripts.lighthouse`, or `make lighthouse`; it installs Lighthouse first. It
drives the Chromium of this machine; the pages are those of a server that this script starts.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer

from scripts.pages import PAGES, UNLIMITED, NoBrowserError, Shown, chromium
from scripts.serving import Place
from server.frontend.bundle import find_node

Report = Mapping[str, Any]

VERSION: Final = "12.8.2"
FOLDER: Final = Path(".lighthouse")
PROGRAM: Final = FOLDER / "node_modules/lighthouse/cli/index.js"
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
LEAST: Final = 95
ATTEMPTS: Final = 3
SOUND: Final = 0.9
"""The score from which Lighthouse has nothing to say against a page."""
STATES: Final = ("fault", "found", "missing")
"""Pages that search engines are not to find, or that tell of a fault."""


def main(
    *,
    only: Annotated[str, typer.Option(help="Only pages whose names hold this.")] = "",
    address: Annotated[str, typer.Option(help="A server that runs; else one is started.")] = "",
    preset: Annotated[str, typer.Option(help="desktop, or mobile on a slow network.")] = "desktop",
) -> None:
    """Judge the pages, and print their points."""
    install()
    pages = [each for each in PAGES if only in each.name and each.name not in STATES]
    if address:
        sys.exit(judge(address, pages, preset))
    with TemporaryDirectory() as folder:
        server = Place.prepare(Path(folder)).serve(**UNLIMITED)
        try:
            status = judge(server.address, pages, preset)
        finally:
            server.stop(30)
    sys.exit(status)


def install() -> None:
    """Install Lighthouse, if it is not there."""
    if not PROGRAM.is_file():
        options = ("--prefix", str(FOLDER), "--no-audit", "--no-fund", "--ignore-scripts")
        wanted = f"lighthouse@{VERSION}"
        subprocess.run([*find_node().npm, "install", *options, wanted], check=True)


def judge(address: str, pages: list[Shown], preset: str) -> int:
    """Print the points of `pages`; return 1 where some have too few."""
    failed = False
    environment = os.environ | {"CHROME_PATH": chromium()}
    for shown in pages:
        report = reported(lighthouse(f"{address}{shown.path}", preset), environment)
        low = report is None or is_low(report)
        failed |= low
        told = f"Lighthouse has failed {ATTEMPTS} times" if report is None else verdict(report)
        sys.stdout.write(f"{'✗' if low else '✓'} {shown.name}: {told}\n")
        sys.stdout.flush()
    return int(failed)


def lighthouse(address: str, preset: str) -> list[str]:
    """Return the command by which Lighthouse reports of the page at `address`."""
    return [
        *find_node().node,
        str(PROGRAM),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        *(["--preset=desktop"] if preset == "desktop" else []),
    ]


def reported(command: list[str], environment: Mapping[str, str]) -> Report | None:
    """Return what `command` reports, or None where it has failed as often as it may.

    Now and then Lighthouse misses the beginning of what the browser records, and asks to be run
    again (NO_NAVSTART).
    """
    for attempt in range(1, ATTEMPTS + 1):
        done = subprocess.run(command, env=environment, check=False, stdout=subprocess.PIPE)
        if not done.returncode:
            report: Report = json.loads(done.stdout)
            return report
        sys.stderr.write(f"Lighthouse has failed, run {attempt} of {ATTEMPTS}\n")
    return None


def verdict(report: Report) -> str:
    """Return the points of a page, and what it fails where one category has too few."""
    told = ", ".join(f"{name} {number}" for name, number in points(report).items())
    return f"{told}: {faults(report)}" if is_low(report) else told


def is_low(report: Report) -> bool:
    """Tell whether one category has too few points."""
    return min(points(report).values()) < LEAST


def points(report: Report) -> dict[str, int]:
    """Return the points of each category, of 100; a category without a score has none."""
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    return {name: round(100 * (score or 0)) for name, score in scores.items()}


def faults(report: Report) -> str:
    """Return the audits that a page fails and that count."""
    audits = report["audits"]
    counted = {
        each["id"]
        for category in report["categories"].values()
        for each in category["auditRefs"]
        if each["weight"]
    }
    failed = (each for each in counted if (audits[each]["score"] or 0) < SOUND)
    told = (each for each in failed if audits[each]["scoreDisplayMode"] in {"binary", "numeric"})
    return ", ".join(sorted(told))


if __name__ == "__main__":
    try:
        typer.run(main)
    except NoBrowserError as error:
        sys.exit(str(error))
