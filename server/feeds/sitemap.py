"""The sitemap: every page, with its other language; an index of sitemaps where there are many.

Source: the Sitemaps protocol 0.9, https://www.sitemaps.org/protocol.html.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from server.language import LANGUAGES

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML: Final = "http://www.w3.org/1999/xhtml"
LARGEST: Final = 50_000
"""How many addresses a sitemap may have, by the protocol."""

register_namespace("", SITEMAP)
register_namespace("xhtml", XHTML)


def sitemap(paths: Iterable[str], base: str, changed: date) -> bytes:
    """Return the sitemap of `paths` below the address `base`, which last changed on that day."""
    root = Element(f"{{{SITEMAP}}}urlset")
    for path in paths:
        page = SubElement(root, f"{{{SITEMAP}}}url")
        SubElement(page, f"{{{SITEMAP}}}loc").text = base + path
        SubElement(page, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
        for language in LANGUAGES:
            address = f"{base}{path}?lang={language}"
            other = {"rel": "alternate", "hreflang": language, "href": address}
            SubElement(page, f"{{{XHTML}}}link", other)
    return _written(root)


def index(number: int, base: str, changed: date) -> bytes:
    """Return the index of that `number` of sitemaps."""
    root = Element(f"{{{SITEMAP}}}sitemapindex")
    for each in range(1, number + 1):
        entry = SubElement(root, f"{{{SITEMAP}}}sitemap")
        SubElement(entry, f"{{{SITEMAP}}}loc").text = f"{base}/sitemaps/{each}.xml"
        SubElement(entry, f"{{{SITEMAP}}}lastmod").text = changed.isoformat()
    return _written(root)


def split(paths: tuple[str, ...], largest: int = LARGEST) -> Iterator[tuple[str, ...]]:
    """Yield `paths` in as many parts as there must be sitemaps."""
    for start in range(0, len(paths), largest):
        yield paths[start : start + largest]


def _written(root: Element) -> bytes:
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content
