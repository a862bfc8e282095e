"""What narrows a list down: the choices of a form, and the part of the list that is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from server.pages.values import slug
from server.pages.words import Thing

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which a list may be narrowed down, and how many entries have it."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Part(Generic[Entry]):
    """A part of a long list, and the addresses of the parts before and after it."""

    entries: tuple[Entry, ...]
    first: int
    """The place of the first entry in the whole list, from 1; 0 where there is none."""
    last: int
    in_all: int
    previous: str
    next: str


def choices(things: Iterable[Thing], chosen: str) -> tuple[Choice, ...]:
    """Return the choices among `things`, each as often as entries have it, by their labels."""
    counted = Counter(things)
    listed = [
        Choice(slug(each.address), each.label.text, number, slug(each.address) == chosen)
        for each, number in counted.items()
    ]
    return tuple(sorted(listed, key=lambda each: each.label))


def has(things: Iterable[Thing], chosen: str) -> bool:
    """Tell whether an entry that has `things` is among those chosen; blank chooses all."""
    return not chosen or any(slug(each.address) == chosen for each in things)


def part(
    entries: Iterable[Entry], page: int, size: int, path: str, others: Mapping[str, str]
) -> Part[Entry]:
    """Return the part number `page` of `entries`, from 1, of up to `size`.

    `path` and the `others` among the parameters make the addresses of its neighbours.
    """
    whole = tuple(entries)
    start = (page - 1) * size
    shown = whole[start : start + size]

    def address(number: int) -> str:
        kept = {name: value for name, value in others.items() if value}
        return f"{path}?{urlencode({**kept, 'page': number}, safe='/')}"

    return Part(
        shown,
        start + 1 if shown else 0,
        start + len(shown),
        len(whole),
        address(page - 1) if page > 1 else "",
        address(page + 1) if start + size < len(whole) else "",
    )
