"""Validates RDF files in the light of the ontology, as the tables are validated."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from krig.reasoning import infer
from krig.terms import Term
from krig.validation.engine import Engine, validate
from krig.validation.rdf_files import RdfFile, read_files
from krig.validation.report import Place, Report
from krig.validation.shapes import ShapesGraph
from ontology import modules


def validate_files(
    paths: Iterable[Path], shapes: ShapesGraph | None = None, engine: Engine = "auto"
) -> Report:
    """Return the report on what the files at `paths`, and in folders, say together.

    What follows from them and the ontology belongs to it; places are files.

    Raises:
        krig.validation.rdf_files.FileFaultsError: with every fault of every file, if there is one.
        krig.validation.shapes.ShapesError: the shapes are not as SHACL wants them.

    """
    files = read_files(paths)
    told = [quad for file in files for quad in file.quads]
    known = [*told, *modules.load()]
    return validate([*known, *infer(known)], shapes, engine, _places(files))


def _places(files: tuple[RdfFile, ...]) -> Mapping[Term, Place]:
    """Return, by node, the first file that tells of it."""
    return {quad.subject: Place(file.name) for file in reversed(files) for quad in file.quads}
