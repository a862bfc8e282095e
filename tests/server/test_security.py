"""What keeps a browser from doing with an answer what it should not."""

import httpx
import pytest

from server.pages.render import POLICY

PATHS = ["/", "/sparql", "/sparql?query=ASK%7B%7D", "/queries", "/healthz", "/nowhere"]


@pytest.mark.parametrize("path", [*PATHS, "/openapi.json", "/static/nothing.js"])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_answer_has_the_headers(client: httpx.Client, path: str, accept: str) -> None:
    headers = client.get(path, headers={"Accept": accept}).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_page_may_load_from_its_own_server_only() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["connect-src"] == "'self'"
    assert {source for rule in rules.values() for source in rule.split()} <= {
        "'none'",
        "'self'",
        "data:",
    }


@pytest.mark.parametrize("path", ["/", "/map?embed=true", "/sparql?query=ASK%7B%7D"])
def test_what_a_page_may_do_does_not_change_when_it_has_not(
    client: httpx.Client, path: str
) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    policy = first.headers["content-security-policy"]
    assert again.headers.get("content-security-policy", policy) == policy


def test_any_site_may_read(client: httpx.Client) -> None:
    headers = {"Origin": "https://example.org", "Accept": "text/csv"}
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert response.headers["access-control-allow-origin"] == "*"
    assert "ETag" in response.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in response.headers


def test_a_site_may_post_a_query_after_asking(client: httpx.Client) -> None:
    response = client.options(
        "/sparql",
        headers={
            "Origin": "https://example.org",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type",
        },
    )
    assert response.status_code == 200
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "PUT" not in response.headers["access-control-allow-methods"]


def test_a_file_outside_the_static_folder_is_not_given(client: httpx.Client) -> None:
    for path in ("/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"):
        assert client.get(path).status_code == 404
