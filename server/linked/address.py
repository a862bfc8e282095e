"""The address of a resource: its IRI, and the form that an extension asks for."""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, QueryResultsFormat

from ontology.namespaces import Namespace
from server.formats import GRAPHS, AnyFormat, Format

CSV: Final = Format(QueryResultsFormat.CSV, ("text/csv",), ("csv",))
FORMS: Final[tuple[AnyFormat, ...]] = (*GRAPHS, CSV)
"""The forms for programs: Turtle where a client does not care."""
PAGE: Final = "html"
"""The extension of the form for people."""
EXTENSIONS: Final = (*(form.extension for form in FORMS), PAGE)


@dataclass(frozen=True, slots=True)
class Address:
    """What a path below a namespace asks for; `iri` is None where no IRI could be so called."""

    iri: NamedNode | None
    local: str
    """The IRI without its namespace."""
    extension: str | None

    @classmethod
    def read(cls, namespace: Namespace, path: str) -> "Address":
        """Return what `path` below `namespace` asks for."""
        name, dot, extension = path.rpartition(".")
        local, asked = (name, extension) if dot and extension in EXTENSIONS else (path, None)
        try:
            iri = namespace[local]
        except ValueError:
            iri = None
        return cls(iri, local, asked)
