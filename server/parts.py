"""The bodies of Graph Store writes: RDF, several pieces of it in a form, or an update."""

from io import BytesIO
from typing import Final

from pyoxigraph import RdfFormat
from starlette.requests import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import MultiPartParser
from werkzeug.http import parse_options_header

from server.body import TooLargeError, read_body
from server.formats import GRAPHS
from server.parameters import decoded
from server.protocol import UPDATE, MediaTypeError
from server.settings import Settings
from server.writing import Part

MULTIPART: Final = "multipart/form-data"
TYPES: Final = tuple(each.media_types[0] for each in GRAPHS)
RDF_TYPES: Final = (*TYPES, MULTIPART)
UPDATES: Final = (UPDATE,)
LIMIT: Final = "KRIG_MAX_UPLOAD_BYTES"
MANY: Final = 1000
"""How many parts a form may have."""


class NoPartsError(Exception):
    """A form has no files, or cannot be read."""


async def read_parts(request: Request, settings: Settings, base: str) -> tuple[Part, ...]:
    """Return the pieces of RDF in the body of `request`, whose relative IRIs relate to `base`.

    Raises:
        MediaTypeError: the body, or a part of it, is no RDF.
        NoPartsError: it is a form without files.
        NotUtf8Error: it is not in UTF-8.
        TooLargeError: it is too long.
        SlowBodyError: it takes too long to arrive.

    """
    written = request.headers.get("content-type", "")
    kind, options = parse_options_header(written)
    if kind.lower() == MULTIPART and "boundary" in options:
        content = await _body(request, settings)
        return tuple(_part(body, told, base) for body, told in _files(content, options["boundary"]))
    _media_type(written)
    return (_part(await _body(request, settings), written, base),)


async def read_update(request: Request, settings: Settings) -> str:
    """Return the update in the body of `request`.

    Raises:
        MediaTypeError: it is no update.
        NotUtf8Error: it is not in UTF-8.
        TooLargeError: it is too long.
        SlowBodyError: it takes too long to arrive.

    """
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind.lower() != UPDATE:
        raise MediaTypeError(UPDATES)
    return decoded(await _body(request, settings), options.get("charset", "utf-8"))


async def _body(request: Request, settings: Settings) -> bytes:
    return await read_body(request, settings.max_upload_bytes, LIMIT, settings.upload_seconds)


def _part(content: bytes, written: str, base: str) -> Part:
    _, options = parse_options_header(written)
    decoded(content, options.get("charset", "utf-8"))
    return Part(content=content, media_type=_media_type(written), base=base)


def _media_type(written: str) -> str:
    """Return the media type of the form of RDF that a Content-Type names."""
    kind, _ = parse_options_header(written)
    form = RdfFormat.from_media_type(kind.lower()) if kind else None
    if form is None or form.media_type not in TYPES:
        raise MediaTypeError(RDF_TYPES)
    return form.media_type


def _files(content: bytes, boundary: str) -> list[tuple[bytes, str]]:
    """Return the files of a form, each with its Content-Type."""
    parser = MultiPartParser(max_form_memory_size=len(content), max_form_parts=MANY)
    try:
        _, files = parser.parse(BytesIO(content), boundary.encode(), len(content))
    except RequestEntityTooLarge:
        raise TooLargeError(MANY, "multipart/form-data") from None
    except ValueError:
        raise NoPartsError from None
    found = [(each.read(), each.content_type or "") for _, each in files.items(multi=True)]
    if not found:
        raise NoPartsError
    return found
