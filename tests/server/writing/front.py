"""A front that writes one quad after the other, and says which ones are acknowledged.

python -m tests.server.writing.front FOLDER FIRST
"""

import asyncio
import sys
from itertools import count
from pathlib import Path

from krig.revisions import Revisions
from tests.krig.revisions.histories import quad
from tests.server.writing.benches import writing


async def main(folder: Path, first: int) -> None:
    async with writing(Revisions(folder)) as bench:
        for number in count(first):
            await bench.do(f"INSERT DATA {{ GRAPH <http://a/graph> {{ {quad(number).triple} }} }}")
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
