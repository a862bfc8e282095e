"""The templates of pages and pictures."""

from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape


def _cell(text: str) -> str:
    """Return a text as it stands in a cell of a Markdown table."""
    return text.replace("|", r"\|").replace("\n", " ")


TEMPLATES: Final = Environment(
    loader=PackageLoader("krig.diagram"),
    autoescape=select_autoescape(["svg.jinja"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
TEMPLATES.filters["cell"] = _cell
