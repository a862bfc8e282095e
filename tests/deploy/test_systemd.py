"""The units say what systemd understands, and give the service little to do harm with."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = ("krig.service", "krig-backup.service", "krig-backup.timer")
SERVICES = [name for name in UNITS if name.endswith(".service")]
EXPOSURE = 2.0
"""How exposed a service may be, of 10, as systemd-analyze reckons."""

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed (systemd)"
)


def systemd_analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@needs_systemd
def test_systemd_understands_every_line_of_the_units(tmp_path: Path) -> None:
    for name in UNITS:
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/krig/bin/krig", sys.executable))
    done = systemd_analyze("verify", "--man=no", *(tmp_path / name for name in UNITS))
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "krig" in line] == []


@needs_systemd
def test_a_line_that_systemd_does_not_understand_is_found(tmp_path: Path) -> None:
    text = (DEPLOY / "krig.service").read_text(encoding="utf-8")
    wrong = text.replace("/opt/krig/bin/krig", sys.executable).replace(
        "KillMode=mixed", "KillMod=x"
    )
    (tmp_path / "krig.service").write_text(wrong)
    assert "KillMod" in systemd_analyze("verify", "--man=no", tmp_path / "krig.service").stderr


@needs_systemd
@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_hardly_exposed(name: str) -> None:
    done = systemd_analyze("security", "--offline=true", "--no-pager", DEPLOY / name)
    if "unrecognized option" in done.stderr:
        pytest.skip("systemd-analyze security --offline needs systemd 250")
    found = re.search(r"Overall exposure level for \S+: (\d+\.\d)", done.stdout)
    assert found is not None, done.stderr
    assert float(found[1]) < EXPOSURE


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_to_its_own_folder_only_and_is_nobody(name: str) -> None:
    unit = ConfigParser(strict=False, interpolation=None)  # its keys know no case
    unit.read(DEPLOY / name, encoding="utf-8")
    service = unit["Service"]
    assert service["DynamicUser"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert "ReadWritePaths" not in service


def test_a_stop_has_time_to_finish_a_write_and_spares_the_children_at_first() -> None:
    text = (DEPLOY / "krig.service").read_text(encoding="utf-8")
    assert "KillMode=mixed" in text
    assert "OOMPolicy=continue" in text
    assert int(re.findall(r"TimeoutStopSec=(\d+)", text)[0]) >= 60
