"""The list of firms with their roles, by scheme, region and kind of role, in parts."""

from dataclasses import asdict, dataclass
from typing import Final

from starlette.requests import Request

from server.pages.excerpt import Excerpt
from server.pages.filters import Choice, Part, choices, has, part
from server.pages.page import Bindings, Page, excerpt
from server.pages.placing import parameters
from server.pages.roles import Role, roles
from server.parameters import FaultsError, fault

PATH: Final = "/firms"
PARAMETERS: Final = ("region", "scheme", "kind", "page")
LONG: Final = 6
"""How many digits no number of a part has."""
LAST: Final = 10 ** (LONG - 1) - 1
"""The highest number of a part that may be asked for."""
SIZE: Final = 50
"""How many roles one part of the list shows."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed down to; blank for all."""

    region: str = ""
    scheme: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is chosen, and which part of it is shown, from 1."""

    chosen: Chosen
    page: int


@dataclass(frozen=True, slots=True)
class Firms:
    """What the list shows."""

    part: Part[Role]
    firms: int
    """How many firms have the roles that are chosen."""
    regions: tuple[Choice, ...]
    schemes: tuple[Choice, ...]
    kinds: tuple[Choice, ...]

    @property
    def entries(self) -> tuple[Role, ...]:
        """Return the roles that are shown."""
        return self.part.entries


def read(request: Request) -> tuple[Asked, Bindings]:
    """Return what `request` narrows the list down to.

    Raises:
        FaultsError: a parameter is not known, or `page` is no number from 1.

    """
    given = dict(parameters(request, PARAMETERS))
    page = given.get("page", "1")
    if not (page.isascii() and page.isdigit() and 0 < len(page) < LONG and int(page)):
        raise FaultsError([fault("page", page, "page")])
    chosen = Chosen(*(given.get(name, "") for name in PARAMETERS[:-1]))
    return Asked(chosen, int(page)), {}


def firms(found: Excerpt, asked: Asked) -> Firms:
    """Return what the list shows of what is asked for."""
    chosen = asked.chosen
    every = roles(found)
    shown = [each for each in every if _fits(each, chosen)]
    return Firms(
        part(shown, asked.page, SIZE, PATH, asdict(chosen)),
        len({each.firm.iri for each in shown}),
        choices((each.region for each in every if each.region), chosen.region),
        choices((each.scheme for each in every if each.scheme), chosen.scheme),
        choices((each.kind for each in every), chosen.kind),
    )


def _fits(each: Role, chosen: Chosen) -> bool:
    return (
        has(filter(None, (each.region,)), chosen.region)
        and has(filter(None, (each.scheme,)), chosen.scheme)
        and has((each.kind,), chosen.kind)
    )


PAGE: Final = Page("firms", excerpt, firms)
