"""Why a history of revisions cannot be read, or not be added to: told in Korean and in English."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from krig.results import short
from loaders.fault import Language

Place = tuple[NamedNode | BlankNode | Triple, NamedNode, NamedNode | BlankNode | DefaultGraph]
"""Where a value stands: a subject, a predicate, a graph."""

MANY: Final = 10
"""How many places a message lists."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where edits and a new release have put different statements for the same one."""

    place: Place
    former: frozenset[Quad]
    """What the former release states there."""
    edited: frozenset[Quad]
    """What is stated there after the edits."""
    released: frozenset[Quad]
    """What the new release states there."""


class HistoryError(Exception):
    """A history cannot be read or added to: why, and what to do, in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko = ko
        self.en = en
        super().__init__(en)

    def message(self, language: Language) -> str:
        """Return what is wrong in `language`."""
        return self.ko if language == "ko" else self.en


class DamageError(HistoryError):
    """Files of the history are not as they were written; nothing of them is used."""

    def __init__(self, path: Path, ko: str, en: str) -> None:
        self.path = path
        super().__init__(
            f"{path}: {ko} 백업에서 되살리십시오.", f"{path}: {en} Restore it from a backup."
        )


class NoHistoryError(HistoryError):
    """There is no revision yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}에는 아직 리비전이 없습니다. krig serve --writable이 첫 리비전을 만듭니다.",
            f"{folder} has no revision yet; krig serve --writable makes the first one.",
        )


class NoRevisionError(HistoryError):
    """There is no such revision, or it is no longer kept."""

    def __init__(self, name: str, kept: Sequence[str]) -> None:
        self.name = name
        super().__init__(
            f"“{name}”이라는 리비전이 없습니다. {kept[0]}부터 {kept[-1]}까지 남아 있습니다.",
            f"there is no one revision “{name}”; those from {kept[0]} to {kept[-1]} are kept.",
        )


class NoReleaseError(HistoryError):
    """There is no such release."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"“{name}”이라는 릴리스가 없습니다. krig releases로 보십시오.",
            f"there is no one release “{name}”; krig releases lists them.",
        )


class LockedError(HistoryError):
    """Another process writes, and has not finished in time."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder}에 다른 프로세스가 쓰고 있습니다. 잠시 뒤에 다시 하십시오.",
            f"another process writes to {folder}; try again in a moment.",
        )


class KeptGraphError(HistoryError):
    """A change reaches into a graph that krig keeps itself."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        super().__init__(
            f"<{graph.value}>의 내용은 krig가 스스로 만듭니다. 다른 그래프에 쓰십시오.",
            f"krig itself makes what <{graph.value}> holds; write to another graph.",
        )


class ConflictsError(HistoryError):
    """Edits and a new base disagree; `conflicts` tells where."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        self.places = tuple(conflict.place for conflict in self.conflicts)
        listed = "; ".join(" ".join(map(short, place[:2])) for place in self.places[:MANY])
        more = " …" if len(self.places) > MANY else ""
        count = len(self.places)
        super().__init__(
            f"새 릴리스와 편집이 {count}곳에서 어긋납니다: {listed}{more}. "
            "표를 고치거나, 어느 쪽을 따를지 정하십시오.",
            f"the new release and the edits disagree in {count} places: {listed}{more}. "
            "Mend the tables, or say which side prevails.",
        )
