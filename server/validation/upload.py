"""The bodies of validations: RDF, or a form with several pieces of data and of shapes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final

from pyoxigraph import RdfFormat
from starlette.requests import Request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import MultiPartParser
from werkzeug.http import parse_options_header

from krig.validation.rdf_files import FORMATS
from server.body import TooLargeError, read_body
from server.parameters import FaultsError, Pairs, decoded, fault
from server.parts import LIMIT, MANY, MULTIPART, RDF_TYPES, TYPES, NoPartsError
from server.protocol import MediaTypeError
from server.settings import Settings
from server.validation.job import Document

DATA: Final = "data"
SHAPES: Final = "shapes"
ROLES: Final = (DATA, SHAPES)
"""The fields of a form that hold RDF."""
EXTENSIONS: Final = {form: extension for extension, form in reversed(FORMATS.items())}
"""How the files of a format end."""
VAGUE: Final = ("", "application/octet-stream", "application/json", "text/plain", "text/xml")
"""Types that say less than the extension of a file: what clients send that do not know RDF."""
TEXT: Final = "application/trig"
"""What a field without a file is: Turtle is TriG too."""
LONGEST: Final = 100
"""How many characters the name of a file may have in a report."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What a body holds; `fields` are the other fields of a form."""

    data: tuple[Document, ...]
    shapes: tuple[Document, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a form as it was sent."""

    field: str
    file: str
    media_type: str
    content: bytes


async def read_upload(request: Request, settings: Settings) -> Upload:
    """Return what the body of `request` holds.

    Raises:
        MediaTypeError: the body, or a part of it, is no RDF.
        NoPartsError: it is a form that cannot be read.
        FaultsError: it is a form without data, or with a file in a field that takes none.
        NotUtf8Error: it is not in UTF-8.
        TooLargeError: it is too long.
        SlowBodyError: it takes too long to arrive.

    """
    written = request.headers.get("content-type", "")
    kind, options = parse_options_header(written)
    is_form = kind.lower() == MULTIPART and "boundary" in options
    if not is_form:
        _format(written, "")
    body = await read_body(request, settings.max_upload_bytes, LIMIT, settings.upload_seconds)
    if is_form:
        return _uploaded(*_read_form(body, options["boundary"]))
    return Upload(tuple(_documents([_Part(DATA, "", written, body)])))


def _read_form(content: bytes, boundary: str) -> tuple[list[_Part], Pairs]:
    """Return the parts of a form that hold RDF or a file, and its other fields."""
    parser = MultiPartParser(max_form_memory_size=len(content), max_form_parts=MANY)
    try:
        fields, files = parser.parse(BytesIO(content), boundary.encode(), len(content))
    except RequestEntityTooLarge:
        raise TooLargeError(MANY, MULTIPART) from None
    except ValueError:
        raise NoPartsError from None
    sent = [
        _Part(field, each.filename or "", each.content_type or "", each.read())
        for field, each in files.items(multi=True)
    ]
    pairs = [*fields.items(multi=True)]
    sent += [_Part(name, "", TEXT, text.encode()) for name, text in pairs if name in ROLES]
    chosen = [each for each in sent if each.file or each.content]
    return chosen, [pair for pair in pairs if pair[0] not in ROLES]


def _uploaded(parts: list[_Part], fields: Pairs) -> Upload:
    faults = [fault(each.field, each.file, "upload") for each in parts if each.field not in ROLES]
    if not any(each.field == DATA for each in parts):
        faults.append(fault(DATA, "", "data"))
    if faults:
        raise FaultsError(faults)
    documents = [*_documents(parts)]
    data, shapes = (
        tuple(each for each, part in zip(documents, parts, strict=True) if part.field == role)
        for role in ROLES
    )
    return Upload(data, shapes, tuple(fields))


def _documents(parts: Iterable[_Part]) -> Iterator[Document]:
    """Yield what `parts` hold, each under a name of its own."""
    names = set[str]()
    for each in parts:
        _, options = parse_options_header(each.media_type)
        decoded(each.content, options.get("charset", "utf-8"))
        name = _name(each, _format(each.media_type, each.file), names)
        names.add(name)
        yield Document(name=name, content=each.content)


def _format(media_type: str, file: str) -> RdfFormat:
    """Return the format that a Content-Type names, or the extension where that says more.

    Raises:
        MediaTypeError: it is none of RDF.

    """
    kind = parse_options_header(media_type)[0].lower()
    by_name = FORMATS.get(PurePosixPath(file).suffix)
    if by_name is not None and kind in VAGUE:
        return by_name
    form = RdfFormat.from_media_type(kind) if kind else None
    if form is None or form.media_type not in TYPES:
        raise MediaTypeError(RDF_TYPES)
    return form


def _name(part: _Part, rdf_format: RdfFormat, taken: set[str]) -> str:
    """Return what a part is called in the report: as its file, where its extension is right."""
    told = part.file.replace("\\", "/").rpartition("/")[2][-LONGEST:]
    path = PurePosixPath("".join(each for each in told if each.isprintable()) or part.field)
    extension = path.suffix
    if FORMATS.get(extension) != rdf_format:
        extension = EXTENSIONS[rdf_format]
        path = path.with_name(path.name + extension)
    stem, number = path.name.removesuffix(extension), 1
    name = path.name
    while name in taken:
        number += 1
        name = f"{stem}-{number}{extension}"
    return name
