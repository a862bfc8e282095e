"""The boundaries of districts, where the user has them: a TopoJSON file with KOSTAT codes.

It is third-party data, which this project does not hold: without it the map is schematic.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from krig.command.terminal import CommandError

FILES: Final = "**/*municipalities*topo*.json"
"""How the files are called by those who publish them."""
DIGITS: Final = 5
"""How many digits the code of a district has: the first two are those of its province."""


class BoundariesError(CommandError):
    """A file is called as one of boundaries is, and holds none that the map could draw."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}: 시·군·구마다 다섯 자리 통계청 코드(code)가 있는 TopoJSON이어야 합니다. "
            "고치거나 sources 폴더에서 빼십시오.",
            f"{path}: expected is TopoJSON of districts, each with a KOSTAT code of five digits; "
            "mend it, or take it out of the folder of sources.",
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The file as it is, the year whose boundaries it has, and its SHA-256."""

    content: bytes
    year: str
    digest: str


def find_boundaries(folder: Path | None) -> Boundaries | None:
    """Return the boundaries in `folder`: of several, those whose file sorts last.

    Raises:
        BoundariesError: the file is no TopoJSON, or its districts have no KOSTAT code.

    """
    found = sorted(folder.glob(FILES)) if folder is not None else []
    return _read(found[-1]) if found else None


def _read(path: Path) -> Boundaries:
    content = path.read_bytes()
    try:
        (geometries,) = (each["geometries"] for each in json.loads(content)["objects"].values())
        told = [each["properties"] for each in geometries]
        codes = [each["code"] for each in told]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BoundariesError(path) from None
    if not codes or not all(map(_is_code, codes)):
        raise BoundariesError(path)
    return Boundaries(content, str(told[0].get("base_year", "")), sha256(content).hexdigest())


def _is_code(code: Any) -> bool:
    return isinstance(code, str) and len(code) == DIGITS and code.isdigit()
