"""Pictures in frames of others: the picture alone, and only when it is asked for."""

import httpx
import pytest

HTML = {"Accept": "text/html"}
PICTURES = ["/map", "/reform", "/collaboration"]


@pytest.mark.parametrize("path", PICTURES)
def test_only_the_picture_alone_may_stand_in_a_frame(client: httpx.Client, path: str) -> None:
    page = client.get(path, headers=HTML)
    framed = client.get(f"{path}?embed=true", headers=HTML)
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert framed.headers["content-security-policy"].endswith("frame-ancestors *")
    for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'"):
        assert part in framed.headers["content-security-policy"]
    assert '<header class="top">' in page.text
    assert '<header class="top">' not in framed.text
    assert "data" in framed.text


@pytest.mark.parametrize("path", PICTURES)
def test_a_frame_leads_to_the_whole_page_outside_of_it(client: httpx.Client, path: str) -> None:
    framed = client.get(f"{path}?embed=true&lang=en", headers=HTML).text
    assert '<base target="_blank">' in framed
    assert f'<a href="{path}?lang=en" rel="noopener">See the whole page</a>' in framed


@pytest.mark.parametrize("path", PICTURES)
def test_the_page_tells_how_it_is_shown_elsewhere(client: httpx.Client, path: str) -> None:
    page = client.get(path, headers=HTML).text
    assert f"&lt;iframe src=&#34;{client.base_url}{path}?embed=true" in page or (
        f'&lt;iframe src="{str(client.base_url).rstrip("/")}{path}?embed=true"' in page
    )


@pytest.mark.parametrize("path", ["/coverage", "/queries"])
def test_other_pages_cannot_be_framed(client: httpx.Client, path: str) -> None:
    answer = client.get(f"{path}?embed=true", headers=HTML)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
