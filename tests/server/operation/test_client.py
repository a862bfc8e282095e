"""Clients are told apart by what they cannot change at will."""

import pytest

from server.operation.client import client_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("no address", "unknown"),
    ],
)
def test_a_client_is_an_ipv4_address_or_the_network_of_an_ipv6_one(address: str, key: str) -> None:
    assert client_key({"type": "http", "client": (address, 5)}) == key


def test_a_client_of_a_socket_in_the_file_system_has_no_address() -> None:
    assert client_key({"type": "http", "client": None}) == "unknown"


def test_what_a_client_says_of_itself_does_not_count() -> None:
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"forwarded", b"for=203.0.113.9")]
    scope = {"type": "http", "client": ("192.0.2.7", 5), "headers": headers}
    assert client_key(scope) == "192.0.2.7"
