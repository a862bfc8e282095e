"""How long the server takes for pages drawn at random: `python -m bench.pages`.

Each page is asked for once before it is in any cache, and again when it is, over one connection
to this machine; the times are those that the client sees.
"""

import random
import re
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from scripts.pages import UNLIMITED
from scripts.serving import Place

UNCACHED: Final = 0.040
CACHED: Final = 0.003
"""How many seconds the median may be."""
LOCATION: Final = re.compile(r"<loc>([^<]+)</loc>")
HEADERS: Final = {"Accept": "text/html", "Accept-Encoding": "br"}


def main(
    *,
    pages: Annotated[int, typer.Option(help="How many pages are drawn.")] = 50,
    seed: Annotated[int, typer.Option(help="Another seed draws others.")] = 1,
    repeats: Annotated[int, typer.Option(help="How often each is asked for again.")] = 5,
) -> None:
    """Measure, print, and fail where a median is longer than it may be."""
    with TemporaryDirectory() as folder:
        server = Place.prepare(Path(folder)).serve(**UNLIMITED)
        try:
            status = measure(server.address, pages, seed, repeats)
        finally:
            server.stop(30)
    sys.exit(status)


def measure(address: str, pages: int, seed: int, repeats: int) -> int:
    """Print the times of the pages that `seed` draws; return 1 where a median is too long."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=60)
    drawn = random.Random(seed).sample(locations(connection), pages)
    fetch(connection, "/queries")  # a first request starts what later ones find running
    first = {path: timed(connection, path) for path in drawn}
    again = {path: median(timed(connection, path) for _ in range(repeats)) for path in drawn}
    failed = False
    for name, times, limit in (("uncached", first, UNCACHED), ("cached", again, CACHED)):
        middle, slowest = median(times.values()), max(times, key=lambda path: times[path])
        late = quantiles(times.values(), n=20)[-1]
        failed |= middle > limit
        sys.stdout.write(
            f"{name}: median {middle * 1000:.1f} ms (at most {limit * 1000:g}), "
            f"p95 {late * 1000:.1f} ms, {slowest} {times[slowest] * 1000:.1f} ms\n"
        )
    return int(failed)


def locations(connection: HTTPConnection) -> list[str]:
    """Return the paths of all pages, as the sitemap tells them."""
    found = LOCATION.findall(fetch(connection, "/sitemap.xml").decode())
    paths = [urlsplit(each) for each in found]
    return [f"{each.path}?{each.query}" if each.query else each.path for each in paths]


def timed(connection: HTTPConnection, path: str) -> float:
    """Return how many seconds a page takes."""
    began = perf_counter()
    fetch(connection, path)
    return perf_counter() - began


def fetch(connection: HTTPConnection, path: str) -> bytes:
    """Return what stands at `path`.

    Raises:
        LookupError: nothing does.

    """
    headers = HEADERS if path != "/sitemap.xml" else {}
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    content = response.read()
    if response.status != HTTPStatus.OK:
        raise LookupError(f"{path}: {response.status}")
    return content


if __name__ == "__main__":
    typer.run(main)
