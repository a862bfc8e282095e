"""Validation from Python: in a notebook, in a script, in a test.

from krig import validate

found = validate("data.ttl", shapes="shapes.ttl")
found.conforms                     # False
for each in found:
    print(each.location, each.message("en"))
print(found.report("markdown"))    # any format of the command line
found                              # a notebook shows it as a table
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from os import PathLike
from pathlib import Path

import rdflib
from pyoxigraph import Quad, RdfFormat, parse

from krig.validation.baseline import compare
from krig.validation.baseline import read as read_baseline
from krig.validation.check_rdf import Against, check
from krig.validation.check_tables import TABLE, check_table_files, check_tables
from krig.validation.engines import Engine
from krig.validation.findings.finding import Finding, Findings, merged
from krig.validation.formats import render, words
from krig.validation.report import Severity
from loaders.fault import Language
from loaders.schema import DESCRIPTOR

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
Data = str | PathLike[str] | rdflib.Graph | Iterable[Quad]
"""What can be validated: a path, a graph of rdflib, or quads of pyoxigraph."""


@dataclass(frozen=True, repr=False)
class Validation(Findings):
    """What a validation found.

    Iterate over it for its new findings; it is true if it conforms.
    """

    def __iter__(self) -> Iterator[Finding]:
        """Iterate over the findings that are not in the baseline, the gravest first."""
        return iter(self.new)

    def __bool__(self) -> bool:
        """Tell whether it conforms."""
        return self.conforms

    def report(self, format_name: str = "text", language: Language = "en") -> str:
        """Return the report in a format of the command line: `text`, `sarif`, `junit` and others.

        Raises:
            KeyError: there is no such format.

        """
        return render(self, format_name, language)

    def __repr__(self) -> str:
        """Return whether it conforms, and how many findings there are."""
        verdict = "conforms" if self.conforms else "does not conform"
        return f"<{type(self).__name__}: {verdict}, {words.totals(self, 'en')}>"

    def __str__(self) -> str:
        """Return the report for people."""
        return self.report()

    def _repr_markdown_(self) -> str:
        """Return the report as notebooks show it."""
        return self.report("markdown")


def validate(
    *data: Data,
    shapes: Paths = (),
    ontology: Paths = (),
    graphs: Iterable[str] = (),
    infer: bool | None = None,
    engine: Engine = "auto",
    fail_on: Severity | str = Severity.VIOLATION,
    baseline: str | PathLike[str] | None = None,
    limit: int | None = None,
) -> Validation:
    """Return what is wrong with `data`, checked together; without any, with krig's own tables.

    Args:
        data: paths of RDF files, of folders of them, or of tables (CSV); graphs of rdflib; quads
            of pyoxigraph.
        shapes: the files or folders of the shapes; none means the shapes of krig.
        ontology: files or folders of what is known besides, such as superclasses.
        graphs: the IRIs of the graphs to check, `default` for the one without a name; none means
            all, as one.
        infer: whether what follows by OWL 2 RL is known too; None means with krig's shapes only.
        engine: which engine decides.
        fail_on: the least severity that makes it not conform.
        baseline: a file of known findings, which do not count.
        limit: how many findings a report tells at most.

    Raises:
        krig.validation.ShapesError: the shapes are not as SHACL wants them.
        krig.validation.baseline.BaselineError: the baseline cannot be read.
        ValueError: `fail_on` is no severity.

    """
    against = Against(
        shapes=_paths(shapes),
        ontology=_paths(ontology),
        graphs=tuple(graphs),
        infer=infer,
        engine=engine,
    )
    found = replace(_found(data, against), fail_on=Severity(fail_on), limit=limit)
    if baseline is not None:
        found = compare(found, read_baseline(Path(baseline)))
    return Validation(**{each.name: getattr(found, each.name) for each in fields(Findings)})


def _found(data: Iterable[Data], against: Against) -> Findings:
    paths = [Path(each) for each in data if isinstance(each, str | PathLike)]
    graphs = [each for each in data if not isinstance(each, str | PathLike)]
    if not paths and not graphs:
        return check_tables(engine=against.engine)
    packages = [each for each in paths if (each / DESCRIPTOR).is_file()]
    tables = [each for each in paths if each.suffix == TABLE]
    files = [each for each in paths if each not in packages and each not in tables]
    parts = [check_tables(each, f"{each.as_posix()}/", against.engine) for each in packages]
    if tables:
        parts.append(check_table_files(tables, against.engine))
    if files or graphs:
        quads = (quad for graph in graphs for quad in _quads(graph))
        parts.append(check(files, against, quads))
    return merged(parts)


def _paths(paths: Paths) -> tuple[Path, ...]:
    return (Path(paths),) if isinstance(paths, str | PathLike) else tuple(map(Path, paths))


def _quads(graph: rdflib.Graph | Iterable[Quad]) -> Iterable[Quad]:
    """Return the quads of a graph; blank nodes of graphs of rdflib get labels of their own."""
    if not isinstance(graph, rdflib.Graph):
        return graph
    name, rdf_format = (
        ("nquads", RdfFormat.N_QUADS) if graph.context_aware else ("nt", RdfFormat.N_TRIPLES)
    )
    return parse(graph.serialize(format=name, encoding="utf-8"), format=rdf_format)
