"""The feed tells of each release and of what it changed."""

from xml.etree import ElementTree as ET

import httpx
import pytest

from krig.release import Release, Releases
from server.feeds.changes import Changes

ATOM = "{http://www.w3.org/2005/Atom}"
TWO = tuple[Releases, Release, Release]


@pytest.fixture(scope="module")
def feed(released: httpx.Client) -> ET.Element:
    response = released.get("/releases.atom?lang=en")
    assert response.headers["content-type"] == "application/atom+xml"
    return ET.fromstring(response.content)


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_it_has_what_a_feed_must_have(feed: ET.Element, two_releases: TWO) -> None:
    assert feed.tag == f"{ATOM}feed"
    assert text(feed, "id") == "https://w3id.org/krig/catalog#releases"
    assert text(feed, "title") == "Releases of the Korea Regional Industry Graph"
    assert text(feed, "updated") == "2026-01-02T00:00:00+00:00"
    assert {each.get("rel") for each in feed.iterfind(f"{ATOM}link")} == {"alternate", "self"}
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "krig"


def test_each_release_is_an_entry_the_newest_first(feed: ET.Element, two_releases: TWO) -> None:
    _, earlier, later = two_releases
    entries = feed.findall(f"{ATOM}entry")
    assert [text(each, "title") for each in entries] == [
        f"Release {later.id}",
        f"Release {earlier.id}",
    ]
    for entry, release in zip(entries, (later, earlier), strict=True):
        assert text(entry, "id") == f"https://w3id.org/krig/catalog#release-{release.id}"
        assert text(entry, "updated") == release.manifest.created.isoformat()


def test_an_entry_tells_what_changed(feed: ET.Element, two_releases: TWO) -> None:
    _, earlier, _ = two_releases
    first, second = (text(each, "summary") for each in feed.findall(f"{ATOM}entry"))
    assert f"Compared with {earlier.id}:" in first
    assert "1 changed: " in first
    assert "no release before it" in second


def test_it_is_in_the_language_asked_for(released: httpx.Client) -> None:
    response = released.get("/releases.atom", headers={"Accept-Language": "ko"})
    assert response.headers["content-language"] == "ko"
    assert "바뀐 것 1" in response.text


def test_who_has_it_already_is_told_so(released: httpx.Client) -> None:
    tag = released.get("/releases.atom").headers["etag"]
    again = released.get("/releases.atom", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_what_a_release_changed_is_found_out_once(two_releases: TWO) -> None:
    _, earlier, later = two_releases
    changes = Changes()
    first, second = changes.of((later, earlier))
    assert (first.before, second.before) == (earlier.id, "")
    assert first.numbers == {"changed": 1}
    assert (first.come, first.gone) == (1, 1)
    again, _ = changes.of((later, earlier))
    assert again is first
