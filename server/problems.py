"""What went wrong with a request, in one shape: problem details in Korean or English (RFC 9457)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Literal

from starlette.responses import JSONResponse

from krig.queries import ParameterFault
from ontology.namespaces import PREFIXES
from server.formats import AnyFormat
from server.sparql.diagnosis import Diagnosis, query_grammar
from server.texts import Language, in_language

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/krig/problem/"

Kind = Literal[
    "syntax",
    "evaluation",
    "service",
    "update",
    "parameters",
    "encoding",
    "media-type",
    "not-acceptable",
    "too-large",
    "no-such-query",
    "not-found",
    "method",
    "internal",
]

STATUS: Final[dict[Kind, HTTPStatus]] = {
    "syntax": HTTPStatus.BAD_REQUEST,
    "evaluation": HTTPStatus.BAD_REQUEST,
    "service": HTTPStatus.FORBIDDEN,
    "update": HTTPStatus.FORBIDDEN,
    "parameters": HTTPStatus.BAD_REQUEST,
    "encoding": HTTPStatus.BAD_REQUEST,
    "media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "not-acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "no-such-query": HTTPStatus.NOT_FOUND,
    "not-found": HTTPStatus.NOT_FOUND,
    "method": HTTPStatus.METHOD_NOT_ALLOWED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in one language: what RFC 9457 says of it, and the members of its kind."""

    kind: Kind
    language: Language
    detail: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> HTTPStatus:
        """Return the status that tells it."""
        return STATUS[self.kind]

    @property
    def title(self) -> str:
        """Return what it is called."""
        return in_language("problems", self.language)[f"{self.kind}.title"]

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Return it as problem details."""
        content = {"type": TYPES + self.kind, "title": self.title, "status": self.status.value}
        if self.detail:
            content["detail"] = self.detail
        return JSONResponse(
            content | dict(self.members),
            self.status,
            {"Content-Language": self.language, "Cache-Control": "no-store", **(headers or {})},
            MEDIA_TYPE,
        )


def problem(kind: Kind, language: Language, **values: object) -> Problem:
    """Return the problem of a kind whose detail is a text with `values` filled in."""
    detail = in_language("problems", language)[f"{kind}.detail"]
    return Problem(kind, language, detail.format_map(values))


def parameters(faults: Iterable[ParameterFault], language: Language) -> Problem:
    """Return the problem of a request with those faults."""
    told = [(each.parameter, each.message(language)) for each in faults]
    errors = [{"parameter": name, "detail": message} for name, message in told]
    detail = "\n".join(message for _, message in told)
    return Problem("parameters", language, detail, {"errors": errors})


def not_acceptable(formats: Iterable[AnyFormat], language: Language) -> Problem:
    """Return the problem that none of `formats` is one that the client takes."""
    offered = tuple(formats)
    listed = ", ".join(f"{each.media_types[0]} (format={each.name})" for each in offered)
    detail = in_language("problems", language)["not-acceptable.detail"].format(formats=listed)
    members = {"formats": [each.media_types[0] for each in offered]}
    return Problem("not-acceptable", language, detail, members)


def no_such_query(name: str, near: list[str], language: Language) -> Problem:
    """Return the problem that no saved query has that name, with the nearest that there are."""
    say = in_language("problems", language)
    hint = say["no-such-query.near" if near else "no-such-query.list"]
    detail = say["no-such-query.detail"].format(name=name, hint=hint.format(names=", ".join(near)))
    return Problem("no-such-query", language, detail, {"near": near})


def syntax(diagnosis: Diagnosis, language: Language) -> Problem:
    """Return the problem of a query that is no valid SPARQL."""
    say = in_language("problems", language)
    expected = in_words(diagnosis.expected, language)
    detail = say[f"syntax.{diagnosis.reason}"].format(
        line=diagnosis.line,
        column=diagnosis.column,
        found=diagnosis.found,
        expected=" · ".join(expected),
        remedy=_declaration(diagnosis.found),
        sentence=say.get(diagnosis.sentence, diagnosis.sentence or say["syntax.other"]),
    )
    members = {
        "line": diagnosis.line,
        "column": diagnosis.column,
        "found": diagnosis.found,
        "expected": expected,
    }
    return Problem("syntax", language, detail, members)


def in_words(terminals: Iterable[str], language: Language) -> list[str]:
    """Return how `terminals` are called: marks first, then what has a name, then keywords."""
    names = in_language("terminals", language)
    expected = set(terminals)
    functions = query_grammar().first["BuiltInCall"]
    if functions <= expected:
        expected = expected - functions | {"function"}
    told = {names.get(each, each.upper()) for each in expected}
    return sorted(told, key=lambda each: (each.isascii() and each.isupper(), each))


def _declaration(name: str) -> str:
    """Return the declaration that the prefixed name `name` lacks."""
    prefix, _, _ = name.partition(":")
    iri = PREFIXES[prefix].iri if prefix in PREFIXES else "…"
    return f"PREFIX {prefix}: <{iri}>"
