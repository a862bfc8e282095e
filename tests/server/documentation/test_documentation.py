"""The documentation tells of every term in both languages, and of every version that is kept."""

import re
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from krig.diagram.pictures import pictures
from krig.release import Release, Releases
from ontology.modules import load
from ontology.namespaces import KRIG, OWL
from ontology.vocabulary import vocabulary
from server.app import create_app
from server.local import LocalEngine
from server.settings import Settings
from tests.listening import GENEROUS, Held, listening


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_term_has_an_anchor_its_label_and_its_definition(
    client: httpx.Client, language: str
) -> None:
    page = _plain(client.get(f"/def/?lang={language}", headers={"Accept": "text/html"}).text)
    for term in vocabulary().terms():
        anchor = term.iri.value.removeprefix(KRIG.iri)
        start = page.index(f'<section class="term" id="{anchor}"')
        section = page[start : page.index("</section>", start)]
        told = (term.label, term.definition, term.example)
        for text in (text.ko if language == "ko" else text.en for text in told):
            assert text in section, (anchor, text)


def test_a_link_within_the_page_leads_to_an_anchor(client: httpx.Client) -> None:
    page = client.get("/def/", headers={"Accept": "text/html"}).text
    anchors = set(re.findall(r'id="([^"]+)"', page))
    leading = set(re.findall(r'href="#([^"]+)"', page))
    assert len(leading) > 150
    assert leading - anchors == set()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_diagrams_are_shown_and_can_be_had(client: httpx.Client, language: str) -> None:
    page = client.get(f"/def/?lang={language}", headers={"Accept": "text/html"}).text
    shown = re.findall(r'<img src="([^"]+)"', page)
    assert len(shown) == len([name for name in pictures() if name.endswith(f".{language}.svg")])
    for address in shown:
        response = client.get(address)
        assert response.headers["content-type"] == "image/svg+xml"
        assert response.text.startswith("<svg")
        assert "'unsafe-inline'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/diagrams/nothing.svg", "/diagrams/..%2Fontology.md"])
def test_only_diagrams_are_handed_out(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_who_has_it_already_is_told_so(client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    tag = client.get("/def/", headers=html).headers["etag"]
    again = client.get("/def/", headers=html | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_in_rdf_it_is_all_of_the_ontology(client: httpx.Client, store: Store) -> None:
    for path in ("/def/", "/def/0.1.0"):
        response = client.get(path, headers={"Accept": "application/n-triples"})
        assert len(set(parse(response.content, RdfFormat.N_TRIPLES))) == len(load())


def test_the_place_of_a_term_stands_in_the_page_to_which_it_leads(client: httpx.Client) -> None:
    page = client.get("/def/", headers={"Accept": "text/html"}).text
    for path in ("Firm", "inRegion", "Official", "module/regions", "module/alignments/skos"):
        location = client.get(f"/def/{path}.html").headers["location"]
        assert f'id="{location.partition("#")[2]}"' in page


@pytest.fixture(scope="module")
def versions(
    release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, str]]:
    """A client of a server of the next version of the ontology, beside a release of this one."""
    folder = tmp_path_factory.mktemp("next")
    text = release.dump.read_text(encoding="utf-8")
    ontology = [line for line in text.splitlines(keepends=True) if "/graph/ontology>" in line]
    later = "".join(ontology).replace('"0.1.0"', '"0.2.0"').replace("0.1.0>", "0.2.0>")
    dump = folder / "graph.nq"
    dump.write_text(later, encoding="utf-8")
    settings = Settings(read=GENEROUS, dumps=folder / "dumps")
    engine = LocalEngine(Held("next", dump), GENEROUS)
    app = create_app(engine, settings, releases=Releases(release.path.parent))
    with listening(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client, release.id


def test_an_earlier_version_is_kept_by_the_release_that_holds_it(
    versions: tuple[httpx.Client, str],
) -> None:
    client, release = versions
    html = {"Accept": "text/html", "Accept-Language": "en"}
    current = client.get("/def/", headers=html).text
    assert "0.2.0" in current
    assert f'<a href="/def/0.1.0">0.1.0</a> <small class="code">{release}</small>' in current
    former = client.get("/def/0.1.0", headers=html)
    assert former.status_code == 200
    assert "This is an earlier version" in former.text
    assert "<img" not in former.text
    assert 'id="Firm"' in former.text


def test_an_earlier_version_is_told_in_rdf(versions: tuple[httpx.Client, str]) -> None:
    client, _ = versions
    turtle = {"Accept": "application/n-triples"}
    for path, version in (("/def/0.1.0", "0.1.0"), ("/def/0.2.0", "0.2.0"), ("/def/", "0.2.0")):
        told = set(parse(client.get(path, headers=turtle).content, RdfFormat.N_TRIPLES))
        assert {q.object.value for q in told if q.predicate == OWL["versionInfo"]} == {version}
        assert len(told) == len(load())


@pytest.mark.parametrize("path", ["/def/9.9.9", "/def/module/regions/9.9.9"])
def test_a_version_that_nobody_keeps_is_not_known(client: httpx.Client, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        assert client.get(path, headers={"Accept": accept}).status_code == 404


def test_the_vocabulary_that_is_read_from_the_graph_is_that_of_the_files(store: Store) -> None:
    quads: list[Quad] = [q for q in store if q.graph_name.value.endswith("/graph/ontology")]
    assert vocabulary(quads) == vocabulary()


def _plain(page: str) -> str:
    """The page without what HTML writes otherwise."""
    for written, meant in (("&#39;", "'"), ("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">")):
        page = page.replace(written, meant)
    return page.replace("&amp;", "&")
