"""A diagram as SVG text, readable on light and on dark pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from krig.diagram.layout import LINE, PADDING, Area, Layout, Way, lay_out
from krig.diagram.model import Box, Diagram
from krig.diagram.texts import TEMPLATES
from ontology.vocabulary import Language

MARGIN: Final = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, its look, and where the middle of its foot stands."""

    look: str
    x: float
    y: float
    words: str


def draw(diagrams: Sequence[Diagram], language: Language) -> list[str]:
    """Return each diagram as SVG.

    Raises:
        subprocess.CalledProcessError: npm or Node failed; it has said why.

    """
    laid_out = zip(diagrams, lay_out(diagrams), strict=True)
    return [_svg(diagram, layout, language) for diagram, layout in laid_out]


def _svg(diagram: Diagram, layout: Layout, language: Language) -> str:
    hues = {box.key: group.hue for group in diagram.groups for box in group.boxes}
    boxes = [*(box for group in diagram.groups for box in group.boxes), *diagram.others]
    return TEMPLATES.get_template("diagram.svg.jinja").render(
        diagram=diagram,
        language=language,
        margin=MARGIN,
        width=round(layout.width) + 2 * MARGIN,
        height=round(layout.height) + 2 * MARGIN,
        groups=[(group, layout.groups[f"cluster_{group.key}"]) for group in diagram.groups],
        arrows=[
            (hues[arrow.source], arrow, _path(way), list(_labels(arrow.labels, way)))
            for arrow, way in zip(diagram.arrows, layout.ways, strict=True)
        ],
        boxes=[
            (
                hues.get(box.key),
                box,
                layout.boxes[box.key],
                list(_lines(box, layout.boxes[box.key])),
            )
            for box in boxes
        ],
    )


def _path(way: Way) -> str:
    """Return a curve through the points of a way, and a straight line to its tip."""
    start, *points, tip = (f"{x:.1f} {y:.1f}" for x, y in way.points)
    return f"M{start}C{' '.join(points)}L{tip}"


def _labels(labels: Sequence[str], way: Way) -> Iterator[Line]:
    if way.labels:
        x, y = way.labels
        top = y - LINE * len(labels) / 2
        for number, words in enumerate(labels, start=1):
            yield Line("label", x, top + LINE * number - 4, words)


def _lines(box: Box, area: Area) -> Iterator[Line]:
    x, y = area.x + area.width / 2, area.y + PADDING / 2
    yield Line("title", x, y + LINE - 2, box.title)
    yield Line("name", x, y + 2 * LINE - 3, box.name)
    for number, words in enumerate(box.lines, start=3):
        yield Line("line", x, y + PADDING + LINE * number - 4, words)
