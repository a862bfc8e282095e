"""Any quads become a release that krig can serve."""

from pathlib import Path

from bench.registry import Registry
from bench.release import make_release
from krig.release import Releases


def test_a_release_holds_the_quads_of_its_file(tmp_path: Path) -> None:
    data = tmp_path / "data.nq"
    Registry(300).write(data)
    made = make_release(data, tmp_path / "releases")
    current = Releases(tmp_path / "releases").current()
    assert current is not None
    assert current.id == made.id
    number = len(data.read_text(encoding="utf-8").splitlines())
    assert current.manifest.quads == number
    assert len(current.store()) == len(current.open()) == number
