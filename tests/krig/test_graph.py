"""The whole graph: what the contract's vocabulary gives, and where every fact comes from."""

import csv
import re
from typing import cast

import pytest
from pyoxigraph import NamedNode, QuerySolutions, Store

import data
from krig.graph import ONTOLOGY, Graph
from krig.queries import bind, saved_query
from ontology.namespaces import COUNTED, DCT, GRAPH, ID, INFERRED, KRIG, PREFIXES, PROV, RDF

ROW = re.compile(r"https://w3id\.org/krig/data/([a-z_]+)\.csv#row=([0-9]+)")
MADE = {ONTOLOGY, INFERRED, COUNTED}
"""The graphs that no table makes."""


def count(store: Store, pattern: str) -> int:
    prefixes = {prefix: namespace.iri for prefix, namespace in PREFIXES.items()} | {"id": ID.iri}
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?count) {{ {pattern} }}"
    answer = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    (row,) = cast("QuerySolutions", answer)
    return int(row["count"].value)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (
            "?x a krig:FlagshipIndustry ; krig:designatedIn <https://w3id.org/krig/id/round/2020>",
            48,
        ),
        (
            "?x a krig:FlagshipIndustry ; krig:designatedIn <https://w3id.org/krig/id/round/2023>",
            60,
        ),
        ("?x a krig:CoreIndustry", 41),
        ("?x a krig:FutureIndustry", 19),
        ("?x a krig:SingleRegionIndustry", 14),
        ("?x a krig:CooperativeIndustry", 5),
        ("?x a krig:Transition", 52),
        ("?x a krig:AreaDesignation", 107),
        ("?x a krig:AreaDesignation ; krig:kind krig:PopulationDecline", 89),
        ("?x a krig:AreaDesignation ; krig:kind krig:AreaOfConcern", 18),
        ("?x a krig:FocusTechnology", 50),
        ("?x a krig:StrategicField", 12),
        ("?x a krig:GrowthProject", 15),
        ("?x a krig:GrowthArea", 3),
        ("?x a krig:FirmRole", 584),
        ("?x a krig:CollaborationLink", 5),
        ("?x a krig:Collaboration", 33),
    ],
)
def test_the_contract_s_vocabulary_counts_what_the_policy_states(
    store: Store, pattern: str, number: int
) -> None:
    assert count(store, pattern) == number


@pytest.mark.parametrize(("day", "number"), [("2023-02-16", 17), ("2026-11-01", 16)])
def test_provinces_are_those_of_the_day(store: Store, day: str, number: int) -> None:
    saved = saved_query("provinces-as-of")
    assert saved is not None
    terms = bind(saved, {"asOf": day})
    answer = store.query(saved.text, substitutions=terms, use_default_graph_as_union=True)
    provinces = {row["region"] for row in cast("QuerySolutions", answer)}
    assert len(provinces) == number


def test_the_tables_alone_make_20_000_triples_or_more(graph: Graph) -> None:
    tables = {GRAPH[path.stem] for path in data.PATH.glob("*.csv")}
    assert {quad.graph_name for quad in graph.facts} == tables
    assert len({quad.triple for quad in graph.facts}) >= 20_000


def test_every_resource_has_a_source_a_certainty_and_a_row(graph: Graph) -> None:
    things = {quad.subject for quad in graph.facts}
    for predicate in (DCT["source"], KRIG["certainty"], PROV["wasDerivedFrom"]):
        having = {quad.subject for quad in graph.facts if quad.predicate == predicate}
        assert things - having == set(), predicate


def test_each_resource_leads_to_the_row_that_tells_of_it(graph: Graph) -> None:
    rows = {
        path.stem: list(csv.reader(path.open(encoding="utf-8", newline="")))
        for path in data.PATH.glob("*.csv")
    }
    for quad in graph.facts:
        if quad.predicate != PROV["wasDerivedFrom"]:
            continue
        match = ROW.fullmatch(cast("NamedNode", quad.object).value)
        assert match, quad
        table, number = match[1], int(match[2])
        assert quad.graph_name == GRAPH[table]
        row_id = rows[table][number - 1][0]
        assert cast("NamedNode", quad.subject).value.startswith(ID[row_id].value)


def test_what_is_inferred_is_told_apart(graph: Graph) -> None:
    stated = {quad.triple for quad in (*graph.facts, *graph.ontology)}
    assert {quad.graph_name for quad in graph.inferred} == {INFERRED}
    assert not stated & {quad.triple for quad in graph.inferred}


def test_a_firm_in_a_district_is_in_its_province(store: Store) -> None:
    assert count(store, "?x a krig:Firm ; krig:inRegion ?district . ?district a krig:District") > 0
    outside = """
        ?x a krig:Firm ; krig:inRegion ?district . ?district krig:within ?province .
        FILTER NOT EXISTS { ?x krig:inRegion ?province }
    """
    assert count(store, outside) == 0


def test_anchor_firms_and_collaborating_provinces_are_inferred(graph: Graph) -> None:
    inferred = {(quad.predicate, quad.object) for quad in graph.inferred}
    assert (RDF["type"], KRIG["AnchorFirm"]) in inferred
    pairs = {
        (quad.subject, quad.object)
        for quad in graph.inferred
        if quad.predicate == KRIG["collaboratesWith"]
    }
    assert pairs
    assert pairs == {(second, first) for first, second in pairs}
    assert all(first != second for first, second in pairs)
