"""The page on which one writes queries: an editor, the saved queries as examples, the result."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from krig.queries import Parameter, SavedQuery, term_of
from ontology.namespaces import ID, PREFIXES
from server.asking import Row, own_query, rows
from server.formats import RESULTS, formats
from server.language import language_of
from server.pages import render
from server.pages.tiles import tiles
from server.service import Service
from server.sparql.outline import Form
from server.texts import Language, in_language, said

INPUTS: Final = {"date": "date", "year": "number", "integer": "number"}
"""The kinds of input in which values are given, where they are no plain text."""
FORMS: Final[dict[str, Form]] = {"select": "select", "ask": "ask", "graph": "construct"}
"""What an answer is, and a form of queries that is answered so."""
COUNTS: Final = "count-"
"""How the names of queries begin that count what documents state."""


@dataclass(frozen=True, slots=True)
class Example:
    """A saved query as it is listed."""

    name: str
    title: str
    description: str
    parameters: tuple[str, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a parameter may take, and how it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as it is asked for in a form."""

    name: str
    label: str
    input: str
    value: str
    choices: tuple[Choice, ...]


def examples(queries: Iterable[SavedQuery], language: Language) -> list[Example]:
    """Return the saved queries in `language`, those that only count last."""
    listed = [
        Example(
            query.name,
            said(query.head.title, language),
            said(query.head.description, language),
            tuple(said(each.label, language) for each in query.head.parameters),
            query.name.startswith(COUNTS),
        )
        for query in queries
    ]
    return sorted(listed, key=lambda each: (each.counts, each.title))


async def query_page(
    request: Request,
    service: Service,
    text: str,
    saved: SavedQuery | None = None,
    given: Mapping[str, str] | None = None,
) -> Response:
    """Return the page with `text` in its editor: what a saved query asks with the values `given`.

    A page that comes with a query runs it; another offers one to begin with.
    """
    language = language_of(request)
    return render(
        "query",
        request,
        texts="query",
        examples=examples(service.queries.values(), language),
        saved=saved and examples([saved], language)[0],
        fields=await _fields(service, saved, given or {}, language) if saved else [],
        text=text or own_query("start"),
        formats=[each.name for each in RESULTS],
        data={
            "endpoint": request.url_for("sparql").path,
            "formats": {
                what: [each.name for each in formats(form)] for what, form in FORMS.items()
            },
            "language": language,
            "prefixes": {prefix: namespace.iri for prefix, namespace in PREFIXES.items()},
            "run": bool(text),
            "tiles": {province: asdict(tile) for province, tile in tiles().items()},
            "say": dict(in_language("pages/query", language)),
        },
    )


async def _fields(
    service: Service, saved: SavedQuery, given: Mapping[str, str], language: Language
) -> list[Field]:
    return [
        Field(
            each.name,
            said(each.label, language),
            INPUTS.get(each.type, "text"),
            given.get(each.name, each.default),
            await _choices(service, each, language),
        )
        for each in saved.head.parameters
    ]


async def _choices(
    service: Service, parameter: Parameter, language: Language
) -> tuple[Choice, ...]:
    among = parameter.among and term_of(parameter.among, "iri")
    if not among:
        return ()
    members = await rows(service.engine, "members", {"class": among})
    return tuple(_choice(row, language) for row in members)


def _choice(row: Row, language: Language) -> Choice:
    member = row["member"]
    iri = member.value if isinstance(member, NamedNode) else str(member)
    label = row[language] or row["ko"]
    return Choice(iri.removeprefix(ID.iri), label.value if isinstance(label, Literal) else iri)
