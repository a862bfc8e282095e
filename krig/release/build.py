"""Builds a release: tables, ontology, what follows, validation, and all of it written at once."""

import os
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from pyoxigraph import NamedNode, Store

import data
from krig.graph import Graph, Progress, assemble, silent
from krig.release.faults import InvalidGraphError
from krig.release.folder import Releases
from krig.release.inputs import digests, fingerprint, tools
from krig.release.manifest import Manifest
from krig.release.release import DUMP, REPORT, STORE, Release
from krig.search import layout as search
from krig.search.index import write_index
from krig.serialisation import canonical
from krig.validation import Report, validate
from loaders.evidence import Evidence, examine
from loaders.fault import TableFaultsError
from ontology.namespaces import RDF

NAMED_BY: Final = 12
"""How many hexadecimal digits of its content's digest name a release."""


def build(
    releases: Releases,
    tables: Path = data.PATH,
    progress: Progress = silent,
    sources: Collection[Path] = (),
) -> Release:
    """Return the release that the tables make, and make it current.

    Where a release was made from the same inputs before, that one is returned. The figures that
    documents state are looked up in the texts that stand in the folders `sources`.

    Raises:
        loaders.fault.TableFaultsError: the tables have faults, or a document reads otherwise.
        InvalidGraphError: the graph breaks the shapes.

    """
    evidence = _evidence(tables, sources, progress)
    inputs = {**digests(tables), **evidence.documents}
    with releases.writing() as staged:
        known = releases.made_from(fingerprint(inputs | tools()))
        if known is not None:
            releases.make_current(known)
            return known
        graph = assemble(tables, progress)
        progress("validation")
        report = validate(graph.quads())
        if not report.conforms:
            raise InvalidGraphError(report)
        progress("writing")
        store = _written(staged, graph, report)
        _manifest(staged, store, report, inputs, evidence.found).write(staged)
        return releases.publish(staged)


def _evidence(tables: Path, sources: Collection[Path], progress: Progress) -> Evidence:
    if sources:
        progress("evidence")
    evidence = examine(tables, sources)
    if evidence.faults:
        raise TableFaultsError(evidence.faults)
    return evidence


def _written(folder: Path, graph: Graph, report: Report) -> Store:
    """Write the dump, the report, the store and its index; the dump is of what the store holds."""
    store = Store()
    store.bulk_extend(graph.quads())
    (folder / DUMP).write_bytes(canonical(store))
    (folder / REPORT).write_text(report.turtle(), encoding="utf-8")
    durable = Store(str(folder / STORE))
    durable.bulk_extend(store)
    durable.optimize()
    durable.flush()
    write_index(graph.quads(), folder / search.FILE)
    return store


def _manifest(
    folder: Path, store: Store, report: Report, inputs: dict[str, str], checked: int
) -> Manifest:
    outputs = {name: sha256((folder / name).read_bytes()).hexdigest() for name in (DUMP, REPORT)}
    created, programs = _now(), tools()
    content = fingerprint({**inputs, **programs, **outputs})
    return Manifest(
        id=f"{created:%Y-%m-%d}-{content[:NAMED_BY]}",
        created=created,
        inputs=inputs,
        tools=programs,
        outputs=outputs,
        quads=len(store),
        graphs=_counted(cast("NamedNode", quad.graph_name) for quad in store),
        classes=_counted(
            quad.object
            for quad in store.quads_for_pattern(None, RDF["type"], None, None)
            if isinstance(quad.object, NamedNode)
        ),
        results=dict(sorted(Counter(str(each.severity) for each in report.results).items())),
        checked=checked,
    )


def _counted(names: Iterable[NamedNode]) -> dict[str, int]:
    return dict(sorted(Counter(name.value for name in names).items()))


def _now() -> datetime:
    """Return the time to the second, or what SOURCE_DATE_EPOCH gives, so that builds can repeat.

    Source: Reproducible Builds, SOURCE_DATE_EPOCH specification 1.1.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    return now.replace(microsecond=0)
