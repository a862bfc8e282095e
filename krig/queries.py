"""Saved queries: SPARQL files whose head tells title, description and parameters.

The head is the comment lines that begin with `#+ `; together they are YAML. A parameter is a
variable that the query selects, and is bound as an RDF term: no text is ever put into a query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pyoxigraph import BlankNode, NamedNode, Triple, Variable
from pyoxigraph import Literal as RdfLiteral

import queries
from ontology.namespaces import ID, PREFIXES, XSD

HEAD = "#+"

ParameterType = Literal["iri", "string", "integer", "date", "year"]

EXPECTED: dict[ParameterType, tuple[str, str]] = {
    "iri": ("IRI 또는 province/busan 같은 id", "an IRI, or an id such as province/busan"),
    "string": ("글", "text"),
    "integer": ("정수", "a whole number"),
    "date": ("날짜(YYYY-MM-DD)", "a date (YYYY-MM-DD)"),
    "year": ("네 자리 연도", "a year of four digits"),
}


class Text(BaseModel):
    """A text in Korean and in English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ko: str
    en: str


class Parameter(BaseModel):
    """A variable of a query that its user may bind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[a-z][A-Za-z0-9]*$")]
    type: ParameterType
    label: Text
    default: str
    among: Annotated[str | None, Field(alias="class")] = None
    """The class, as `krig:Province`, whose members a value is chosen from."""

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        if term_of(self.default, self.type) is None:
            raise ValueError(f"the default of {self.name} is no {self.type}: {self.default}")
        if self.among is not None and self.type != "iri":
            raise ValueError(f"{self.name} is chosen from a class, so its type must be iri")
        return self


class Head(BaseModel):
    """What the head of a saved query tells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    description: Text
    parameters: tuple[Parameter, ...] = ()

    @model_validator(mode="after")
    def _names_each_parameter_once(self) -> Self:
        names = [parameter.name for parameter in self.parameters]
        if len(set(names)) < len(names):
            raise ValueError(f"a parameter is named twice: {', '.join(names)}")
        return self


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of the folder `queries`: its name, its head and its SPARQL."""

    name: str
    head: Head
    text: str


@dataclass(frozen=True, slots=True, order=True)
class ParameterFault:
    """What is wrong with one parameter of a request."""

    parameter: str
    found: str
    expected_ko: str
    expected_en: str

    def message(self, language: Literal["ko", "en"]) -> str:
        """Return the parameter, what was given, and what is expected, in one line."""
        expected = self.expected_ko if language == "ko" else self.expected_en
        line = f"{self.parameter}: “{self.found}”: {expected}"
        # What a user gave may hold halves of characters, which no output could encode.
        return line.encode("utf-8", "backslashreplace").decode("utf-8")


class ParameterFaultsError(Exception):
    """Parameters do not fit a saved query; `faults` holds everything that is wrong with them."""

    def __init__(self, faults: list[ParameterFault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(fault.message("en") for fault in self.faults))


class QueryFileError(Exception):
    """A file of saved queries has no valid head."""


def saved_queries(folder: Path = queries.PATH) -> tuple[SavedQuery, ...]:
    """Return every saved query, by name.

    Raises:
        QueryFileError: a file's head is absent or not as described.

    """
    return tuple(read_query(path) for path in sorted(folder.glob("*.rq")))


def saved_query(name: str, folder: Path = queries.PATH) -> SavedQuery | None:
    """Return the saved query called `name`, or None."""
    return next((read_query(path) for path in folder.glob("*.rq") if path.stem == name), None)


def read_query(path: Path) -> SavedQuery:
    """Read one saved query.

    Raises:
        QueryFileError: the head is absent or not as described.

    """
    text = path.read_text(encoding="utf-8")
    head = "\n".join(
        line.removeprefix(HEAD).removeprefix(" ")
        for line in text.splitlines()
        if line.startswith(HEAD)
    )
    try:
        return SavedQuery(path.stem, Head.model_validate(yaml.safe_load(head)), text)
    except (yaml.YAMLError, ValidationError) as error:
        message = f"{path.name}: {error}"
        raise QueryFileError(message) from None


Bound = NamedNode | BlankNode | RdfLiteral | Triple


def bind(query: SavedQuery, given: Mapping[str, str]) -> dict[Variable, Bound]:
    """Return the terms to substitute for the parameters of `query`: those given, or the defaults.

    Raises:
        ParameterFaultsError: with each unknown parameter and each value of a wrong type.

    """
    known = {parameter.name: parameter for parameter in query.head.parameters}
    faults = [_unknown(name, given[name], tuple(known)) for name in given if name not in known]
    bound: dict[Variable, Bound] = {}
    for name, parameter in known.items():
        text = given.get(name, parameter.default)
        term = term_of(text, parameter.type)
        if term is None:
            faults.append(_mistyped(name, text, parameter.type))
        else:
            bound[Variable(name)] = term
    if faults:
        raise ParameterFaultsError(faults)
    return bound


def term_of(text: str, kind: ParameterType) -> Bound | None:
    """Return the RDF term that `text` stands for, or None where it is not of that type."""
    try:
        match kind:
            case "iri":
                return _iri(text) if text else None
            case "string":
                return RdfLiteral(text)
            case "integer":
                return RdfLiteral(str(int(text)), datatype=XSD["integer"])
            case "date":
                return RdfLiteral(date.fromisoformat(text).isoformat(), datatype=XSD["date"])
            case "year":
                first_day = date.fromisoformat(f"{text}-01-01")
                return RdfLiteral(f"{first_day.year:04d}", datatype=XSD["gYear"])
    except ValueError:
        return None


def _iri(text: str) -> NamedNode:
    """Return the IRI that `text` is, or that its prefix or its path below `id/` makes."""
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix][local]
    return NamedNode(text) if colon else NamedNode(ID[text].value)


def _unknown(name: str, value: str, known: tuple[str, ...]) -> ParameterFault:
    listed = ", ".join(known)
    if not known:
        return ParameterFault(
            name, value, "이 질의에는 매개변수가 없습니다.", "this query takes no parameters."
        )
    return ParameterFault(
        name,
        value,
        f"모르는 매개변수입니다. 있는 것: {listed}.",
        f"an unknown parameter; there are {listed}.",
    )


def _mistyped(name: str, value: str, kind: ParameterType) -> ParameterFault:
    ko, en = EXPECTED[kind]
    return ParameterFault(name, value, f"{ko}이어야 합니다.", f"{en} is expected.")
