"""Makes the dumps of a state of the graph in a process of its own: `krig.catalog DUMP OUT`.

It takes seconds and memory, which a process that serves must not spend.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

from krig.catalog.dumps import make

NICE: Final = 10
"""By how much this goes behind what else the machine does."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Make them."""
    parser = argparse.ArgumentParser(prog="python -m krig.catalog", description=__doc__)
    parser.add_argument("dump", type=Path, help="the whole graph as N-Quads")
    parser.add_argument("out", type=Path, help="the folder of the dumps, which must not exist")
    parser.add_argument("--revision", required=True, help="the name of that state of the graph")
    parser.add_argument(
        "--created", type=datetime.fromisoformat, default=datetime.now(UTC).replace(microsecond=0)
    )
    options = parser.parse_args(arguments)
    quads = parse(path=options.dump, format=RdfFormat.N_QUADS)
    make(quads, options.revision, options.created, options.out)
    return 0


if __name__ == "__main__":
    os.nice(NICE)
    sys.exit(main())
