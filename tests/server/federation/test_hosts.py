"""Which hosts may be called, and at which addresses."""

import pytest
from yarl import URL

from server.federation.hosts import Hosts, is_public

LISTED = Hosts.read(
    "query.example.org, other.example.org:8080,, [::1]:7878, 10.0.0.7, 한국.example"
)


@pytest.mark.parametrize(
    "address",
    [
        "https://query.example.org/sparql",
        "http://QUERY.example.org:80/sparql",
        "http://other.example.org:8080/",
        "http://[::1]:7878/query",
        "http://10.0.0.7/",
        "https://10.0.0.7:443/",
        "https://한국.example/",
        "https://xn--3e0b707e.example/",
    ],
)
def test_a_host_that_is_listed_may_be_called(address: str) -> None:
    assert LISTED.admit(URL(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://query.example.org:8080/",
        "http://other.example.org/",
        "http://evil.query.example.org/",
        "http://query.example.org.evil.com/",
        "http://query.example.org@evil.com/",
        "http://user:password@query.example.org/",
        "http://evil.com/query.example.org",
        "http://evil.com#query.example.org",
        "ftp://query.example.org/",
        "file:///etc/passwd",
        "query.example.org",
        "http://[::1]/",
        "http://167772167/",
    ],
)
def test_any_other_may_not(address: str) -> None:
    assert not LISTED.admit(URL(address))


def test_nobody_is_called_where_nobody_is_listed() -> None:
    assert not Hosts.read(" , ")
    assert not Hosts.read("").admit(URL("http://query.example.org/"))


@pytest.mark.parametrize(
    "listed", ["http://a.org", "a.org/x", "*.a.org", "u@a.org", "a b", ":80", "a.org:99999", "[::1"]
)
def test_what_is_no_host_is_refused(listed: str) -> None:
    with pytest.raises(ValueError, match="a host is expected"):
        Hosts.read(listed)


PRIVATE = [
    *("127.0.0.1", "127.8.9.10", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("0.0.0.1", "100.64.0.1", "198.18.0.1", "192.0.2.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
    *("255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1"),
    *("ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1"),
    *("64:ff9b::a9fe:a9fe", "2001:db8::1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_may_not_lead_to_an_address_within_a_network(address: str) -> None:
    assert not is_public(address)
    assert not LISTED.admit_address(address, 443)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "185.15.59.224", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"],
)
def test_a_name_may_lead_to_a_public_address(address: str) -> None:
    assert is_public(address)
    assert LISTED.admit_address(address, 8080)


def test_an_address_that_is_listed_may_be_led_to_at_its_port() -> None:
    assert LISTED.admit_address("::1", 7878)
    assert not LISTED.admit_address("::1", 80)
    assert LISTED.admit_address("10.0.0.7", 80)
    assert not LISTED.admit_address("10.0.0.7", 8080)
