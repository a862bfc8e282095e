"""Terms of pyoxigraph as terms of rdflib, for the libraries that work on graphs of rdflib."""

import pyoxigraph
from rdflib import BNode, Literal, URIRef

from krig.terms import Term
from ontology.namespaces import XSD


def rdflib_term(term: Term) -> URIRef | BNode | Literal:
    """Return `term` as one of rdflib, the lexical form of a literal untouched.

    Raises:
        TypeError: the term is a triple, which graphs of RDF 1.1 do not hold.

    """
    match term:
        case pyoxigraph.NamedNode(value=iri):
            return URIRef(iri)
        case pyoxigraph.BlankNode(value=label):
            return BNode(label)
        case pyoxigraph.Literal(value=text, language=str(language)):
            return Literal(text, lang=language)
        case pyoxigraph.Literal(value=text, datatype=datatype):
            kind = None if datatype == XSD["string"] else URIRef(datatype.value)
            return Literal(text, datatype=kind, normalize=False)
        case _:
            raise TypeError(f"{term} cannot stand in a graph of RDF 1.1")
