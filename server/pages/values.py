"""How numbers, dates and lengths are written on a page."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from pyoxigraph import NamedNode

from ontology.namespaces import compact
from server.pages.links import link_to


def number(value: Decimal | int) -> str:
    """Return a number with its thousands set apart, and without zeros that say nothing."""
    text = f"{Decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def host(address: str) -> str:
    """Return the host of an address, by which people know a site."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


def slug(address: str) -> str:
    """Return the name by which forms and parameters know the thing at `address`."""
    return address.removeprefix("/id/")


def name(iri: str) -> str:
    """Return an IRI by its prefix, as `krig:Firm`."""
    return compact(NamedNode(iri))


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "number": number,
    "host": host,
    "local": link_to,
    "compact": name,
    "slug": slug,
    "fields": asdict,
}
"""What templates may call."""
