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
    for shown in pages:
        report = lighthouse(f"{address}{shown.path}", preset)
        points = {
            name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES
        }
        low = min(points.values()) < LEAST
        failed |= low
        told = ", ".join(f"{name} {number}" for name, number in points.items())
        wrong = f": {faults(report)}" if low else ""
        sys.stdout.write(f"{'✗' if low else '✓'} {shown.name}: {told}{wrong}\n")
        sys.stdout.flush()
    return int(failed)


def lighthouse(address: str, preset: str) -> Report:
    """Return what Lighthouse reports of the page at `address`.

    Now and then it misses the beginning of what the browser records, and says to run it again.

    Raises:
        CalledProcessError: it has failed as often as it may.

    """
    command = [
        *find_node().node,
        str(PROGRAM),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        *(["--preset=desktop"] if preset == "desktop" else []),
    ]
    environment = os.environ | {"CHROME_PATH": chromium()}
    for attempt in range(1, ATTEMPTS + 1):
        last = attempt == ATTEMPTS
        done = subprocess.run(command, env=environment, check=last, stdout=subprocess.PIPE)
        if not done.returncode:
            break
    report: Report = json.loads(done.stdout)
    return report


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
