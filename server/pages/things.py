"""The pages of things: which one shows a thing, by what it is."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from ontology.namespaces import KRIG
from server.asking import solutions
from server.linked.schema_org import schema_org
from server.pages import (
    district,
    firm,
    industry,
    neighbourhood,
    partnership,
    place,
    programme,
    province,
    source,
    technology,
)
from server.pages.excerpt import Excerpt
from server.pages.page import Page, question, show
from server.service import Service

PAGES: Final[Mapping[NamedNode, Page[Excerpt, NamedNode]]] = {
    KRIG["Province"]: province.PAGE,
    KRIG["District"]: district.PAGE,
    KRIG["FlagshipIndustry"]: industry.PAGE,
    KRIG["Firm"]: firm.PAGE,
    KRIG["StrategicField"]: technology.PAGE,
    KRIG["FocusTechnology"]: technology.PAGE,
    KRIG["GrowthArea"]: technology.PAGE,
    KRIG["GrowthProject"]: technology.PAGE,
    KRIG["Institution"]: place.PAGE,
    KRIG["Zone"]: place.PAGE,
    KRIG["Complex"]: place.PAGE,
    KRIG["Programme"]: programme.PAGE,
    KRIG["Collaboration"]: partnership.PAGE,
    KRIG["Source"]: source.PAGE,
}
"""The pages by the class whose things they show; the first that fits does."""


async def thing_page(service: Service, request: Request, iri: NamedNode) -> Response:
    """Return the page of the thing `iri`, of which something is known.

    It tells search engines of the thing in schema.org too.

    Raises:
        UnansweredError: a question is not answered.

    """
    found = await solutions(service.engine, question("classes"), {"thing": iri})
    classes = {row["class"] for row in found}
    page = next((page for kind, page in PAGES.items() if kind in classes), neighbourhood.PAGE)
    return await show(page, service, request, iri, {"thing": iri}, data=partial(_data, iri))


def _data(iri: NamedNode, found: Excerpt) -> Mapping[str, Any]:
    return schema_org(found, iri)
