"""Measures a validator, and prints what was measured."""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


@contextmanager
def measured() -> Iterator[None]:
    """Print how long the block takes, and the most memory that the process has held by its end."""
    began = perf_counter()
    yield
    seconds = perf_counter() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "bytes": held}) + "\n")
