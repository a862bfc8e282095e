"""The pages that are looked at, in pictures and by Lighthouse, and a browser to look with."""

import shutil
from dataclasses import dataclass
from typing import Final

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
UNLIMITED: Final = {"KRIG_READ_RATE": "1e9", "KRIG_READ_BURST": "1000000000"}
"""All requests come from one address, which krig would otherwise take for one greedy client."""


class NoBrowserError(Exception):
    """No Chromium is installed."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: what its pictures are called, and where it is."""

    name: str
    path: str


PAGES: Final = (
    Shown("home", "/"),
    Shown("industries", "/industries"),
    Shown("industry", "/id/industry/2023/busan/power-semiconductors"),
    Shown("industry-2020", "/id/industry/2020/chungnam/next-generation-displays"),
    Shown("map", "/map"),
    Shown("reform", "/reform"),
    Shown("collaboration", "/collaboration"),
    Shown("coverage", "/coverage"),
    Shown("regions", "/regions"),
    Shown("province", "/id/province/busan"),
    Shown("province-ceased", "/id/province/gangwon-do"),
    Shown("district", "/id/district/busan/yeongdo-gu"),
    Shown("firms", "/firms"),
    Shown("technologies", "/technologies"),
    Shown("field", "/id/strategic-field/semiconductors-and-displays"),
    Shown("technopark", "/id/technopark/busan"),
    Shown("time", "/time"),
    Shown("audit", "/audit"),
    Shown("sources", "/sources"),
    Shown("source", "/id/source/156552976"),
    Shown("queries", "/queries"),
    Shown("query", "/queries/firms-of-a-region"),
    Shown("query-chart", "/queries/share-series#view=chart"),
    Shown("query-map", "/queries/future-industries-by-region#view=map"),
    Shown("query-network", "/queries/collaboration-matrix#view=network"),
    Shown("sparql", "/sparql"),
    Shown("fault", "/sparql?query=SELECT%20*%20WHERE%20%7B%0A%20%20%3Fs%20a%20%3Fx%20%3Fy%0A%7D"),
    Shown("validate", "/validate"),
    Shown("search", "/search"),
    Shown("found", "/search?q=%EB%B0%98%EB%8F%84%EC%B2%B4"),
    Shown("downloads", "/downloads"),
    Shown("catalog", "/catalog"),
    Shown("vocabulary", "/def/"),
    Shown("term", "/def/FlagshipIndustry"),
    Shown("about", "/about"),
    Shown("missing", "/id/province/bussan"),
)
"""Each kind of page, and the states of the query page."""


def chromium() -> str:
    """Return where Chromium is.

    Raises:
        NoBrowserError: it is nowhere.

    """
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise NoBrowserError("no Chromium is installed: apt-get install chromium")
    return found
