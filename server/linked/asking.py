"""What a request for a resource asks for: a form, a language, a revision; and its tag."""

from dataclasses import dataclass
from hashlib import blake2b

from starlette.requests import Request
from werkzeug.http import parse_etags

from server.formats import AnyFormat
from server.linked.address import FORMS, PAGE
from server.negotiation import choose, prefers_html
from server.parameters import (
    FORMAT_NAMES,
    REVISION,
    FaultsError,
    Pairs,
    first,
    language_faults,
    pairs_of,
    repeated_faults,
    unknown_faults,
)
from server.writes import REVISION as HEADER

PARAMETERS = (*FORMAT_NAMES, "lang", REVISION)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The form that is wanted, and what its media type is called; a page where there is none."""

    form: AnyFormat | None
    media_type: str
    negotiated: bool
    """Whether `Accept` has chosen the form."""

    @property
    def extension(self) -> str:
        """Return the extension of the form."""
        return PAGE if self.form is None else self.form.extension


def read_parameters(request: Request) -> Pairs:
    """Return the parameters of a request.

    Raises:
        NotUtf8Error: they are not in UTF-8.
        FaultsError: some are unknown, repeated or wrong; all are told.

    """
    pairs = pairs_of(request.scope["query_string"])
    faults = [
        *unknown_faults(pairs, PARAMETERS),
        *repeated_faults(pairs),
        *language_faults(pairs),
    ]
    if faults:
        raise FaultsError(faults)
    return pairs


def wanted(
    request: Request,
    pairs: Pairs,
    extension: str | None,
    forms: tuple[AnyFormat, ...] = FORMS,
) -> Wanted:
    """Return the form that an extension asks for, else `format=`, else `Accept`.

    Raises:
        NotAcceptableError: none of `forms` fits.

    """
    name = extension or first(pairs, *FORMAT_NAMES)
    accept = request.headers.get("accept")
    if name == PAGE or (name is None and prefers_html(accept, forms)):
        return Wanted(None, "text/html", name is None)
    form, media_type = choose(forms, accept, name)
    return Wanted(form, media_type, name is None)


def tag(revision: str, *parts: object) -> str:
    """Return a name for an answer: the same name, the same answer. It begins with the revision."""
    return f"{revision}.{blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"


def headers_of(held: str, revision: str) -> dict[str, str]:
    """Return the headers by which the document called `held` is kept, and asked for again."""
    return {
        "ETag": f'W/"{held}"',
        "Cache-Control": "public, no-cache",
        "Vary": "Accept",
        HEADER: revision,
    }


def is_held(request: Request, held: str) -> bool:
    """Tell whether the client has the answer called `held` already."""
    return parse_etags(request.headers.get("if-none-match")).contains_weak(held)
