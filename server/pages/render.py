"""Renders the pages: from the templates beside this room, in Korean or English."""

import json
from collections import ChainMap
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse

from server.language import asked_language, language_of
from server.pages.navigation import NAVIGATION
from server.pages.references import References
from server.pages.values import FILTERS
from server.texts import Language, in_language

STATIC: Final = Path(__file__).parents[1] / "static"
"""Where the bundled scripts and styles stand."""

ENVIRONMENT: Final = Environment(
    loader=PackageLoader("server"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters.update(FILTERS)

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
VARY: Final = "Accept, Accept-Language"


def render(
    template: str, request: Request, status: int = 200, *, texts: str = "", **values: Any
) -> HTMLResponse:
    """Return the page that `template` makes of `values`, in the language of `request`.

    It says the texts that all pages say, and those of `texts/pages/` that are called `texts`.
    """
    language = language_of(request)
    page = ENVIRONMENT.get_template(f"{template}.html").render(
        **values,
        language=language,
        say=sayings(texts, language),
        assets=assets(),
        navigation=NAVIGATION,
        path=request.url.path,
        sought=request.query_params.get("q", ""),
        revision=request.app.state.revision(),
        public=partial(request.app.state.address, request),
        references=References(),
        link=_links(request),
        other_language=_in_other_language(request.url, language),
    )
    headers = {
        "Content-Language": language,
        "Content-Security-Policy": POLICY,
        "Vary": VARY,
        "Cache-Control": "no-cache",
    }
    return HTMLResponse(page, status, headers)


@cache
def sayings(name: str, language: Language) -> Mapping[str, str]:
    """Return what all pages say, and what those with the texts `name` do."""
    common = in_language("pages", language)
    return ChainMap({**in_language(f"pages/{name}", language)}, {**common}) if name else common


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

    def link(address: str) -> str:
        if not asked or not address.startswith("/"):
            return address
        path, mark, fragment = address.partition("#")
        return f"{path}{'&' if '?' in path else '?'}lang={asked}{mark}{fragment}"

    return link


def _in_other_language(address: URL, language: Language) -> str:
    other = address.include_query_params(lang="en" if language == "ko" else "ko")
    return f"{other.path}?{other.query}"
