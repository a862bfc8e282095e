"""The page of what can be downloaded and asked by programs, and under which terms."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from krig.catalog.names import LICENCE
from server.description import graph_sizes
from server.engine import Engine
from server.pages.page import Bindings, Page
from server.pages.placing import parameters
from server.service import Service
from server.texts import Language

Sizes = dict[str | None, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the server stands, as the client knows it, and how many questions it has saved."""

    address: str
    questions: int


@dataclass(frozen=True, slots=True)
class Downloads:
    """What the page shows."""

    triples: int
    graphs: int
    questions: int
    address: str
    licence: str


def read(service: Service, request: Request) -> tuple[Asked, Bindings]:
    """Return what the page tells of `service`.

    Raises:
        FaultsError: a parameter is not known.

    """
    parameters(request)
    return Asked(service.address(request, ""), len(service.queries)), {}


async def sizes(engine: Engine, _: str, __: Bindings, ___: Language) -> Sizes:
    """Return how many triples each graph holds, and under None all together."""
    return await graph_sizes(engine, union=True)


def downloads(found: Sizes, asked: Asked) -> Downloads:
    """Return what the page shows."""
    named = [each for each in found if each is not None]
    return Downloads(found.get(None, 0), len(named), asked.questions, asked.address, LICENCE.value)


PAGE: Final = Page("downloads", sizes, downloads)
