"""Others may show a picture of ours in a frame, and nothing else."""

import re
from html import unescape
from xml.etree import ElementTree as ET

import httpx
import pytest

from server.feeds.oembed import PICTURES


@pytest.mark.parametrize("path", PICTURES)
def test_a_picture_is_told_with_a_frame_that_may_be_shown(client: httpx.Client, path: str) -> None:
    base = str(client.base_url).rstrip("/")
    asked = {"url": f"{base}{path}?lang=en", "lang": "en"}
    answer = client.get("/oembed", params=asked).json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    (source,) = re.findall(r'<iframe src="([^"]+)"', answer["html"])
    assert f'width="{answer["width"]}"' in answer["html"]
    frame = client.get(unescape(source), headers={"Accept": "text/html"})
    assert frame.status_code == 200
    assert "frame-ancestors *" in frame.headers["content-security-policy"]
    closed = client.get(path, headers={"Accept": "text/html"})
    assert "frame-ancestors 'none'" in closed.headers["content-security-policy"]


def test_it_is_no_larger_than_asked_for(client: httpx.Client) -> None:
    base = str(client.base_url).rstrip("/")
    asked = {"url": f"{base}/map", "maxwidth": "300", "maxheight": "200"}
    answer = client.get("/oembed", params=asked).json()
    assert (answer["width"], answer["height"]) == (300, 200)
    wide = client.get("/oembed", params={"url": f"{base}/map", "maxwidth": "99999"}).json()
    assert wide["width"] == PICTURES["/map"].width


def test_it_is_told_in_xml(client: httpx.Client) -> None:
    base = str(client.base_url).rstrip("/")
    response = client.get("/oembed", params={"url": f"{base}/map", "format": "xml"})
    assert response.headers["content-type"].startswith("text/xml")
    assert ET.fromstring(response.content).findtext("type") == "rich"


@pytest.mark.parametrize("path", ["/", "/id/province/busan", "/mapping", ""])
def test_no_other_page_is_embedded(client: httpx.Client, path: str) -> None:
    base = str(client.base_url).rstrip("/")
    response = client.get("/oembed", params={"url": f"{base}{path}"})
    assert response.status_code == 404
    assert response.json()["type"].endswith("/not-embeddable")


def test_no_page_of_another_site_is_embedded(client: httpx.Client) -> None:
    for address in ("https://example.org/map", "http://127.0.0.1.example.org/map"):
        assert client.get("/oembed", params={"url": address}).status_code == 404


def test_all_that_is_wrong_with_a_request_is_told(client: httpx.Client) -> None:
    response = client.get("/oembed", params={"format": "yaml", "maxwidth": "0", "extra": "1"})
    assert response.status_code == 400
    told = {each["parameter"] for each in response.json()["errors"]}
    assert told == {"url", "format", "maxwidth", "extra"}
