"""Which hosts may be called, and which addresses nobody may be called at unless it is named."""

import re
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final, Self

from yarl import URL

SCHEMES: Final = {"http": 80, "https": 443}
"""The schemes of what may be called, with their ports."""
TRANSLATED: Final = ip_network("64:ff9b::/96")
"""IPv6 addresses that lead to the IPv4 address in their last bits (RFC 6052, section 2.1)."""

LISTED: Final = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:*\[\]]+)(?::[0-9]{1,5})?")
"""How a host is listed: a name, an IPv4 address or an IPv6 address in brackets; and a port."""

Place = tuple[str, int | None]
"""A host and a port; without one, the port of the scheme."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """Hosts that may be called, each at a port or at those of its scheme."""

    places: frozenset[Place]

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the hosts that `text` lists, with commas between: `a.org, b.org:8080, [::1]:80`.

        Raises:
            ValueError: something in it is no host.

        """
        listed = (each.strip() for each in text.split(","))
        return cls(frozenset(_place(each) for each in listed if each))

    def __bool__(self) -> bool:
        """Tell whether any host may be called."""
        return bool(self.places)

    def admit(self, url: URL) -> bool:
        """Tell whether `url` is an address of HTTP at one of the hosts, and holds no password."""
        if url.scheme not in SCHEMES or url.raw_host is None or url.raw_user is not None:
            return False
        port = None if url.port == SCHEMES[url.scheme] else url.port
        return bool(self.places & {(url.raw_host, port), (url.raw_host, url.port)})

    def admit_address(self, address: str, port: int) -> bool:
        """Tell whether a name may lead to `address`: to a public one, or to one that is named."""
        named = (
            {(address, port), (address, None)} if port in SCHEMES.values() else {(address, port)}
        )
        return is_public(address) or bool(self.places & named)


def is_public(address: str) -> bool:
    """Tell whether anybody in the Internet would reach the same machine at `address`.

    An IPv6 address that leads to an IPv4 one is as public as that.
    """
    found = ip_address(address.partition("%")[0])
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address to which `address` leads, if it does."""
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo is not None else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _place(listed: str) -> Place:
    """Return the host that `listed` names, as addresses name it.

    Raises:
        ValueError: it is none.

    """
    with suppress(ValueError):
        url = URL(f"http://{listed}") if LISTED.fullmatch(listed) else None
        if url is not None and url.raw_host is not None:
            return url.raw_host, url.explicit_port
    raise ValueError(f"{listed}: a host is expected, such as example.org or 10.0.0.7:7878")
