"""Renders the pages: from the templates beside this module, in Korean or English."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.language import asked_language, language_of
from server.texts import Language, in_language

STATIC: Final = Path(__file__).with_name("static")
"""Where the bundled scripts and styles stand."""

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("server"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""What a page may load: only what this server offers."""


def render(template: str, request: Request, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page that `template` makes of `values`, in the language of `request`."""
    language = language_of(request)
    page = ENVIRONMENT.get_template(f"{template}.html").render(
        **values,
        language=language,
        say=in_language("pages", language),
        assets=assets(),
        path=request.url.path,
        link=_links(request),
        other_language=_in_other_language(request.url, language),
    )
    headers = {
        "Content-Language": language,
        "Content-Security-Policy": POLICY,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(page, status, headers)


@cache
def assets() -> Mapping[str, str]:
    """Return the addresses of the bundled scripts and styles, by name; none if not bundled."""
    index = STATIC / "assets.json"
    if not index.is_file():
        return {}
    names: dict[str, str] = json.loads(index.read_text(encoding="utf-8"))
    return {name: f"/static/{file}" for name, file in names.items()}


def _links(request: Request) -> Callable[[str], str]:
    """Return what makes an address keep the language that the client asked for."""
    asked = asked_language(request)
    return lambda path: f"{path}?lang={asked}" if asked else path


def _in_other_language(address: URL, language: Language) -> str:
    other = address.include_query_params(lang="en" if language == "ko" else "ko")
    return f"{other.path}?{other.query}"
