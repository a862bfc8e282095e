"""Saved queries are read from their heads, and take any text as a term or refuse it."""

from pathlib import Path
from typing import Literal, cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, QuerySolutions, Store, Variable

from krig.queries import (
    Bound,
    ParameterFaultsError,
    ParameterType,
    QueryFileError,
    SavedQuery,
    bind,
    read_query,
    saved_queries,
    saved_query,
    term_of,
)
from ontology.namespaces import ID, KRIG, XSD

TYPES: tuple[ParameterType, ...] = get_args(ParameterType)
DEFAULTS: dict[ParameterType, str] = {
    "iri": "province/busan",
    "string": "부산",
    "integer": "7",
    "date": "2023-02-16",
    "year": "2023",
}
LANGUAGES: tuple[Literal["ko", "en"], ...] = ("ko", "en")

HEAD = """#+ title: {ko: 물음, en: A question}
#+ description: {ko: 설명, en: A description}
"""
SELECT = "SELECT ?value WHERE { }\n"

hostile = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc", "Zs", "Nd", "Po"])),
    st.sampled_from(
        [
            "x> } ; DROP ALL #",
            "<urn:x>",
            '" . ?s ?p ?o . "',
            "krig:Excluded } UNION { ?s ?p ?o",
            "?value",
            "\\u003e",
            "9" * 5000,
            "0000",
            "2023-02-30",
            "2023-W07-4",
        ]
    ),
)


def question(*parameters: str) -> str:
    """The text of a file with these parameters in its head."""
    return HEAD + "#+ parameters:\n" + "".join(parameters) + SELECT


def parameter(kind: str, default: str, name: str = "value", more: str = "") -> str:
    told = f"name: {name}, type: {kind}, default: '{default}', label: {{ko: 값, en: v}}{more}"
    return f"#+   - {{{told}}}\n"


def file(folder: Path, text: str) -> Path:
    path = folder / "question.rq"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> dict[ParameterType, SavedQuery]:
    """For each type a query that answers with the value of its one parameter."""
    folder = tmp_path_factory.mktemp("queries")
    return {
        kind: read_query(file(folder, question(parameter(kind, DEFAULTS[kind])))) for kind in TYPES
    }


def answer(query: SavedQuery, bound: dict[Variable, Bound]) -> list[Bound | None]:
    """What `query` answers in a store that holds one fact, which stays the only one."""
    store = Store()
    store.update("INSERT DATA { <urn:s> <urn:p> <urn:o> }")
    solutions = cast("QuerySolutions", store.query(query.text, substitutions=bound))
    values = [solution["value"] for solution in solutions]
    assert len(store) == 1
    return values


@pytest.mark.parametrize("kind", TYPES)
@given(text=hostile)
def test_any_text_is_one_term_or_a_fault_and_changes_no_query(
    asking: dict[ParameterType, SavedQuery], kind: ParameterType, text: str
) -> None:
    query = asking[kind]
    try:
        bound = bind(query, {"value": text})
    except ParameterFaultsError as error:
        (fault,) = error.faults
        assert (fault.parameter, fault.found) == ("value", text)
        assert term_of(text, kind) is None
        assert all(fault.message(language).encode("utf-8") for language in LANGUAGES)
    else:
        assert answer(query, bound) == [term_of(text, kind)]


@given(names=st.sets(st.text(), min_size=1).filter(lambda names: "value" not in names))
def test_every_unknown_parameter_is_reported_at_once(
    asking: dict[ParameterType, SavedQuery], names: set[str]
) -> None:
    with pytest.raises(ParameterFaultsError) as raised:
        bind(asking["year"], {"value": "last year", **dict.fromkeys(names, "x")})
    assert {fault.parameter for fault in raised.value.faults} == {"value", *names}


@pytest.mark.parametrize("kind", TYPES)
def test_a_parameter_that_is_not_given_has_its_default(
    asking: dict[ParameterType, SavedQuery], kind: ParameterType
) -> None:
    assert bind(asking[kind], {}) == {Variable("value"): term_of(DEFAULTS[kind], kind)}


@pytest.mark.parametrize(
    ("text", "kind", "term"),
    [
        ("province/busan", "iri", ID["province/busan"]),
        ("krig:Excluded", "iri", KRIG["Excluded"]),
        ("https://w3id.org/krig/def/Excluded", "iri", KRIG["Excluded"]),
        ("urn:isbn:0", "iri", NamedNode("urn:isbn:0")),
        ("", "string", RdfLiteral("")),
        ("그린에너지", "string", RdfLiteral("그린에너지")),
        ("-07", "integer", RdfLiteral("-7", datatype=XSD["integer"])),
        ("2024-02-29", "date", RdfLiteral("2024-02-29", datatype=XSD["date"])),
        ("2023", "year", RdfLiteral("2023", datatype=XSD["gYear"])),
    ],
)
def test_a_text_is_the_term_that_its_type_makes_of_it(
    text: str, kind: ParameterType, term: Bound
) -> None:
    assert term_of(text, kind) == term


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "iri"),
        ("two words", "iri"),
        ("seven", "integer"),
        ("7.5", "integer"),
        ("2023-02-30", "date"),
        ("16.02.2023", "date"),
        ("23", "year"),
        ("2023-02", "year"),
    ],
)
def test_a_text_of_another_type_is_refused(text: str, kind: ParameterType) -> None:
    assert term_of(text, kind) is None


def test_a_fault_names_parameter_value_and_what_is_expected_in_both_languages(
    asking: dict[ParameterType, SavedQuery],
) -> None:
    with pytest.raises(ParameterFaultsError) as raised:
        bind(asking["year"], {"value": "last", "valeu": "2023"})
    unknown, mistyped = raised.value.faults
    assert unknown.message("en") == "valeu: “2023”: an unknown parameter; there are value."
    assert unknown.message("ko") == "valeu: “2023”: 모르는 매개변수입니다. 있는 것: value."
    assert mistyped.message("en") == "value: “last”: a year of four digits is expected."
    assert mistyped.message("ko") == "value: “last”: 네 자리 연도이어야 합니다."


@pytest.mark.parametrize(
    "text",
    [
        SELECT,
        f"#+ title: [\n{SELECT}",
        f"#+ title: {{ko: 물음}}\n{SELECT}",
        f"{HEAD}#+ author: nobody\n{SELECT}",
        question(parameter("colour", "red")),
        question(parameter("year", "last")),
        question(parameter("year", "2023", name="?value")),
        question(parameter("year", "2023"), parameter("date", "2023-02-16")),
        question(parameter("year", "2023", more=", class: krig:Round")),
    ],
    ids=[
        "no head",
        "broken YAML",
        "one language",
        "an unknown key",
        "an unknown type",
        "a default of another type",
        "no name of a variable",
        "a parameter twice",
        "a class of years",
    ],
)
def test_a_file_whose_head_is_not_as_described_is_refused_by_its_name(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(QueryFileError, match=r"^question\.rq: "):
        read_query(file(tmp_path, text))


def test_queries_are_found_by_name_and_listed_by_name(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.rq").write_text(HEAD + SELECT, encoding="utf-8")
    (tmp_path / "c.txt").write_text(SELECT, encoding="utf-8")
    assert [query.name for query in saved_queries(tmp_path)] == ["a", "b"]
    found = saved_query("a", tmp_path)
    assert found is not None
    assert found.text == HEAD + SELECT
    assert saved_query("c", tmp_path) is None
    assert saved_query("../a", tmp_path) is None
