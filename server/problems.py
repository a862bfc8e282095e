"""What went wrong with a request, in one shape: problem details in Korean or English (RFC 9457)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Literal

from starlette.responses import JSONResponse

from krig.queries import ParameterFault
from ontology.namespaces import PREFIXES
from server.formats import Offered
from server.naming import named
from server.sparql.diagnosis import Diagnosis, query_grammar
from server.texts import Language, in_language
from server.validation.faults import UncheckedError, UncheckedLaterError
from server.writing import WriteError
from server.writing.faults import LaterError

MEDIA_TYPE: Final = "application/problem+json"
TYPES: Final = "https://w3id.org/krig/problem/"

Kind = Literal[
    "syntax",
    "evaluation",
    "service",
    "call-host",
    "call-form",
    "call-count",
    "call-private",
    "call-size",
    "call-failed",
    "load-form",
    "update",
    "read-only",
    "unauthorized",
    "tokens",
    "parameters",
    "encoding",
    "media-type",
    "no-parts",
    "not-acceptable",
    "too-large",
    "slow-body",
    "no-such-query",
    "no-thing",
    "changed-table",
    "no-dump",
    "no-dumps",
    "unmade-dumps",
    "not-embeddable",
    "no-graph",
    "no-revision",
    "no-past",
    "history",
    "write",
    "unchecked",
    "unindexed",
    "deadline",
    "stopped",
    "busy",
    "rate",
    "overtaken",
    "lost",
    "memory",
    "result",
    "crash",
    "table",
    "unloaded",
    "engine",
    "not-found",
    "method",
    "internal",
]

STATUS: Final[dict[Kind, HTTPStatus]] = {
    "syntax": HTTPStatus.BAD_REQUEST,
    "evaluation": HTTPStatus.BAD_REQUEST,
    "service": HTTPStatus.FORBIDDEN,
    "call-host": HTTPStatus.FORBIDDEN,
    "call-form": HTTPStatus.BAD_REQUEST,
    "call-count": HTTPStatus.BAD_REQUEST,
    "call-private": HTTPStatus.FORBIDDEN,
    "call-size": HTTPStatus.BAD_GATEWAY,
    "call-failed": HTTPStatus.BAD_GATEWAY,
    "load-form": HTTPStatus.BAD_REQUEST,
    "update": HTTPStatus.FORBIDDEN,
    "read-only": HTTPStatus.FORBIDDEN,
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "tokens": HTTPStatus.INTERNAL_SERVER_ERROR,
    "parameters": HTTPStatus.BAD_REQUEST,
    "encoding": HTTPStatus.BAD_REQUEST,
    "media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "no-parts": HTTPStatus.BAD_REQUEST,
    "not-acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "slow-body": HTTPStatus.REQUEST_TIMEOUT,
    "no-such-query": HTTPStatus.NOT_FOUND,
    "no-thing": HTTPStatus.NOT_FOUND,
    "changed-table": HTTPStatus.NOT_FOUND,
    "no-dump": HTTPStatus.NOT_FOUND,
    "no-dumps": HTTPStatus.NOT_FOUND,
    "unmade-dumps": HTTPStatus.INTERNAL_SERVER_ERROR,
    "not-embeddable": HTTPStatus.NOT_FOUND,
    "no-graph": HTTPStatus.NOT_FOUND,
    "no-revision": HTTPStatus.NOT_FOUND,
    "no-past": HTTPStatus.NOT_FOUND,
    "history": HTTPStatus.INTERNAL_SERVER_ERROR,
    "write": HTTPStatus.BAD_REQUEST,
    "unchecked": HTTPStatus.BAD_REQUEST,
    "unindexed": HTTPStatus.SERVICE_UNAVAILABLE,
    "deadline": HTTPStatus.REQUEST_TIMEOUT,
    "stopped": HTTPStatus.SERVICE_UNAVAILABLE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "rate": HTTPStatus.TOO_MANY_REQUESTS,
    "overtaken": HTTPStatus.SERVICE_UNAVAILABLE,
    "lost": HTTPStatus.SERVICE_UNAVAILABLE,
    "memory": HTTPStatus.INSUFFICIENT_STORAGE,
    "result": HTTPStatus.INSUFFICIENT_STORAGE,
    "crash": HTTPStatus.UNPROCESSABLE_ENTITY,
    "table": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unloaded": HTTPStatus.SERVICE_UNAVAILABLE,
    "engine": HTTPStatus.BAD_GATEWAY,
    "not-found": HTTPStatus.NOT_FOUND,
    "method": HTTPStatus.METHOD_NOT_ALLOWED,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}

WRITES: Final = {
    "federation": HTTPStatus.FORBIDDEN,
    "format": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "no_graph": HTTPStatus.NOT_FOUND,
    "no_revision": HTTPStatus.NOT_FOUND,
    "kept_graph": HTTPStatus.FORBIDDEN,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "crash": HTTPStatus.UNPROCESSABLE_ENTITY,
    "overtaken": HTTPStatus.PRECONDITION_FAILED,
    "conflicts": HTTPStatus.CONFLICT,
    "deadline": HTTPStatus.REQUEST_TIMEOUT,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "lost": HTTPStatus.SERVICE_UNAVAILABLE,
    "memory": HTTPStatus.INSUFFICIENT_STORAGE,
    "storage": HTTPStatus.INSUFFICIENT_STORAGE,
    "damaged": HTTPStatus.INTERNAL_SERVER_ERROR,
    "unserved": HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The statuses of writes that have not gone their way, by outcome; others are 400."""


CHECKS: Final = {
    "shapes": HTTPStatus.UNPROCESSABLE_ENTITY,
    "crash": HTTPStatus.UNPROCESSABLE_ENTITY,
    "deadline": HTTPStatus.REQUEST_TIMEOUT,
    "memory": HTTPStatus.INSUFFICIENT_STORAGE,
    "report": HTTPStatus.INSUFFICIENT_STORAGE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "lost": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""The statuses of validations that were not done, by outcome; others are 400."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in one language: what RFC 9457 says of it, and the members of its kind."""

    kind: Kind
    language: Language
    detail: str = ""
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    """What its response says in headers."""
    told_by: HTTPStatus | None = None
    """The status that tells it, where it is not that of its kind."""
    hint: str = ""
    """What to do, where its page shows that itself: it is said after the detail elsewhere."""

    @property
    def status(self) -> HTTPStatus:
        """Return the status that tells it."""
        return self.told_by or STATUS[self.kind]

    @property
    def title(self) -> str:
        """Return what it is called."""
        return in_language("problems", self.language)[f"{self.kind}.title"]

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        """Return it as problem details."""
        content = {"type": TYPES + self.kind, "title": self.title, "status": self.status.value}
        if detail := f"{self.detail} {self.hint}".strip():
            content["detail"] = detail
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


def not_acceptable(formats: Iterable[Offered], language: Language) -> Problem:
    """Return the problem that none of `formats` is one that the client takes."""
    offered = tuple(formats)
    listed = ", ".join(f"{each.media_types[0]} (format={each.name})" for each in offered)
    detail = in_language("problems", language)["not-acceptable.detail"].format(formats=listed)
    members = {"formats": [each.media_types[0] for each in offered]}
    return Problem("not-acceptable", language, detail, members)


def write(error: WriteError, language: Language) -> Problem:
    """Return the problem of a write that has not gone its way."""
    headers = {}
    if isinstance(error, LaterError):
        headers["Retry-After"] = str(error.retry_after)
    return Problem(
        "write",
        language,
        error.message(language),
        {"outcome": error.outcome},
        headers,
        WRITES.get(error.outcome, HTTPStatus.BAD_REQUEST),
    )


def unchecked(error: UncheckedError | UncheckedLaterError, language: Language) -> Problem:
    """Return the problem that nothing was validated; of what cannot be read it tells where."""
    members: dict[str, Any] = {"outcome": error.outcome}
    headers = {}
    if isinstance(error, UncheckedLaterError):
        headers["Retry-After"] = str(error.retry_after)
    elif error.unread:
        members["errors"] = [
            {
                "file": each.file,
                "line": each.line,
                "column": each.column,
                "detail": each.said(language),
            }
            for each in error.unread
        ]
    status = CHECKS.get(error.outcome, HTTPStatus.BAD_REQUEST)
    return Problem("unchecked", language, error.message(language), members, headers, status)


def no_such_query(name: str, near: list[str], language: Language) -> Problem:
    """Return the problem that no saved query has that name, with the nearest that there are."""
    say = in_language("problems", language)
    hint = say["no-such-query.near" if near else "no-such-query.list"]
    detail = say["no-such-query.detail"].format(name=name)
    told = hint.format(names=", ".join(near))
    return Problem("no-such-query", language, detail, {"near": near}, hint=told)


def no_thing(
    iri: str, near: list[str], called: Mapping[str, dict[str, str]], language: Language
) -> Problem:
    """Return the problem that nothing is known of an IRI, with the nearest of which something is.

    What a client sent may hold halves of characters, which no output could encode.
    """
    say = in_language("problems", language)
    labels = {each: named(called.get(each, {}), language, "") for each in near}
    similar = ", ".join(f"{label} <{each}>".lstrip() for each, label in labels.items())
    hint = say["no-thing.near" if near else "no-thing.search"].format(iris=similar)
    told = iri.encode("utf-8", "backslashreplace").decode("utf-8")
    detail = say["no-thing.detail"].format(iri=told)
    members = {"iri": told, "near": near, "labels": labels}
    return Problem("no-thing", language, detail, members, hint=hint)


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
