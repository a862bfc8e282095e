"""What those who write an index and those who search it agree on, and the statements of both."""

from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = "search.db"
"""The name of the index in the folder of a release."""
VERSION: Final = 1
"""How the index is laid out; it is raised when that changes, and older ones are made anew."""
PROVINCE: Final = "https://w3id.org/krig/def/Province"
"""The class of the regions by which one narrows a search; searching needs no RDF."""


@cache
def statement(name: str) -> str:
    """Return the text of the statement of that name; `layout` makes the tables."""
    path = Path(__file__).parent / "statements" / f"{name}.sql"
    return path.read_text(encoding="utf-8")
