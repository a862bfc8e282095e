"""Small graphs and shapes, written in Turtle, for the tests of validation."""

from pyoxigraph import Quad, RdfFormat, parse

from krig.validation import ShapesGraph

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/krig/shapes/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

AGED = """
ex:Aged a sh:NodeShape ; sh:targetClass ex:Person ; sh:property ex:Person-age .
ex:Person-age a sh:PropertyShape ; sh:path ex:age ; sh:minCount 1 ; sh:datatype xsd:integer ;
  shape:column "age" ; sh:message "Give an age."@en , "나이를 적으십시오."@ko .
"""
"""Every person has an age, a whole number."""


def quads(turtle: str) -> list[Quad]:
    return list(parse(PREFIXES + turtle, format=RdfFormat.TURTLE))


def shapes_graph(turtle: str) -> ShapesGraph:
    return ShapesGraph.of(quads(turtle))
