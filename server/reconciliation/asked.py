"""What clients send: batches of queries, and requests for more data of things.

Source: Reconciliation Service API 0.2, sections 4.3 (queries) and 8.2 (data extension).
"""

from typing import Annotated, Final, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StrictBool,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pyoxigraph import NamedNode

from krig.queries import ParameterFault, term_of
from server.parameters import FaultsError
from server.texts import texts

MANY: Final = 50
"""How many candidates, names or rows there may be at once, at most, where a setting allows more."""
FEW: Final = 5
"""How many candidates a query has where it does not say."""
LONGEST_KEY: Final = 100
SHOWN: Final = 20
"""How many faults of one request are told."""

Key = Annotated[str, Field(max_length=LONGEST_KEY)]
Name = Annotated[str, Field(max_length=1000)]


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Called(_Sent):
    """What clients may call by its name too, and tell more of, which does not count."""

    model_config = ConfigDict(extra="ignore")


class Entity(_Called):
    """A value that is a thing."""

    id: Name
    name: Name = ""


Value = StrictBool | int | float | Name | Entity


class Condition(_Called):
    """What a candidate should have by a property."""

    pid: Name
    v: Annotated[list[Value], BeforeValidator(_listed), Field(min_length=1, max_length=20)]


class ReconciliationQuery(_Sent):
    """A name to be reconciled, and what else is known."""

    query: Name = ""
    type: Annotated[list[Name], BeforeValidator(_listed), Field(max_length=10)] = []
    type_strict: Literal["any", "all", "should"] = "any"
    limit: Annotated[int, Field(ge=1, le=MANY)] = FEW
    properties: Annotated[list[Condition], Field(max_length=10)] = []

    @model_validator(mode="after")
    def _asks(self) -> "ReconciliationQuery":
        if not self.query.strip() and not self.properties:
            raise ValueError("query")
        return self


class Batch(RootModel[dict[Key, ReconciliationQuery]]):
    """Queries, by the keys by which their results are told."""


class Settings(BaseModel):
    """How a property's values are wanted: a few of them, or all (0)."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    limit: Annotated[int, Field(ge=0, le=1000)] = 0


class Wanted(_Called):
    """A property whose values are wanted."""

    id: Name
    settings: Settings = Settings()


class Extension(_Sent):
    """Things, and the properties whose values are wanted."""

    ids: Annotated[list[Name], Field(min_length=1)]
    properties: Annotated[list[Wanted], Field(min_length=1, max_length=20)]


def read_batch(text: str, most: int) -> dict[str, ReconciliationQuery]:
    """Return the queries of `text`, up to `most`.

    Raises:
        FaultsError: they are no batch of queries, or too many; all that is wrong is told.

    """
    batch = _read(Batch, "queries", text).root
    _few("queries", len(batch), most)
    return batch


def read_extension(text: str, most: int) -> Extension:
    """Return the request for more data of `text`, of up to `most` things.

    Raises:
        FaultsError: it is none, or too long; all that is wrong is told.

    """
    extension = _read(Extension, "extend", text)
    _few("extend", len(extension.ids), most)
    return extension


def iri_of(text: str) -> NamedNode | None:
    """Return the IRI that `text` is, or that its prefix or its path below `id/` makes."""
    term = term_of(text.strip(), "iri")
    return term if isinstance(term, NamedNode) else None


Model = TypeVar("Model", bound=BaseModel)


def _read(model: type[Model], name: str, text: str) -> Model:
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        faults = [_fault(name, each) for each in error.errors(include_url=False)[:SHOWN]]
        raise FaultsError(faults) from None


def _fault(name: str, error: ErrorDetails) -> ParameterFault:
    """Return the fault of a part of what was sent, by its place: `queries.q0.limit`."""
    place = ".".join((name, *(str(each)[:LONGEST_KEY] for each in error["loc"])))
    told = texts("problems")["parameters.json"]
    found = str(error["input"])[:SHOWN]
    message = error["msg"]
    return ParameterFault(place, found, told.ko.format(why=message), told.en.format(why=message))


def _few(name: str, count: int, most: int) -> None:
    if count > most:
        told = texts("problems")["parameters.batch"]
        given = {"count": count, "most": most}
        fault = ParameterFault(name, "…", told.ko.format(**given), told.en.format(**given))
        raise FaultsError([fault])
