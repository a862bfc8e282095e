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
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NoReturn, Self, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from loaders.fault import Fault, TableFaultsError
from loaders.rules import against

DESCRIPTOR: Final = "datapackage.json"

FieldType = Literal["string", "integer", "number", "boolean", "date", "year", "yearmonth"]

A_NUMBER: Final = ("수여야 합니다.", "a number is expected.")
A_TRUTH: Final = ("true나 false여야 합니다.", "true or false is expected.")
PROBLEMS: Final = {
    "bool_parsing": A_TRUTH,
    "bool_type": A_TRUTH,
    "decimal_parsing": A_NUMBER,
    "decimal_type": A_NUMBER,
    "extra_forbidden": ("모르는 제약입니다. 지우십시오.", "an unknown constraint; take it out."),
    "finite_number": A_NUMBER,
    "literal_error": ("{expected} 가운데 하나여야 합니다.", "one of {expected} is expected."),
    "missing": ("빠진 항목입니다. 더하십시오.", "it is missing; add it."),
    "model_type": ("객체여야 합니다.", "an object is expected."),
    "string_pattern_mismatch": ("{pattern} 꼴이어야 합니다.", "the form {pattern} is expected."),
    "string_type": ("문자열이어야 합니다.", "a string is expected."),
    "tuple_type": ("배열이어야 합니다.", "an array is expected."),
    "path": (
        "경로는 {name}.csv, 스키마는 schemas/{name}.json이어야 합니다.",
        "the path must be {name}.csv, and the schema schemas/{name}.json.",
    ),
    "regular-expression": ("정규식이 아닙니다: {error}", "no regular expression: {error}"),
    "repeated": ("두 번 있는 이름: {names}", "names that stand twice: {names}"),
    "unknown-field": ("키가 가리키는 열이 없습니다: {names}", "keys of no field: {names}"),
}
"""What can be wrong in a descriptor, by pydantic's or our own name, in Korean and in English."""


def problem(name: str, /, **details: str) -> PydanticCustomError:
    """Return our own problem called `name`, to be raised by a validator."""
    _, en = PROBLEMS[name]
    return PydanticCustomError(name, en, details)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise problem("regular-expression", error=str(error)) from None
    return pattern


def _all_different(names: Iterable[str]) -> None:
    told = tuple(names)
    if len({*told}) < len(told):
        repeated = (name for name, count in Counter(told).items() if count > 1)
        raise problem("repeated", names=", ".join(repeated))


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
        _all_different(names)
        keyed = [key.fields for key in self.foreign_keys]
        _all_different([*keyed, *(field.name for field in self.fields if field.references)])
        if unknown := sorted({self.primary_key, *keyed} - {*names}):
            raise problem("unknown-field", names=", ".join(unknown))
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
            raise problem("path", name=self.name)
        return self


class Package(Described):
    """The tables of a folder, in the order in which they are loaded."""

    name: str
    resources: tuple[Resource, ...]

    @model_validator(mode="after")
    def _names_each_once(self) -> Self:
        _all_different(resource.name for resource in self.resources)
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


MANY: Final = 128
"""How many files are remembered: all of a folder."""

Model = TypeVar("Model", bound=Described)


def _read(folder: Path, name: str, model: type[Model]) -> Model:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise TableFaultsError([against("file", name, found=error.strerror or "")]) from None
    return cast("Model", _described(name, content, model))


@lru_cache(maxsize=MANY)
def _described(name: str, content: bytes, model: type[Described]) -> Described:
    """Return what the file called `name` describes: that is asked for once for each table."""
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
    _all_different(key for key, _ in pairs)
    return dict(pairs)


def _not_a_number(constant: str) -> NoReturn:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _invalid(name: str, error: ValidationError) -> list[Fault]:
    faults = []
    for each in error.errors(include_url=False):
        column = "/".join(str(step) for step in each["loc"])
        found = json.dumps(each["input"], ensure_ascii=False, default=str)
        ko, en = _in_words(each)
        faults.append(
            against("descriptor", name, column=column, found=found, problem_ko=ko, problem_en=en)
        )
    return faults


def _in_words(each: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong in Korean and in English, or else as pydantic says it."""
    if each["type"] not in PROBLEMS:
        return each["msg"], each["msg"]
    details = each.get("ctx", {})
    ko, en = PROBLEMS[each["type"]]
    return ko.format_map(details), en.format_map(details)
