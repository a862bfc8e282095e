"""The type of a problem is an address at which it is told what that means."""

import httpx
import pytest

from server.problems import STATUS, TYPES


@pytest.mark.parametrize("kind", STATUS)
def test_a_type_is_told_in_both_languages(client: httpx.Client, kind: str) -> None:
    told = client.get(f"/problem/{kind}").json()
    assert told["type"] == TYPES + kind
    assert told["status"] == STATUS[kind].value  # type: ignore[index]
    assert told["title"]["ko"]
    assert told["title"]["en"]


def test_a_problem_points_to_its_type(client: httpx.Client) -> None:
    problem = client.get("/id/province/nowhere").json()
    path = problem["type"].removeprefix("https://w3id.org/krig")
    page = client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert page.status_code == 200
    assert "Nothing is known of this" in page.text


def test_there_is_no_type_of_another_name(client: httpx.Client) -> None:
    assert client.get("/problem/nothing").status_code == 404
