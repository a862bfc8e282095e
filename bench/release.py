"""Makes a release of any N-Quads file, for krig to serve; nothing is inferred or validated."""

from collections import Counter
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from shutil import copyfile
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Store

from krig.release import Manifest, Release, Releases
from krig.release.inputs import tools
from krig.release.release import DUMP, REPORT, STORE
from ontology.namespaces import RDF

NAMED_BY: Final = 12


def make_release(data: Path, folder: Path) -> Release:
    """Return a release of the quads in `data`, the current one of those in `folder`."""
    releases = Releases(folder)
    with releases.writing() as staged:
        copyfile(data, staged / DUMP)
        (staged / REPORT).write_text("", encoding="utf-8")
        store = Store(str(staged / STORE))
        store.bulk_load(path=staged / DUMP, format=RdfFormat.N_QUADS)
        store.flush()
        _manifest(staged, store).write(staged)
        del store
        return releases.publish(staged)


def _manifest(folder: Path, store: Store) -> Manifest:
    with (folder / DUMP).open("rb") as dump:
        digest = file_digest(dump, "sha256").hexdigest()
    created = datetime.now(UTC).replace(microsecond=0)
    graphs = Counter(str(quad.graph_name) for quad in store)
    types = store.quads_for_pattern(None, RDF["type"], None, None)
    classes = Counter(quad.object.value for quad in types if isinstance(quad.object, NamedNode))
    return Manifest(
        id=f"{created:%Y-%m-%d}-{digest[:NAMED_BY]}",
        created=created,
        inputs={"data": digest},
        tools=tools(),
        outputs={DUMP: digest},
        quads=graphs.total(),
        graphs=dict(graphs),
        classes=dict(classes),
        results={},
    )
