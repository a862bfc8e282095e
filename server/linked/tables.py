"""The route `/data/…`: the tables to whose rows facts are traced, as CSV, in RDF, and as pages."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import Response

from krig.catalog.names import CATALOG, CSVW, LICENCE, VOID
from krig.catalog.tables import Table
from krig.serialisation import serialise
from ontology.namespaces import DATA, DCT, GRAPH, RDF
from server import openapi
from server.asking import own_query, statements
from server.linked.address import CSV, FORMS, Address
from server.linked.asking import Wanted, headers_of, is_held, read_parameters, tag, wanted
from server.linked.links import links
from server.linked.names import NoThingError, near
from server.linked.showing import shown
from server.linked.summaries import summary
from server.negotiation import HTML
from server.service import Service

PATH: Final = "/data/{path:path}"
SUFFIX: Final = ".csv"
OFFERED: Final = (CSV, *(form for form in FORMS if form is not CSV))
"""The forms of a table: itself, where a client does not care."""


class ChangedTableError(Exception):
    """A table is no longer the one of which the graph was made: its rows would lead astray."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(table)


def add_tables(
    app: FastAPI, service: Service, tables: Mapping[str, Table], made_of: Mapping[str, str]
) -> None:
    """Let `app` hand out `tables`, whose SHA-256 must be as `made_of` says where it says any."""

    async def table(request: Request) -> Response:
        asked = request.path_params["path"]
        name, _, extension = asked.partition(SUFFIX)
        found = tables.get(name)
        pairs = read_parameters(request)
        wrong = extension and Address.read(DATA, asked).extension != extension.removeprefix(".")
        if found is None or wrong or SUFFIX not in asked:
            known = tuple(DATA[f"{each}{SUFFIX}"].value for each in tables)
            raise NoThingError(DATA.iri + asked, near(DATA.iri + asked, known, DATA.iri))
        if made_of.get(name, found.digest) != found.digest:
            raise ChangedTableError(found.path.name)
        want = wanted(request, pairs, extension.removeprefix(".") or None, OFFERED)
        return await _told(request, service, found, want)

    openapi.add(
        app,
        PATH,
        table,
        "table",
        summary=summary("table"),
        responses=openapi.documents([*(form.media_types[0] for form in OFFERED), HTML]),
        openapi_extra={
            "parameters": [openapi.path_parameter("path"), *openapi.document_parameters(OFFERED)]
        },
    )


async def _told(request: Request, service: Service, table: Table, want: Wanted) -> Response:
    iri, revision = DATA[table.path.name], service.engine.revision
    path = f"/data/{table.path.name}"
    held = tag(revision, want.media_type, table.digest)
    headers = {**headers_of(held, revision), "Link": links(iri, path)}
    if want.negotiated and want.form is not CSV:
        headers["Content-Location"] = f"{path}.{want.extension}"
    if want.form is None:
        page = await shown(request, "table", revision, table.digest, table=table)
        page.headers.update({"Link": headers["Link"]})
        return page
    if is_held(request, held):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if not isinstance(want.form.engine, RdfFormat):
        media_type = f"{want.media_type}; charset=utf-8; header=present"
        return Response(table.content, headers=headers, media_type=media_type)
    graph = {"graph": GRAPH[table.name]}
    rows = await statements(service.engine, own_query("rows-of-a-table"), graph)
    content = serialise(
        sorted({*rows, *_described(table, iri, rows)}, key=str),
        want.form.engine,
        {"void": VOID.iri, "csvw": CSVW.iri},
    )
    return Response(content, headers=headers, media_type=want.media_type)


def _described(table: Table, iri: NamedNode, rows: list[Triple]) -> Iterator[Triple]:
    """Yield what is told of a table as a whole: its sources are those of its rows."""
    yield Triple(iri, RDF["type"], CSVW["Table"])
    yield Triple(iri, DCT["title"], Literal(table.title.ko, language="ko"))
    yield Triple(iri, DCT["title"], Literal(table.title.en, language="en"))
    yield Triple(iri, DCT["license"], LICENCE)
    yield Triple(iri, VOID["inDataset"], CATALOG[f"graph-{table.name}"])
    for each in rows:
        if each.predicate == DCT["source"]:
            yield Triple(iri, DCT["source"], each.object)
