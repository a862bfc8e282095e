"""The pages that stand at an address of their own; those of things stand where the things do."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from fastapi import FastAPI

from server import openapi
from server.feeds.latest import Latest
from server.pages import (
    about,
    all_regions,
    audit,
    downloads,
    firms,
    home,
    industries,
    sources,
    technologies,
    time,
)
from server.pages.pictures import add_pictures
from server.pages.placing import add_page, nothing
from server.service import Service
from server.texts import texts


def add_pages(app: FastAPI, service: Service, latest: Latest) -> None:
    """Let `app` show the pages; the first tells what the `latest` release changed."""
    add_page(app, service, "/", home.page(latest), nothing)
    add_page(app, service, "/regions", all_regions.PAGE, nothing)
    add_page(app, service, "/technologies", technologies.PAGE, nothing)
    add_page(app, service, "/about", about.PAGE, nothing)
    add_page(app, service, "/downloads", downloads.PAGE, partial(downloads.read, service))
    _add_lists(app, service)
    add_pictures(app, service)
    add_page(app, service, "/audit", audit.page(service.settings.sources), nothing)
    add_page(app, service, "/time", time.PAGE, nothing)


def _add_lists(app: FastAPI, service: Service) -> None:
    """Let `app` show the lists that can be narrowed down."""

    def told(page: str, names: Iterable[str]) -> Iterable[Mapping[str, Any]]:
        said = texts(f"pages/{page}")
        return [
            openapi.part(name, firms.LAST, said[f"parameter.{name}"])
            if name == "page"
            else openapi.free(name, "string", said[f"parameter.{name}"])
            for name in names
        ]

    add_page(
        app,
        service,
        industries.PATH,
        industries.PAGE,
        industries.read,
        told=told("industries", industries.PARAMETERS),
    )
    add_page(
        app,
        service,
        firms.PATH,
        firms.PAGE,
        firms.read,
        told=told("firms", firms.PARAMETERS),
    )
    add_page(
        app,
        service,
        sources.PATH,
        sources.PAGE,
        sources.read,
        told=told("sources", ("kind",)),
    )
