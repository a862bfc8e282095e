"""Writes the index that is searched: one SQLite file for one revision of the graph.

The same graph makes the same bytes, by the same SQLite.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, Triple

from krig.search.layout import VERSION, statement
from krig.search.spelling import Spelling, initials_of, spelled, strokes_of
from krig.search.things import Thing, things
from ontology.namespaces import FOAF, OWL, QB, RDF, RDFS, SKOS

BORROWED: Final = {
    FOAF["Agent"].value: ("단체", "Agent"),
    OWL["Class"].value: ("용어(클래스)", "Term (class)"),
    OWL["Ontology"].value: ("온톨로지 모듈", "Module of the ontology"),
    QB["DataSet"].value: ("데이터셋", "Data set"),
    RDF["Property"].value: ("용어(속성)", "Term (property)"),
    RDFS["Resource"].value: ("그 밖", "Other"),
    SKOS["Concept"].value: ("개념", "Concept"),
    SKOS["ConceptScheme"].value: ("개념 체계", "Concept scheme"),
}
"""How classes of other vocabularies are called, in Korean and in English."""
MANY: Final = 5000
"""How many things a kind has whose names are looked up after those of all other kinds."""
LONGEST: Final = 400
"""How many keys of a name are looked up."""
LONGEST_TEXT: Final = 4000
"""How many characters of what is told of a thing are searched."""


def write_index(quads: Iterable[Quad | Triple], path: Path) -> int:
    """Write the index of a graph; return how many things it has.

    The file appears whole, or not at all.
    """
    found = things(quads)
    aside = path.with_name(f".{path.name}")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(aside, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        database.executescript(statement("layout"))
        database.execute("BEGIN")
        _write(database, found)
        database.execute("COMMIT")
        database.execute("INSERT INTO part (part) VALUES ('optimize')")
        database.executescript(f"PRAGMA user_version = {VERSION}; VACUUM; ANALYZE;")
    aside.replace(path)
    return len(found)


def _write(database: sqlite3.Connection, found: list[Thing]) -> None:
    first = Counter(each.kind for each in found)
    counted = Counter(chain.from_iterable(each.types for each in found))
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys([*first, *sorted(counted)]))}
    numbers = {each.iri: number for number, each in enumerate(found, 1)}
    known = {each.iri: each for each in found}
    labels = {kind: _labels(known.get(kind), kind) for kind in kinds}
    database.executemany(
        "INSERT INTO kind VALUES (?, ?, ?, ?, ?)",
        ((number, kind, *labels[kind], counted[kind]) for kind, number in kinds.items()),
    )
    for number, each in enumerate(found, 1):
        database.execute(
            "INSERT INTO thing VALUES (?, ?, ?, ?, ?, ?)",
            (
                number,
                each.iri,
                "\n".join(each.types),
                each.certainty,
                each.until,
                "\n".join(text.text for text in each.texts)[:LONGEST_TEXT],
            ),
        )
        spellings = [spelled(name.text[:LONGEST]) for name in each.names]
        database.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, place, name.text, name.language, name.role, told.strokes, told.mask)
                for place, (name, told) in enumerate(zip(each.names, spellings, strict=True))
            ),
        )
        members = ((kinds[kind], number) for kind in each.types)
        database.executemany("INSERT INTO member VALUES (?, ?)", members)
        places = ((numbers[place], number) for place in each.places if place in numbers)
        database.executemany("INSERT INTO place VALUES (?, ?)", places)
        many = first[each.kind] > MANY
        database.executemany(
            "INSERT OR IGNORE INTO beginning VALUES (?, ?, ?)",
            ((many, beginning, number) for beginning in _beginnings(spellings)),
        )
        regions = (known[place].names for place in each.places if place in known)
        around = [name.text for name in chain(*regions) if name.role != "code"]
        texts = [text.text[:LONGEST_TEXT] for text in each.texts]
        database.execute(
            "INSERT INTO part (rowid, names, around, texts) VALUES (?, ?, ?, ?)",
            (number, *_parts(spellings, [*around, *labels[each.kind]], texts)),
        )


def _labels(thing: Thing | None, iri: str) -> tuple[str, str]:
    """Return how a kind is called in Korean and in English: by its label, else by its term."""
    local = iri.replace("#", "/").rpartition("/")[2]
    if thing is None and iri in BORROWED:
        return BORROWED[iri]
    labels = {name.language: name.text for name in (thing.names if thing is not None else ())[::-1]}
    return labels.get("ko", labels.get("en", local)), labels.get("en", local)


def _beginnings(spellings: Iterable[Spelling]) -> Iterator[str]:
    for told in spellings:
        initials = initials_of(told.strokes, told.mask)
        for start in told.words:
            yield told.strokes[start:]
            yield initials[len(initials_of(told.strokes[:start], told.mask[:start])) :]


def _parts(
    spellings: Iterable[Spelling], around: Iterable[str], texts: Iterable[str]
) -> tuple[str, str, str]:
    """Return what is searched by its parts: names and their initials, regions, what is told."""
    names = dict.fromkeys(told.strokes for told in spellings)
    initials = dict.fromkeys(initials_of(told.strokes, told.mask) for told in spellings)
    return (
        "\n".join(names | initials),
        "\n".join(dict.fromkeys(map(strokes_of, around))),
        "\n".join(dict.fromkeys(map(strokes_of, texts))),
    )
