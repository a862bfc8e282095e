"""The ontology as states of the graph hold it, and the versions of it that there are.

A version is kept by the releases: each holds the ontology that it was made with, never changed
again. Where several hold a version, the newest of them tells it.
"""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from starlette.concurrency import run_in_threadpool

from krig.release import Release
from ontology.namespaces import GRAPH, KRIG, OWL
from ontology.vocabulary import Vocabulary, vocabulary
from server.asking import own_query, statements
from server.catalog.holdings import Holdings
from server.engine import Engine
from server.service import Service

KEPT: Final = 4
"""How many vocabularies are kept at a time."""
ROOT: Final = NamedNode(KRIG.iri)


class Ontologies:
    """The ontologies of what a service serves, and of the releases before that."""

    def __init__(self, service: Service, holdings: Holdings) -> None:
        self._service = service
        self._holdings = holdings
        self._vocabularies: OrderedDict[str, Vocabulary] = OrderedDict()
        self._versions: dict[str, str] = {}

    async def of(self, engine: Engine) -> Vocabulary:
        """Return the vocabulary of the ontology in the state that `engine` answers from.

        Raises:
            UnansweredError: it is not told.

        """
        name = engine.revision
        if name not in self._vocabularies:
            triples = await statements(engine, own_query("ontology"), {})
            quads = [Quad(t.subject, t.predicate, t.object, GRAPH["ontology"]) for t in triples]
            self._vocabularies[name] = await run_in_threadpool(vocabulary, quads)
            while len(self._vocabularies) > KEPT:
                self._vocabularies.popitem(last=False)
        return self._vocabularies[name]

    async def current(self) -> str:
        """Return the version of the ontology that is served.

        Raises:
            UnansweredError: it is not told.

        """
        return version_of(await self.of(self._service.engine))

    async def versions(self) -> Mapping[str, str]:
        """Return the releases that tell versions, by version, the newest first."""
        return {version: release.id for version, release in (await self._tell()).items()}

    async def released(self, version: str) -> tuple[Quad, ...] | None:
        """Return the ontology of a version as the releases keep it, if any does."""
        release = (await self._tell()).get(version)
        return await run_in_threadpool(_ontology_in, release) if release is not None else None

    async def _tell(self) -> dict[str, Release]:
        found: dict[str, Release] = {}
        for release in await run_in_threadpool(self._holdings.all):
            if release.id not in self._versions:
                self._versions[release.id] = await run_in_threadpool(_version_in, release)
            found.setdefault(self._versions[release.id], release)
        found.pop("", None)
        return found


def version_of(terms: Vocabulary) -> str:
    """Return the version of the ontology that `terms` are of, blank if it tells none."""
    return next((each.version for each in terms.modules if each.iri == ROOT), "")


def _ontology_in(release: Release) -> tuple[Quad, ...]:
    return tuple(release.open().quads_for_pattern(None, None, None, GRAPH["ontology"]))


def _version_in(release: Release) -> str:
    """Return the version of the ontology in `release`, blank if it tells none."""
    told = release.open().quads_for_pattern(ROOT, OWL["versionInfo"], None, GRAPH["ontology"])
    return next((each.object.value for each in told if isinstance(each.object, Literal)), "")
