"""Describes the service in RDF: what it answers, in which formats, over which graphs.

Source: SPARQL 1.1 Service Description.
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology.namespaces import DCT, RDF, XSD, Namespace
from server.asking import rows
from server.engine import Engine
from server.formats import GRAPHS, RESULTS, Format
from server.texts import texts

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")


async def graph_sizes(engine: Engine, *, union: bool) -> dict[str | None, int]:
    """Return how many triples each named graph holds, and under None the default graph."""
    found = await rows(engine, "graph-sizes", union=union)
    return {
        graph.value if isinstance(graph := row["graph"], NamedNode) else None: int(triples.value)
        for row in found
        if isinstance(triples := row["triples"], Literal)
    }


def describe(
    endpoint: str, sizes: dict[str | None, int], *, union: bool, writable: bool = False
) -> Iterator[Triple]:
    """Yield the description of the service at `endpoint` over graphs of those sizes."""
    service = NamedNode(endpoint)
    yield Triple(service, RDF["type"], SD["Service"])
    yield Triple(service, SD["endpoint"], service)
    yield Triple(service, SD["supportedLanguage"], SD["SPARQL11Query"])
    if writable:
        yield Triple(service, SD["supportedLanguage"], SD["SPARQL11Update"])
        for form in GRAPHS:
            yield Triple(service, SD["inputFormat"], NamedNode(form.iri))
    title = texts("pages")["title"]
    yield Triple(service, DCT["title"], Literal(title.ko, language="ko"))
    yield Triple(service, DCT["title"], Literal(title.en, language="en"))
    for each in (*RESULTS, *GRAPHS):
        yield Triple(service, SD["resultFormat"], NamedNode(each.iri))
    if union:
        yield Triple(service, SD["feature"], SD["UnionDefaultGraph"])
    dataset = BlankNode("dataset")
    yield Triple(service, SD["defaultDataset"], dataset)
    yield Triple(dataset, RDF["type"], SD["Dataset"])
    for number, (name, triples) in enumerate(sizes.items()):
        yield from _graph(dataset, name, triples, number)


def _graph(dataset: BlankNode, name: str | None, triples: int, number: int) -> Iterator[Triple]:
    graph = BlankNode(f"graph{number}")
    if name is None:
        yield Triple(dataset, SD["defaultGraph"], graph)
    else:
        named = BlankNode(f"named{number}")
        yield Triple(dataset, SD["namedGraph"], named)
        yield Triple(named, RDF["type"], SD["NamedGraph"])
        yield Triple(named, SD["name"], NamedNode(name))
        yield Triple(named, SD["graph"], graph)
    yield Triple(graph, RDF["type"], SD["Graph"])
    yield Triple(graph, VOID["triples"], Literal(str(triples), datatype=XSD["integer"]))


def written(description: Iterator[Triple], form: Format[RdfFormat]) -> bytes:
    """Return the description in an RDF format."""
    prefixes = {"sd": SD.iri, "void": VOID.iri, "dct": DCT.iri, "rdf": RDF.iri}
    return serialize(description, format=form.engine, prefixes=prefixes) or b""
