"""The rows to which facts are traced can be gone to: as a file, in RDF, and on a page."""

import asyncio
import csv
import io
from hashlib import sha256

import httpx
import pytest
from fastapi import FastAPI
from pyoxigraph import RdfFormat, Store, parse

import data
from krig.catalog.tables import tables
from ontology.namespaces import DATA, PROV
from server.failures import tell_failures
from server.linked.tables import add_tables
from server.local import LocalEngine
from server.service import Service
from server.settings import Settings
from tests.listening import GENEROUS, Held

PATH = "/data/rounds.csv"


def test_a_table_is_the_file_of_the_data_package(client: httpx.Client) -> None:
    for accept in ("*/*", "text/csv"):
        response = client.get(PATH, headers={"Accept": accept})
        assert response.content == (data.PATH / "rounds.csv").read_bytes()
        assert response.headers["content-type"].startswith("text/csv")


def test_in_rdf_it_leads_from_rows_to_what_they_make(client: httpx.Client, store: Store) -> None:
    told = {q.triple for q in parse(client.get(f"{PATH}.nt").content, RdfFormat.N_TRIPLES)}
    rows = {
        quad.triple
        for quad in store.quads_for_pattern(None, PROV["wasDerivedFrom"], None, None)
        if str(quad.object).startswith(f"<{DATA['rounds.csv'].value}#")
    }
    assert rows
    assert rows <= told


def test_a_row_that_the_graph_cites_has_an_anchor_on_the_page(
    client: httpx.Client, store: Store
) -> None:
    cited = {
        quad.object.value.partition("#")[2]
        for quad in store.quads_for_pattern(None, PROV["wasDerivedFrom"], None, None)
        if str(quad.object).startswith(f"<{DATA['industries.csv'].value}#")
    }
    assert len(cited) == 108
    page = client.get("/data/industries.csv.html?lang=en").text
    assert [row for row in cited if f'id="{row}"' not in page] == []


def test_the_row_of_a_number_is_the_one_that_was_read(client: httpx.Client, store: Store) -> None:
    """The number stands beside the thing that the loader made of that row."""
    for name, table in tables().items():
        text = client.get(f"/data/{name}.csv").text
        numbered = dict(enumerate(csv.reader(io.StringIO(text)), start=1))
        assert numbered == dict(table.rows())
        for quad in store.quads_for_pattern(None, PROV["wasDerivedFrom"], None, None):
            row = quad.object.value
            if row.startswith(f"{DATA[f'{name}.csv'].value}#row=") and "id" in numbered[1]:
                cells = dict(zip(numbered[1], numbered[int(row.rpartition("=")[2])], strict=True))
                assert quad.subject.value.endswith(cells["id"]) or cells["id"]


@pytest.mark.parametrize("path", ["/data/nothing.csv", "/data/rounds", "/data/../pyproject.toml"])
def test_what_is_no_table_is_not_handed_out(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404


def test_a_table_that_has_changed_since_the_release_is_refused(store: Store) -> None:
    engine = LocalEngine(Held("r", data.PATH), GENEROUS)
    app = FastAPI()
    service = Service(engine, Settings(), {})
    known = tables()
    digests = {name: table.digest for name, table in known.items()} | {
        "rounds": sha256(b"another").hexdigest()
    }
    add_tables(app, service, known, digests)
    tell_failures(app)
    transport = httpx.ASGITransport(app)

    async def asked(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://krig") as client:
            return await client.get(path, headers={"Accept-Language": "en"})

    refused = asyncio.run(asked(PATH))
    assert refused.status_code == 404
    assert "krig build" in refused.json()["detail"]
    assert asyncio.run(asked("/data/regions.csv")).status_code == 200
