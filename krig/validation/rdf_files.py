"""Reads RDF files of any format, and tells all that is wrong with all of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Quad, RdfFormat, Triple, parse

from loaders.fault import Language

FORMATS: Final = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
"""The format of a file, by its extension."""

IN_FOLDERS: Final = FORMATS.keys() - {".json", ".xml"}
"""The extensions that are looked for in a folder: they mean RDF and nothing else."""

POSITION: Final = re.compile(r"Parser error at line \d+ (?:column \d+|between [^:]+): ")
"""Where the parser's message repeats line and column."""


REMOTE_CONTEXT: Final = "No LoadDocumentCallback"
"""How the parser's message begins where a JSON-LD context would have to be fetched."""


@dataclass(frozen=True, slots=True, order=True)
class FileFault:
    """Why a file cannot be read. Line and column count from 1; 0 means that they are unknown."""

    file: str
    line: int
    column: int
    problem_ko: str
    problem_en: str

    def message(self, language: Language) -> str:
        """Return the place, and what is wrong there, in one line."""
        place = ":".join(str(each) for each in (self.file, self.line, self.column) if each)
        return f"{place}: {self.problem_ko if language == 'ko' else self.problem_en}"


class FileFaultsError(Exception):
    """RDF files cannot be read; `faults` holds everything that is wrong with them, in order."""

    def __init__(self, faults: Iterable[FileFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(fault.message("en") for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Given:
    """What is read like a file and is none: its name, whose extension tells the format, and all."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RdfFile:
    """What an RDF file says; its blank nodes are named by the order in which they appear."""

    name: str
    quads: tuple[Quad, ...]


def read_files(paths: Iterable[Path | Given]) -> tuple[RdfFile, ...]:
    """Read RDF files, those that folders hold, and what is given, in the order of their names.

    Raises:
        FileFaultsError: with the fault of every file that has one.

    """
    files: list[RdfFile] = []
    faults: list[FileFault] = []
    found = sorted({file for path in paths for file in held(path)}, key=_name)
    for number, file in enumerate(found):
        read = _read(file, f"f{number}b")
        if isinstance(read, FileFault):
            faults.append(read)
        else:
            files.append(read)
    if faults:
        raise FileFaultsError(faults)
    return tuple(files)


def held(path: Path | Given) -> Iterable[Path | Given]:
    """Return the RDF files that a folder holds, but for hidden ones; a file is held by itself."""
    if isinstance(path, Path) and path.is_dir():
        return (each for each in path.rglob("*") if _is_rdf(each.relative_to(path)))
    return (path,)


def _is_rdf(file: Path) -> bool:
    hidden = any(part.startswith(".") or part == "node_modules" for part in file.parts)
    return file.suffix in IN_FOLDERS and not hidden


def _name(path: Path | Given) -> str:
    return path.as_posix() if isinstance(path, Path) else path.name


def base_iri(name: str) -> str:
    """Return the base IRI of the file called `name`, which does not depend on the machine."""
    return f"file:///{quote(name.lstrip('/'))}"


def _read(path: Path | Given, blank: str) -> RdfFile | FileFault:
    """Return what the file at `path` says, or why it cannot be read."""
    name = _name(path)
    rdf_format = FORMATS.get(Path(name).suffix)
    if rdf_format is None:
        known = ", ".join(sorted(FORMATS))
        ko = f"확장자만으로는 형식을 알 수 없습니다. 다음 가운데 하나를 쓰십시오: {known}."
        return FileFault(name, 0, 0, ko, f"the extension names no format; use one of {known}.")
    given = {"path": path} if isinstance(path, Path) else {"input": path.content}
    try:
        quads = parse(**given, format=rdf_format, base_iri=base_iri(name))
        return RdfFile(name, tuple(_renamed(quads, blank)))
    except SyntaxError as error:
        problem = POSITION.sub("", error.msg)
        if problem.startswith(REMOTE_CONTEXT):
            ko = "다른 곳에 있는 context는 가져오지 않습니다. context를 파일 안에 적으십시오."
            en = "a context that lies elsewhere is not fetched; write the context into the file."
            return FileFault(name, 0, 0, ko, en)
        ko = f"{rdf_format.name} 문법에 어긋납니다: {problem}"
        en = f"this is not {rdf_format.name}: {problem}"
        return FileFault(name, error.lineno or 0, error.offset or 0, ko, en)
    except OSError as error:
        reason = error.strerror or str(error)
        return FileFault(name, 0, 0, f"읽을 수 없습니다: {reason}", f"cannot be read: {reason}")
    except TripleTermError:
        ko = "RDF 1.2의 트리플 항은 검증할 수 없습니다. RDF 1.1로 적으십시오."
        en = "a triple term of RDF 1.2 cannot be validated; write RDF 1.1."
        return FileFault(name, 0, 0, ko, en)


class TripleTermError(ValueError):
    """A file has a triple where SHACL 1.0 knows only nodes."""


def _renamed(quads: Iterable[Quad], blank: str) -> Iterator[Quad]:
    """Yield `quads` with their blank nodes named by `blank` and a number.

    Raises:
        TripleTermError: a triple stands as subject or object.

    """
    names: dict[BlankNode, BlankNode] = defaultdict(lambda: BlankNode(f"{blank}{len(names)}"))
    for quad in quads:
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        if isinstance(subject, Triple) or isinstance(value, Triple):
            raise TripleTermError
        yield Quad(
            names[subject] if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            names[value] if isinstance(value, BlankNode) else value,
            names[graph] if isinstance(graph, BlankNode) else graph,
        )
