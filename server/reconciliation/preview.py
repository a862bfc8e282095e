"""A thing in a few words, as other programs show it beside a name (API 0.2, sections 6 and 7.3)."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import HTMLResponse

from server.pages.render import ENVIRONMENT, assets
from server.reconciliation.reconciling import described
from server.texts import Language, in_language

POLICY: Final = "default-src 'none'; style-src 'self'; frame-ancestors *"
"""A preview stands in frames of other programs, and loads its style only."""


def preview(found: Mapping[str, Any] | None, address: str, language: Language) -> HTMLResponse:
    """Return the page that tells of what was found, which has a page of its own at `address`."""
    content = _rendered("preview", found, address, language)
    headers = {"Content-Language": language, "Content-Security-Policy": POLICY}
    return HTMLResponse(content, headers={**headers, "Cache-Control": "no-cache"})


def flyout(found: Mapping[str, Any] | None, address: str, language: Language) -> str:
    """Return the same as a piece of HTML."""
    return _rendered("components/preview", found, address, language)


def _rendered(
    template: str, found: Mapping[str, Any] | None, address: str, language: Language
) -> str:
    other: Language = "en" if language == "ko" else "ko"
    unknown = in_language("reconciliation", language)["unknown"]
    return ENVIRONMENT.get_template(f"{template}.html").render(
        found=found is not None,
        label=found["labels"][language] if found is not None else unknown,
        other=found["labels"][other] if found is not None else "",
        description=described(found, language) if found is not None else "",
        certainty=found["certainty"].rpartition("/")[2].lower() if found is not None else "",
        iri=found["iri"] if found is not None else "",
        address=address,
        language=language,
        say=in_language("pages", language),
        assets=assets(),
        unknown=unknown,
    )
