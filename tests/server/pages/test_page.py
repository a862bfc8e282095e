"""A page: one question, two at most, a tag of its revision, and nothing asked twice."""

from time import perf_counter

import pytest

from server.pages.navigation import NAVIGATION
from server.pages.page import QUERIES, question
from server.sparql.outline import outline
from tests.server.pages.conftest import REVISION, Counted

ASKING = {"/sparql": "a form", "/queries": "a list of files"}
"""Pages that ask nothing of the graph."""
PATHS = [path for path, _ in NAVIGATION]
NEVER_BEFORE = "en, ia;q=0.1"
"""Languages for which no other test asks, so that no page is given again."""
FASTEST = 0.003
"""How many seconds a page takes at most that was given before."""


@pytest.mark.parametrize("path", PATHS)
def test_a_page_asks_at_most_two_queries(counted: Counted, path: str) -> None:
    response, queries = counted.get(f"{path}?lang=en", NEVER_BEFORE)
    assert response.status_code == 200
    assert queries <= 2
    assert queries or path in ASKING


@pytest.mark.parametrize("path", ["/", "/regions", "/firms?page=2", "/id/zone/busan/blockchain"])
def test_a_page_is_tagged_with_its_revision_and_revalidated(counted: Counted, path: str) -> None:
    response, _ = counted.get(path)
    tag = response.headers["etag"]
    assert tag.startswith(f'W/"{REVISION}.')
    assert response.headers["krig-revision"] == REVISION
    again = counted.client.get(path, headers={"Accept": "text/html", "If-None-Match": tag})
    assert again.status_code == 304
    other = counted.client.get(
        path, headers={"Accept": "text/html", "Accept-Language": "en", "If-None-Match": tag}
    )
    assert other.status_code == 200
    assert other.headers["etag"] != tag


@pytest.mark.parametrize("path", ["/", "/industries", "/id/province/daegu", "/id/source/156552976"])
def test_a_page_that_was_given_is_given_again_at_once(counted: Counted, path: str) -> None:
    first, _ = counted.get(path)
    took = []
    for _ in range(20):
        began = perf_counter()
        again, queries = counted.get(path)
        took.append(perf_counter() - began)
        assert queries == 0
        assert again.content == first.content
    assert min(took) < FASTEST


@pytest.mark.parametrize("path", ["/regions?colour=red", "/firms?page=0", "/firms?page=x&regoin=1"])
def test_what_no_page_knows_is_told_with_everything_that_is_wrong(
    counted: Counted, path: str
) -> None:
    response, queries = counted.get(path, "en")
    assert response.status_code == 400
    assert queries == 0
    for name in path.partition("?")[2].split("&"):
        assert name.partition("=")[0] in response.text


@pytest.mark.parametrize("name", sorted(file.stem for file in QUERIES.glob("*.rq")))
def test_every_question_of_the_pages_is_a_query_that_says_what_it_is(name: str) -> None:
    text = question(name)
    assert text.startswith("# ")
    assert outline(text).form in {"select", "construct"}
