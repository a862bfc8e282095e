"""Adds the routes of linked data to the application."""

from fastapi import FastAPI
from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from krig.catalog.tables import tables
from server.catalog.holdings import Holdings
from server.catalog.routes import add_catalog
from server.documentation.ontologies import Ontologies
from server.documentation.routes import add_documentation
from server.feeds.changes import Changes
from server.feeds.routes import add_feeds
from server.linked.graphs import add_graphs
from server.linked.names import Names
from server.linked.problem_types import add_problem_types
from server.linked.resources import add_resources
from server.linked.tables import add_tables
from server.pages.things import thing_page
from server.service import Service


def add_linked_data(app: FastAPI, service: Service, holdings: Holdings, changes: Changes) -> None:
    """Let `app` tell of things, terms, graphs and tables, and of all that it holds together."""
    names = Names(service.engine)

    async def page(service: Service, request: Request, iri: NamedNode) -> Response:
        if iri.value not in await names.known():
            raise await names.missing(iri.value)
        return await thing_page(service, request, iri)

    terms = add_documentation(app, service, Ontologies(service, holdings), names)
    add_resources(app, service, names, page, terms)
    add_graphs(app, service)
    add_problem_types(app)
    add_tables(app, service, tables(), holdings.made_of())
    add_catalog(app, service, holdings)
    add_feeds(app, service, holdings, changes, names)
