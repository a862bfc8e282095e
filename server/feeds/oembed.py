"""oEmbed: how the map, the reform and the collaboration are shown in pages of others.

Source: oEmbed 1.0, https://oembed.com/.
"""

from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from server.texts import Language, in_language

EMBED: Final = "embed"
"""The parameter by which a page shows its picture alone, and may stand in a frame."""
AGE: Final = 86_400
"""After how many seconds others ask again."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page that may be embedded, and how large its picture is meant to be."""

    name: str
    """The name of the text that tells what it shows."""
    width: int
    height: int


PICTURES: Final = {
    "/map": Picture("picture.map", 720, 640),
    "/reform": Picture("picture.reform", 960, 900),
    "/collaboration": Picture("picture.collaborations", 800, 640),
}
"""The pages that may be embedded, by their paths."""


class NotEmbeddableError(Exception):
    """An address is that of no page that may be embedded."""


def picture_at(address: str, base: str) -> tuple[str, Picture]:
    """Return the picture at an address of the server at `base`, and its path.

    Raises:
        NotEmbeddableError: there is none.

    """
    path = address.partition("?")[0].partition("#")[0].removeprefix(base)
    if not address.startswith(base) or path not in PICTURES:
        raise NotEmbeddableError(address)
    return path, PICTURES[path]


def told(
    address: str, base: str, language: Language, most_width: int = 0, most_height: int = 0
) -> dict[str, Any]:
    """Return the answer for `address`: a frame no larger than `most_width` by `most_height`.

    Zero stands for any size.

    Raises:
        NotEmbeddableError: no page that may be embedded is there.

    """
    path, picture = picture_at(address, base)
    say = in_language("feeds", language)
    width = min(picture.width, most_width or picture.width)
    height = min(picture.height, most_height or picture.height)
    query = urlencode({EMBED: "true", "lang": language})
    frame = (
        f'<iframe src="{escape(f"{base}{path}?{query}")}" width="{width}" height="{height}" '
        f'title="{escape(say[picture.name])}" loading="lazy" style="border:0"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": say[picture.name],
        "provider_name": say["provider"],
        "provider_url": f"{base}/",
        "cache_age": AGE,
        "html": frame,
        "width": width,
        "height": height,
    }


def in_xml(answer: dict[str, Any]) -> bytes:
    """Return an answer in XML."""
    root = Element("oembed")
    for name, value in answer.items():
        SubElement(root, name).text = str(value)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content
