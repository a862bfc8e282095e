"""The catalogue tells what the release holds, and each file that it names can be had."""

import asyncio
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

import shapes
from krig.catalog.index import Index
from krig.catalog.names import CATALOG, CATALOGUE, DATASET
from krig.release import Release, Releases
from krig.validation import validate
from krig.validation.shapes import read_shapes
from ontology.namespaces import DCAT, DCT, RDF, SPDX
from server.app import create_app
from server.catalog.holdings import Holdings
from server.catalog.making import Dumps, NoDumpsError, UnmadeDumpsError
from server.local import LocalEngine
from server.remote import RemoteEngine
from server.settings import Settings
from tests.listening import GENEROUS, listening


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A place for dumps where there can be none."""
    path = tmp_path / "taken"
    path.write_text("a file, and no folder", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def told(released: httpx.Client) -> list[Quad]:
    response = released.get("/catalog", headers={"Accept": "application/n-triples"})
    assert response.status_code == 200
    return list(parse(response.content, RdfFormat.N_TRIPLES))


def value(told: list[Quad], node: NamedNode, predicate: NamedNode) -> str:
    (found,) = {q.object.value for q in told if (q.subject, q.predicate) == (node, predicate)}
    return str(found)


def test_it_keeps_the_shapes_of_dcat_ap(told: list[Quad]) -> None:
    shape = read_shapes([shapes.PATH / "catalogue" / "dcat-ap.ttl"])
    assert validate(told, shape, engine="fast").conforms


def test_it_tells_of_the_release_that_is_served_and_of_those_before(
    told: list[Quad], two_releases: tuple[Releases, Release, Release]
) -> None:
    _, earlier, later = two_releases
    assert value(told, DATASET, DCAT["version"]) == later.id
    assert value(told, DATASET, DCT["issued"]) == "2026-01-02T00:00:00+00:00"
    assert value(told, DATASET, DCAT["previousVersion"]) == CATALOG[f"release-{earlier.id}"].value


def test_each_file_that_it_names_can_be_had_and_is_as_it_says(
    released: httpx.Client, told: list[Quad]
) -> None:
    files = {q.subject for q in told if (q.predicate, q.object) == (RDF["type"], FILE)}
    assert len(files) > 300
    for node in sorted(files, key=str)[::7]:
        assert isinstance(node, NamedNode)
        address = value(told, node, DCAT["downloadURL"])
        response = released.get(address)
        assert response.status_code == 200
        assert str(len(response.content)) == value(told, node, DCAT["byteSize"])
        (checksum,) = {
            q.object for q in told if (q.subject, q.predicate) == (node, SPDX["checksum"])
        }
        digest = next(
            q.object.value
            for q in told
            if (q.subject, q.predicate) == (checksum, SPDX["checksumValue"])
        )
        assert sha256(response.content).hexdigest() == digest
        media_type = value(told, node, DCAT["mediaType"]).partition("media-types/")[2]
        assert response.headers["content-type"].partition(";")[0] == media_type


FILE = DCAT["Distribution"]


def test_the_whole_graph_that_is_downloaded_is_that_of_the_release(
    released: httpx.Client, two_releases: tuple[Releases, Release, Release]
) -> None:
    _, _, later = two_releases
    dump = set(parse(released.get("/dumps/krig.nq").content, RdfFormat.N_QUADS))
    assert dump == set(later.quads())


def test_a_download_that_broke_off_goes_on(released: httpx.Client) -> None:
    whole = released.get("/dumps/krig.nq")
    rest = released.get(
        "/dumps/krig.nq",
        headers={
            "Range": "bytes=1000-",
            "If-Range": whole.headers["etag"],
            "Accept-Encoding": "identity",
        },
    )
    assert rest.status_code == 206
    assert rest.content == whole.content[1000:]
    again = released.get("/dumps/krig.nq", headers={"If-None-Match": whole.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["nothing.nq", "../index.json", "%2e%2e/index.json", "index.json", "/etc/passwd"]
)
def test_only_dumps_are_handed_out(released: httpx.Client, path: str) -> None:
    assert released.get(f"/dumps/{path}").status_code == 404


def test_the_list_of_dumps_is_the_catalogue(released: httpx.Client) -> None:
    response = released.get("/dumps?lang=en")
    assert (response.status_code, response.headers["location"]) == (303, "/catalog?lang=en")


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        ("/catalog", "*/*", "text/turtle"),
        ("/catalog", "application/ld+json", "application/ld+json"),
        ("/catalog", "text/html", "text/html"),
        ("/catalog.rdf", "*/*", "application/rdf+xml"),
        ("/catalog.html", "*/*", "text/html"),
        ("/.well-known/void", "text/turtle", "text/turtle"),
        ("/.well-known/void", "text/html", "text/html"),
    ],
)
def test_it_is_told_in_the_form_asked_for(
    released: httpx.Client, path: str, accept: str, media_type: str
) -> None:
    response = released.get(path, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert f'<{CATALOGUE.value}>; rel="canonical"' in response.headers["link"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("path", ["/catalog.ttl", "/catalog.html"])
def test_who_has_it_already_is_told_so(released: httpx.Client, path: str) -> None:
    tag = released.get(path).headers["etag"]
    assert released.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_only_releases_before_the_one_that_is_served_are_earlier(
    two_releases: tuple[Releases, Release, Release], tmp_path: Path
) -> None:
    releases, earlier, later = two_releases
    holdings = Holdings(RemoteEngine("http://127.0.0.1:9/sparql", GENEROUS), tmp_path, releases)
    assert holdings.earlier(later.id) == (earlier.id,)
    assert holdings.earlier(earlier.id) == ()
    assert holdings.earlier("r1") == (later.id, earlier.id)
    assert holdings.until(later.id) == holdings.until("r1") == (later, earlier)
    assert holdings.until(earlier.id) == (earlier,)


@pytest.mark.parametrize(("language", "title"), [("ko", "데이터 목록"), ("en", "Data catalogue")])
def test_its_page_has_a_place_for_each_graph_and_module(
    released: httpx.Client, told: list[Quad], language: str, title: str
) -> None:
    page = released.get(f"/catalog.html?lang={language}").text
    assert f"<h1>{title}</h1>" in page
    parts = {
        q.object.value.removeprefix(CATALOG.iri)
        for q in told
        if q.predicate == DCT["hasPart"] and isinstance(q.object, NamedNode)
    }
    assert len(parts) > 60
    assert [part for part in parts if f'id="{part}"' not in page] == []
    titles = {
        q.object.value
        for q in told
        if q.predicate == DCT["title"]
        and isinstance(q.object, Literal)
        and q.object.language == language
        and q.subject == CATALOG["graph-rounds"]
    }
    assert titles
    assert all(each in page for each in titles)


def test_after_a_write_it_tells_of_what_was_written(writer: httpx.Client) -> None:
    graph = "https://w3id.org/krig/graph/notes"
    turtle = {"Content-Type": "text/turtle"}
    written = writer.put(
        "/graphs", params={"graph": graph}, content="<urn:a> <urn:b> 1 .", headers=turtle
    )
    assert written.is_success, written.text
    nt = {"Accept": "application/n-triples"}
    told = list(parse(writer.get("/catalog", headers=nt).content, RdfFormat.N_TRIPLES))
    assert value(told, DATASET, DCAT["version"]) == writer.get("/healthz").json()["revision"]
    notes = CATALOG["graph-notes"]
    titles = {q.object.value for q in told if (q.subject, q.predicate) == (notes, DCT["title"])}
    assert titles == {"notes"}
    dump = writer.get("/dumps/graphs/notes.nq")
    assert [str(quad.object.value) for quad in parse(dump.content, RdfFormat.N_QUADS)] == ["1"]


def test_where_dumps_cannot_be_written_it_is_told_which_setting_to_mend(
    taken: Path, two_releases: tuple[Releases, Release, Release]
) -> None:
    _, _, later = two_releases
    settings = Settings(read=GENEROUS, dumps=taken)
    with listening(create_app(LocalEngine(later, GENEROUS), settings)) as address:
        response = httpx.get(f"{address}/catalog", headers={"Accept-Language": "en"}, timeout=60)
    assert response.status_code == 500
    assert response.json()["type"].endswith("/unmade-dumps")
    assert "KRIG_DUMPS" in response.json()["detail"]


def test_who_goes_away_leaves_the_dumps_to_those_that_come_later(
    tmp_path: Path, two_releases: tuple[Releases, Release, Release]
) -> None:
    _, _, later = two_releases

    async def ask_twice() -> str:
        dumps = Dumps(Holdings(LocalEngine(later, GENEROUS), tmp_path))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(dumps.index(), 0.01)
        (making,) = (each for each in asyncio.all_tasks() if "Dumps._made" in repr(each.get_coro()))
        index = await dumps.index()
        assert making.result() is index
        return index.revision

    assert asyncio.run(ask_twice()) == later.id


@pytest.fixture
def fresh(
    tmp_path: Path, two_releases: tuple[Releases, Release, Release]
) -> Iterator[httpx.Client]:
    """A client of a server for which no dumps have been made."""
    _, _, later = two_releases
    settings = Settings(read=GENEROUS, dumps=tmp_path / "dumps")
    with (
        listening(create_app(LocalEngine(later, GENEROUS), settings)) as address,
        httpx.Client(base_url=address, timeout=120) as client,
    ):
        yield client


@pytest.mark.parametrize(("language", "told"), [("ko", "준비하고"), ("en", "being prepared")])
def test_its_page_does_not_wait_for_dumps_and_comes_again(
    fresh: httpx.Client, language: str, told: str
) -> None:
    html = {"Accept": "text/html"}
    path = f"/catalog?lang={language}"
    page = fresh.get(path, headers=html)
    assert page.status_code == 200
    assert told in page.text
    assert page.headers["cache-control"] == "no-store"
    assert int(page.headers["refresh"]) > 0
    assert "etag" not in page.headers
    assert fresh.get("/catalog").headers["content-type"].startswith("text/turtle")  # it waits
    after = fresh.get(path, headers=html)
    assert told not in after.text
    assert "refresh" not in after.headers
    assert after.headers["etag"]
    files = re.findall(r'href="(/dumps/krig\.[^"]+)" download', page.text)
    assert len(files) > 4
    assert set(files) == set(re.findall(r'href="(/dumps/krig\.[^"]+)" download', after.text))


def test_its_page_tells_once_that_dumps_cannot_be_made_and_has_it_tried_again(
    taken: Path, two_releases: tuple[Releases, Release, Release]
) -> None:
    _, _, later = two_releases

    async def ask() -> str:
        dumps = Dumps(Holdings(LocalEngine(later, GENEROUS), taken))
        with pytest.raises(UnmadeDumpsError):
            await made(dumps)
        taken.unlink()
        return (await made(dumps)).revision

    async def made(dumps: Dumps) -> Index:
        while (index := await dumps.ready()) is None:
            pass
        return index

    assert asyncio.run(ask()) == later.id


def test_a_part_of_a_dump_is_never_compressed(released: httpx.Client) -> None:
    headers = {"Range": "bytes=0-9999", "Accept-Encoding": "gzip, br, zstd"}
    part = released.get("/dumps/krig.ttl", headers=headers)
    assert part.status_code == 206
    assert "content-encoding" not in part.headers
    assert len(part.content) == 10_000


def test_there_are_no_dumps_of_what_another_server_holds(tmp_path: Path) -> None:
    engine = RemoteEngine("http://127.0.0.1:9/sparql", GENEROUS)
    with pytest.raises(NoDumpsError):
        asyncio.run(Dumps(Holdings(engine, tmp_path)).index())
