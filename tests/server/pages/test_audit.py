"""The audit: stated beside counted, both where they differ, and the sentence where it is had."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.namespaces import ID, KRIG, RDF
from server.settings import Settings
from tests.listening import GENEROUS, answering

DOCUMENT = ID["source/156561396"]
FIGURE = ID["figure/156561396/core-industries"]
TEXT = "첫 문장이다. <b>주축산업</b>은 41개이다. 끝 문장이다."


@pytest.fixture(scope="module")
def page(client: httpx.Client) -> str:
    return client.get("/audit", headers={"Accept": "text/html"}).text


@pytest.fixture
def with_text(store: Store, tmp_path: Path) -> Iterator[httpx.Client]:
    """A server whose folder holds a text of this test's own, which the graph then cites."""
    changed = Store()
    changed.bulk_extend(store)
    digest = Literal(sha256(TEXT.encode()).hexdigest())
    replace(changed, DOCUMENT, KRIG["sha256"], digest)
    (position,) = (each.object for each in store.quads_for_pattern(FIGURE, KRIG["statedAt"], None))
    assert isinstance(position, NamedNode)
    start = TEXT.index("41")
    for name, number in (("start", start), ("end", start + 2)):
        replace(changed, position, NamedNode(f"http://www.w3.org/ns/oa#{name}"), Literal(number))
    (tmp_path / "release.txt").write_bytes(TEXT.encode())
    settings = Settings(read=GENEROUS, sources=tmp_path)
    with (
        answering(changed, "with-text", settings) as address,
        httpx.Client(base_url=address, headers={"Accept": "text/html"}, timeout=30) as client,
    ):
        yield client


def replace(store: Store, subject: NamedNode, predicate: NamedNode, value: Literal) -> None:
    (former,) = store.quads_for_pattern(subject, predicate, None)
    store.remove(former)
    store.add(Quad(subject, predicate, value, former.graph_name))


def test_every_stated_figure_is_told_with_its_document(store: Store, page: str) -> None:
    figures = list(store.quads_for_pattern(None, RDF["type"], KRIG["StatedFigure"]))
    assert figures
    for each in {each.subject for each in figures}:
        assert isinstance(each, NamedNode)
        assert f'href="/id/{each.value.removeprefix(ID.iri)}"' in page
    assert page.count("번째 글자") == len({each.subject for each in figures})


def test_what_differs_stands_beside_what_is_counted(page: str) -> None:
    differing = page[page.index('id="differing"') : page.index('id="contradictions"')]
    assert "주축산업 51개 (156600151)" in differing
    assert 'href="/queries/count-core-industries-2023"' in differing
    assert "41개</a>" in differing
    assert differing.count('<span class="verdict differs">') == 3


def test_contradictions_tell_all_their_statements(page: str) -> None:
    told = page[page.index('id="contradictions"') : page.index('id="agreeing"')]
    assert "주축산업은 41개인가 51개인가" in told
    assert told.count('href="/id/figure/') >= 6


def test_without_texts_the_characters_are_told_and_no_sentence(page: str) -> None:
    assert "910–912번째 글자" in page
    assert "<blockquote" not in page
    assert "KRIG_SOURCES" in page


def test_the_sentence_is_shown_with_the_figure_where_the_text_is_there(
    with_text: httpx.Client,
) -> None:
    page = with_text.get("/audit").text
    assert page.count("<blockquote") == 1
    assert "은 <mark>41</mark>개이다.</blockquote>" in page
    assert "첫 문장" not in page


def test_a_text_is_shown_as_text_and_never_as_markup(with_text: httpx.Client) -> None:
    assert "&lt;b&gt;주축산업&lt;/b&gt;은 <mark>" in with_text.get("/audit").text


def test_another_text_of_the_same_name_is_not_taken_for_the_document(
    with_text: httpx.Client, store: Store, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "release.txt").write_bytes(TEXT.replace("41", "51").encode())
    with answering(store, "another", Settings(read=GENEROUS, sources=other)) as address:
        assert "<blockquote" not in httpx.get(f"{address}/audit", timeout=30).text


def test_the_table_is_offered_as_csv_with_all_figures(client: httpx.Client, page: str) -> None:
    address = "/queries/stated-and-counted-figures?format=csv"
    assert f'href="{address}"' in page
    lines = client.get(address).text.splitlines()
    assert len(lines) - 1 == page.count("번째 글자")
