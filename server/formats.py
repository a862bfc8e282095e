"""The formats in which answers are given, by media type and by the names that `format=` takes."""

from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from server.sparql.outline import Form

FORMATS: Final = "http://www.w3.org/ns/formats/"
"""The registry of file formats, as Unique URIs for File Formats describes it."""

Written_co = TypeVar("Written_co", bound=QueryResultsFormat | RdfFormat, covariant=True)


class Offered(Protocol):
    """What can be chosen: a format by its media types and names, the first of which is its own."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types by which `Accept` chooses it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which `format=` chooses it."""

    @property
    def name(self) -> str:
        """The name by which it is offered."""


@dataclass(frozen=True, slots=True)
class Format(Generic[Written_co]):
    """A format; the first of its media types and of its names is its own, others are aliases."""

    engine: Written_co
    """What the engine writes."""
    media_types: tuple[str, ...]
    names: tuple[str, ...]
    table: str = ""
    """What is made of that, where it is another: a table, by its file extension."""

    @property
    def name(self) -> str:
        """Return the name by which it is offered."""
        return self.names[0]

    @property
    def extension(self) -> str:
        """Return the extension of files in this format."""
        return self.table or self.engine.file_extension

    @property
    def iri(self) -> str:
        """Return its IRI in the registry of file formats."""
        return FORMATS + self.engine.iri.rpartition("/")[2]


AnyFormat = Format[QueryResultsFormat | RdfFormat]

RESULTS: Final = (
    Format(
        QueryResultsFormat.JSON,
        ("application/sparql-results+json", "application/json"),
        ("json", "srj"),
    ),
    Format(
        QueryResultsFormat.XML,
        ("application/sparql-results+xml", "application/xml", "text/xml"),
        ("xml", "srx"),
    ),
    Format(QueryResultsFormat.CSV, ("text/csv",), ("csv",)),
    Format(QueryResultsFormat.TSV, ("text/tab-separated-values",), ("tsv",)),
)
"""Formats of rows and of truth values."""

TABLES: Final = (
    Format(
        QueryResultsFormat.JSON,
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        ("xlsx", "excel"),
        "xlsx",
    ),
    Format(QueryResultsFormat.JSON, ("application/vnd.apache.arrow.stream",), ("arrow",), "arrow"),
    Format(QueryResultsFormat.JSON, ("application/vnd.apache.parquet",), ("parquet",), "parquet"),
    Format(QueryResultsFormat.CSV, ("text/csv",), ("csv-excel",), "csv"),
)
"""Formats of rows alone, for analysts; the last is CSV with the mark by which Excel reads UTF-8."""

GRAPHS: Final = (
    Format(RdfFormat.TURTLE, ("text/turtle", "application/x-turtle"), ("turtle", "ttl")),
    Format(RdfFormat.N_TRIPLES, ("application/n-triples", "text/plain"), ("ntriples", "nt")),
    Format(
        RdfFormat.RDF_XML,
        ("application/rdf+xml", "application/xml", "text/xml"),
        ("rdfxml", "rdf", "rdf+xml", "xml"),
    ),
    Format(
        RdfFormat.JSON_LD,
        ("application/ld+json", "application/json"),
        ("jsonld", "json-ld", "json"),
    ),
    Format(RdfFormat.TRIG, ("application/trig",), ("trig",)),
    Format(RdfFormat.N_QUADS, ("application/n-quads",), ("nquads", "nq")),
)
"""Formats of the graphs that CONSTRUCT and DESCRIBE answer."""


def formats(form: Form) -> tuple[AnyFormat, ...]:
    """Return the formats in which a query of that form can be answered."""
    match form:
        case "select":
            return (*RESULTS, *TABLES)
        case "ask":
            return RESULTS
    return GRAPHS
