"""The long trials, in their short form: over HTTP, with all processes of a real server."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
LONGEST = 600


def report(*words: str) -> dict[str, Any]:
    """What a trial tells in the end; it fails where the trial does."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_no_kill_of_any_process_loses_a_write_or_leaves_a_half() -> None:
    told = report("scripts.kill_writes", "--kills", "8")
    assert sum(told["kills"].values()) == 8
    assert told["acknowledged"] >= 8
    assert told["faults"] == []


# The machine of the test may do much else meanwhile: how fast is for the long form to say, and
# whether memory grows.
def test_analysts_attackers_and_writers_together_get_answers_or_designed_refusals() -> None:
    told = report("scripts.soak", "--minutes", "0.5", "--patience", "30")
    assert told["outcomes"]["analyst: whole"] > 10
    assert told["outcomes"]["attacker: refused"] > 10
    assert told["outcomes"]["asker: whole"] > 10
    assert told["writes acknowledged"] > 0
    assert told["faults"] == []
