"""The data package of the fact tables: which there are, and what their columns hold.

The descriptor `datapackage.json` and the schemas beside it follow the Data Package and the
Table Schema specifications (Frictionless, version 1). One property is ours: `krig:references`
names the tables in one of which a field's value must be an `id`, where a foreign key, which can
name only one table, does not suffice.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from loaders.fault import Fault, TableFaultsError
from loaders.rules import against

DESCRIPTOR: Final = "datapackage.json"

FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "yearmonth"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"{pattern} is not a regular expression: {error}"
        raise ValueError(message) from None
    return pattern


def _all_different(names: Iterable[str], what: str) -> None:
    if repeated := [name for name, count in Counter(names).items() if count > 1]:
        message = f"{what} stand twice: {', '.join(repeated)}"
        raise ValueError(message)


class Described(BaseModel):
    """A part of the descriptor: immutable, and free to hold properties that krig does not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=False)


class Constraints(Described):
    """What a field's values must keep (Table Schema, constraints); no others are known."""

    model_config = ConfigDict(extra="forbid")

    required: bool = False
    unique: bool = False
    pattern: Annotated[str, AfterValidator(_compiles)] | None = None
    enum: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None


class Column(Described):
    """A field of a table (Table Schema, field descriptors)."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    type: FieldType
    format: Literal["default", "uri"] = "default"
    constraints: Constraints = Constraints()
    references: tuple[str, ...] = Field(default=(), alias="krig:references")


class Reference(Described):
    """What a foreign key points to."""

    resource: str
    fields: str


class ForeignKey(Described):
    """A field whose values are identifiers of another table (Table Schema, foreign keys)."""

    fields: str
    reference: Reference


class Schema(Described):
    """The columns of a table."""

    fields: tuple[Column, ...]
    primary_key: str = Field(alias="primaryKey")
    foreign_keys: tuple[ForeignKey, ...] = Field(default=(), alias="foreignKeys")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        names = [field.name for field in self.fields]
        _all_different(names, "fields")
        keyed = [key.fields for key in self.foreign_keys]
        _all_different(
            [*keyed, *(field.name for field in self.fields if field.references)], "references of"
        )
        if unknown := sorted({self.primary_key, *keyed} - {*names}):
            message = f"keys name fields that there are not: {', '.join(unknown)}"
            raise ValueError(message)
        return self

    def references(self) -> dict[str, tuple[str, ...]]:
        """Return, by column, the tables in one of which its values must be identifiers."""
        tables = {field.name: field.references for field in self.fields if field.references}
        return tables | {key.fields: (key.reference.resource,) for key in self.foreign_keys}


class Resource(Described):
    """A table of the package: the paths are relative to the descriptor, and of the table's name."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    path: str
    schema_path: str = Field(alias="schema")

    @model_validator(mode="after")
    def _is_named_alike(self) -> Self:
        if self.path != f"{self.name}.csv" or self.schema_path != f"schemas/{self.name}.json":
            message = f"the path is {self.name}.csv, and the schema schemas/{self.name}.json"
            raise ValueError(message)
        return self


class Package(Described):
    """The tables of a folder, in the order in which they are loaded."""

    name: str
    resources: tuple[Resource, ...]

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        _all_different((resource.name for resource in self.resources), "resources")
        return self

    def resource(self, name: str) -> Resource | None:
        """Return the table called `name`, if there is one."""
        return next((each for each in self.resources if each.name == name), None)


def read_package(folder: Path) -> Package:
    """Read the descriptor of `folder`.

    Raises:
        TableFaultsError: the descriptor is absent, is not JSON, or is not a package descriptor.

    """
    return _read(folder, DESCRIPTOR, Package)


def read_schema(folder: Path, resource: Resource) -> Schema:
    """Read the schema of a table of `folder`.

    Raises:
        TableFaultsError: the schema is absent, is not JSON, or is not a Table Schema.

    """
    return _read(folder, resource.schema_path, Schema)


Model = TypeVar("Model", bound=Described)


def _read(folder: Path, name: str, model: type[Model]) -> Model:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise TableFaultsError([against("file", name, found=error.strerror or "")]) from None
    try:
        return model.model_validate(_json(content))
    except ValidationError as error:
        raise TableFaultsError(_invalid(name, error)) from None
    except json.JSONDecodeError as error:
        place = against("json", name, error.lineno, str(error.colno), found=error.msg)
        raise TableFaultsError([place]) from None
    except (ValueError, RecursionError) as error:
        raise TableFaultsError([against("json", name, found=str(error))]) from None


def _json(content: bytes) -> Any:
    return json.loads(
        content.decode("utf-8"),
        object_pairs_hook=_object,
        parse_float=Decimal,
        parse_constant=_not_a_number,
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _all_different((key for key, _ in pairs), "keys")
    return dict(pairs)


def _not_a_number(constant: str) -> NoReturn:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _invalid(name: str, error: ValidationError) -> list[Fault]:
    return [
        against(
            "descriptor",
            name,
            column="/".join(str(step) for step in problem["loc"]),
            found=json.dumps(problem["input"], ensure_ascii=False, default=str),
            problem=problem["msg"],
        )
        for problem in error.errors(include_url=False)
    ]
