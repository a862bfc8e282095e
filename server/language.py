"""In which language a client is answered: Korean first, English where it prefers that."""

from typing import Final, get_args

from starlette.requests import Request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from server.texts import Language

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


def language_of(request: Request) -> Language:
    """Return the language that the parameter `lang` asks for, else that `Accept-Language` prefers.

    Regional variants count as their language: who prefers `en-GB` to `ko` reads English.
    """
    asked = asked_language(request)
    if asked is not None:
        return asked
    header = parse_accept_header(request.headers.get("accept-language"))
    accepted = Accept([(tag.partition("-")[0], quality) for tag, quality in header])
    return "en" if accepted.best_match(LANGUAGES) == "en" else "ko"


def asked_language(request: Request) -> Language | None:
    """Return the language that the parameter `lang` asks for, if it does."""
    asked = request.query_params.get("lang")
    return next((each for each in LANGUAGES if each == asked), None)
