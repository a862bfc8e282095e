"""Who asks: the key by which clients take turns, have a rate, and stand in the log."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from starlette.types import Scope

HOUSEHOLD: Final = 64
"""How many bits of an IPv6 address tell one client from another: it has the others for itself
(RFC 6177, section 2; RFC 4291, section 2.5.1)."""
UNKNOWN: Final = "unknown"
"""The client of a request that came by a socket of the file system."""


def client_key(scope: Scope) -> str:
    """Return the key of the client: its IPv4 address, or the network of its IPv6 address.

    The address is that of the connection. Where a proxy stands before the server, the server
    must have replaced it by the one that the proxy tells, and must believe that proxy alone.
    """
    host = (scope.get("client") or (UNKNOWN, 0))[0]
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, HOUSEHOLD), strict=False))
    return str(address)
