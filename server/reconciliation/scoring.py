"""How likely it is that a candidate is meant, and by which features (API 0.2, section 4.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz.distance import OSA

from krig.search.spelling import strokes_of

NAME: Final = 0.7
"""How much of a score the name makes up where properties are told too."""
LEAST: Final = 0.4
"""How like a name must be at least to be a candidate by its name alone."""
ALL: Final = 100.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant."""

    told: Mapping[str, Any]
    """What the index tells of it."""
    typed: bool
    """Whether it is of a type that is asked for."""
    conditions: tuple[tuple[str, float], ...]
    """The properties that are told, and how well its values agree, from 0 to 1."""

    @property
    def name(self) -> float:
        """Return how like its name is to the one that is asked for, from 0 to 1."""
        return float(self.told["likeness"])

    @property
    def score(self) -> float:
        """Return how likely it is that it is meant, from 0 to 100."""
        agreeing = [agrees for _, agrees in self.conditions]
        score = self.name
        if agreeing:
            score = NAME * self.name + (1 - NAME) * sum(agreeing) / len(agreeing)
        return round(ALL * score * (1 if self.typed else NAME), 2)

    @property
    def agrees(self) -> bool:
        """Tell whether nothing that is asked speaks against it."""
        return self.typed and self.name == 1 and all(each == 1 for _, each in self.conditions)


def ranked(candidates: Sequence[Candidate], limit: int) -> list[tuple[Candidate, bool]]:
    """Return the best candidates, and whether each is certain: nothing speaks against it alone."""
    best = sorted(candidates, key=lambda each: -each.score)
    certain = [each for each in best if each.agrees]
    match = certain[0] if len(certain) == 1 else None
    return [(each, each is match) for each in best[:limit]]


def features(candidate: Candidate) -> list[dict[str, Any]]:
    """Return what speaks for a candidate, so that clients can weigh it themselves."""
    return [
        {"id": "name", "value": round(ALL * candidate.name, 2)},
        {"id": "exact", "value": candidate.name == 1},
        {"id": "type", "value": candidate.typed},
        *(
            {"id": f"property:{pid}", "value": round(ALL * agrees, 2)}
            for pid, agrees in candidate.conditions
        ),
    ]


def alike(wanted: str, names: Sequence[str]) -> float:
    """Return how like the nearest of `names` is to `wanted`, from 0 to 1."""
    strokes = strokes_of(wanted)
    return max(
        (OSA.normalized_similarity(strokes, strokes_of(name)) for name in names), default=0.0
    )
