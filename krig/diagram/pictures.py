"""Where the diagrams stand that `make docs` has drawn: in the wheel, or in the repository."""

from pathlib import Path
from typing import Final

FOLDERS: Final = (
    Path(__file__).with_name("drawn"),
    Path(__file__).parents[2] / "docs" / "diagrams",
)


def pictures() -> dict[str, Path]:
    """Return the diagrams by the names of their files; none where none were drawn."""
    folder = next((each for each in FOLDERS if each.is_dir()), None)
    return {each.name: each for each in folder.glob("*.svg")} if folder is not None else {}
