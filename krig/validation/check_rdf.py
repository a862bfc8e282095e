"""Checks RDF files, or what is read like them, against shapes: krig's, or the user's own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad

from krig.positions import Lines, spans
from krig.reasoning import infer
from krig.terms import Term
from krig.validation.engine import validate
from krig.validation.engines import Engine
from krig.validation.findings.finding import Findings, Location, in_order
from krig.validation.findings.from_faults import of_files
from krig.validation.findings.from_results import findings
from krig.validation.findings.locations import Document
from krig.validation.rdf_files import (
    FORMATS,
    FileFault,
    FileFaultsError,
    Given,
    RdfFile,
    base_iri,
    held,
    read_files,
)
from krig.validation.shapes import ShapesGraph, krig_shapes
from krig.validation.vacuous import is_vacuous
from krig.validation.wording.catalogue import Catalogue, with_names
from krig.validation.wording.naming import Naming, prefixes_of
from ontology import modules

Source = Path | Given
Opening = Callable[[], AbstractContextManager[None]]

LONGEST_FOR_PREFIXES: Final = 2_000_000
"""Characters of a file that is read once more for its prefixes; longer ones take too long."""

DEFAULT: Final = "default"
"""What the graph without a name is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What RDF is held against.

    Args:
        shapes: files and folders of shapes, or what is read like them; none means those of krig.
        ontology: files and folders of what is known besides, such as superclasses. With krig's
            shapes, its ontology is known too.
        graphs: the IRIs of the graphs that are checked, `default` for the one without a name;
            none means all of them, as one.
        infer: whether what follows by OWL 2 RL is known too; None means with krig's shapes only.
        engine: which engine decides.

    """

    shapes: tuple[Source, ...] = ()
    ontology: tuple[Source, ...] = ()
    graphs: tuple[str, ...] = ()
    infer: bool | None = None
    engine: Engine = "auto"


def check(
    sources: Sequence[Source],
    against: Against,
    quads: Iterable[Quad] = (),
    files: Opening = nullcontext,
) -> Findings:
    """Return what is wrong with `sources` and with `quads`, which are checked together.

    Sources and shapes may come from anywhere; what is done `files` opens files, and asks no query
    that came with them.

    Raises:
        krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.

    """
    named = (*sources, *against.shapes, *against.ontology)
    given = {each.name: each for each in named if isinstance(each, Given)}
    try:
        _refuse_empty(named)
        data = read_files(_without(sources, (*against.shapes, *against.ontology)))
        shape_files = read_files(against.shapes)
        axioms = read_files(against.ontology)
    except FileFaultsError as error:
        texts = {fault.file: _lines(fault.file, given) for fault in error.faults}
        return Findings(in_order(of_files(error.faults, texts)), ran=False, texts=texts)
    shapes = _shapes(shape_files)
    counts = partial(_is_asked, graphs=against.graphs)
    told = [quad for quad in chain(quads, *(file.quads for file in data)) if counts(quad)]
    known = [*told, *(quad for file in axioms for quad in file.quads)]
    reasoned = against.infer if against.infer is not None else not against.shapes
    with files():
        known += modules.load() if not against.shapes else ()
        seen = [*known, *(infer(known) if reasoned else ())]
    results = validate(seen, shapes, against.engine).results
    documents = [_document(file, given) for file in data]
    catalogue = Catalogue(shapes)
    if results:
        catalogue = _catalogue(shapes, [_document(file, given) for file in shape_files], documents)
    return Findings(
        in_order(findings(results, catalogue, documents, told, counts)),
        texts={document.name: document.lines for document in documents},
        naming=catalogue.naming,
        vacuous=not results and is_vacuous(shapes, seen),
    )


def _refuse_empty(sources: Iterable[Source]) -> None:
    """Raise a fault for each folder that holds no RDF, which is never what was meant."""
    empty = [
        FileFault(
            source.as_posix(),
            0,
            0,
            "이 폴더에는 RDF 파일이 없습니다.",
            "there is no RDF file in this folder.",
        )
        for source in sources
        if isinstance(source, Path) and source.is_dir() and not any(True for _ in held(source))
    ]
    if empty:
        raise FileFaultsError(empty)


def _without(sources: Iterable[Source], besides: Iterable[Source]) -> Iterator[Source]:
    """Yield the files of `sources`, without the shapes and the ontology that a folder holds too."""
    left_out = {file.resolve() for path in besides for file in held(path) if isinstance(file, Path)}
    for source in sources:
        for file in held(source):
            if file is source or not (isinstance(file, Path) and file.resolve() in left_out):
                yield file


def _is_asked(quad: Quad, graphs: Sequence[str]) -> bool:
    if not graphs:
        return True
    graph = quad.graph_name
    return (DEFAULT if isinstance(graph, DefaultGraph) else graph.value) in graphs


def _document(file: RdfFile, given: Mapping[str, Given]) -> Document:
    rdf_format = FORMATS[Path(file.name).suffix]
    return Document(
        file.name, _lines(file.name, given), rdf_format, file.quads, base_iri(file.name)
    )


def _lines(name: str, given: Mapping[str, Given]) -> Lines:
    source = given.get(name)
    return Lines(source.content.decode("utf-8", "replace") if source else Path(name))


def read_catalogue(paths: Iterable[Path]) -> Catalogue:
    """Return the shapes at `paths`, or krig's where there are none.

    Raises:
        FileFaultsError: with every fault of every file, if there is one.

    """
    files = read_files(paths)
    return _catalogue(_shapes(files), [_document(file, {}) for file in files])


def _shapes(files: Sequence[RdfFile]) -> ShapesGraph:
    if not files:
        return krig_shapes()
    return ShapesGraph.of(with_names(quad for file in files for quad in file.quads))


def _catalogue(
    shapes: ShapesGraph, stating: Sequence[Document], data: Sequence[Document] = ()
) -> Catalogue:
    """Return `shapes` called by the prefixes of those who wrote them and the data."""
    prefixes: dict[str, str] = {}
    for document in (*stating, *data):
        if len(document.lines.text) <= LONGEST_FOR_PREFIXES:
            declared = prefixes_of(document.lines.text, document.rdf_format)
            prefixes |= {name: iri for name, iri in declared.items() if name not in prefixes}
    return Catalogue(shapes, Naming(prefixes), _stated(stating))


def _stated(documents: Sequence[Document]) -> Mapping[Term, Location]:
    """Return where each subject is first stated."""
    stated: dict[Term, Location] = {}
    for document in documents:
        first: dict[Term, int] = {}
        for number, quad in enumerate(with_names(document.quads)):
            first.setdefault(quad.subject, number)
        numbers = set(first.values())
        text, rdf_format = document.lines.text, document.rdf_format
        found = spans(text, rdf_format, document.quads, numbers, document.base)
        for subject, number in first.items():
            span = found[number].subject if number in found else None
            stated.setdefault(subject, Location(document.name, span))
    return stated
