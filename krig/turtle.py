"""The one style in which krig's Turtle files are written, so that their differences are readable.

`python -m krig.turtle --check PATH…` names the files that are not in it, `--write` rewrites them.
The serializer is rdflib's `longturtle`, which puts one object on a line. Its order of subjects
depends on how often each is referred to; here it depends on the subject alone, and blank nodes are
labelled by RDFC-1.0, so that the order in which a file says things has no part in the result.
Comments at the head of a file stay; elsewhere they are refused, not lost.
"""

import argparse
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat
from rdflib import OWL, RDF, XSD, BNode, Graph, Literal, URIRef, plugin
from rdflib.plugins.serializers.longturtle import LongTurtleSerializer
from rdflib.serializer import Serializer
from rdflib.term import Node
from typing_extensions import override

from krig.rdflib_terms import rdflib_term
from krig.terms import Term
from ontology.namespaces import PREFIXES

FORMAT: Final = "krig-turtle"
SHAPES: Final = ("shape", "https://w3id.org/krig/shapes/")
TEXT: Final = (
    r'"""(?:[^\\]|\\.)*?"""' + r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'(?:[^'\\\n]|\\.)*'"
)
"""A text in Turtle, in one of its four quotations."""
TOKEN: Final = re.compile(rf"{TEXT}|<[^<>\s]*>|(?P<comment>#[^\n]*)", re.DOTALL)
"""What may hold a `#` in Turtle: texts, IRIs and comments."""
SPACE: Final = re.compile(rf"(?P<kept>{TEXT})|[ \t]+\n", re.DOTALL)
"""Space at the end of a line, unless it stands in a text."""
PLAIN: Final = {
    XSD.integer: re.compile(r"[+-]?\d+"),
    XSD.decimal: re.compile(r"[+-]?\d*\.\d+"),
    XSD.boolean: re.compile(r"true|false"),
}
"""The numbers and truth values that Turtle reads as of these datatypes, without quotation."""


class StableTurtleSerializer(LongTurtleSerializer):
    """rdflib's `longturtle` with an order of subjects that other subjects have no part in."""

    ORDER: Final = (
        OWL.Ontology,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.NamedIndividual,
    )

    @override
    def orderSubjects(self) -> list[Node]:
        """Return the subjects by kind and name, then blank nodes, the nested ones last."""
        return sorted(self._subjects, key=self._rank)

    @override
    def sortProperties(self, properties: Mapping[Node, list[Node]]) -> list[Node]:
        """Return the properties in rdflib's order; values that it holds equal have one too."""
        for values in properties.values():
            values.sort(key=lambda value: value.n3())
        return super().sortProperties(properties)

    @override
    def label(self, node: Node, position: int) -> str:
        """Return a term as Turtle writes it; rdflib would write `"1"^^xsd:boolean` as 1."""
        if isinstance(node, Literal) and node.datatype is not None:
            plain = PLAIN.get(node.datatype)
            is_plain = plain is not None and plain.fullmatch(node)
            return str(node) if is_plain else node.n3(self.store.namespace_manager)
        write: Callable[[Node, int], str] = super().label
        return write(node, position)

    @override
    def isValidList(self, l_: Node | None) -> bool:
        """Tell whether parentheses say all of a list: rdflib also lets pass what is no list."""
        passed = set[Node]()
        while isinstance(l_, BNode) and l_ not in passed:
            passed.add(l_)
            said = list(self.store.predicate_objects(l_))
            cell = dict(said)
            shared = self._references[l_] > 1
            if shared or cell.keys() != {RDF.first, RDF.rest} or len(said) > len(cell):
                return False
            l_ = cell[RDF.rest]
        return bool(l_ == RDF.nil)

    def _rank(self, subject: Node) -> tuple[int, int, str]:
        types = set(self.store.objects(subject, RDF.type))
        kinds = (position for position, kind in enumerate(self.ORDER) if kind in types)
        depth = 1 + self._references[subject] if isinstance(subject, BNode) else 0
        return depth, next(kinds, len(self.ORDER)), str(subject)


plugin.register(FORMAT, Serializer, "krig.turtle", StableTurtleSerializer.__name__)


def format_text(text: str) -> str:
    """Return Turtle `text` in krig's style.

    Raises:
        SyntaxError: the text is not Turtle.
        ValueError: a comment stands elsewhere than at the head and would be lost.

    """
    lines = text.splitlines(keepends=True)
    head = "".join(itertools.takewhile(lambda line: line.startswith("#"), lines))
    for token in TOKEN.finditer(text, len(head)):
        if token["comment"]:
            number = text.count("\n", 0, token.start()) + 1
            raise ValueError(f"line {number}: a comment may only stand at the head of the file")
    return head + _serialise(_canonical(text))


def _canonical(text: str) -> Graph:
    """Return the graph that `text` states, its blank nodes labelled by RDFC-1.0."""
    dataset = Dataset(pyoxigraph.parse(text, format=RdfFormat.TURTLE))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    graph = Graph(bind_namespaces="none")
    for quad in dataset:
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: Term) -> URIRef | BNode | Literal:
    """Return a term as one of rdflib; blank nodes are labelled so that they sort by number."""
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(f"b{int(term.value.removeprefix('c14n')):06}")
    return rdflib_term(term)


def _serialise(graph: Graph) -> str:
    for prefix, namespace in [*((p, n.iri) for p, n in PREFIXES.items()), SHAPES]:
        graph.bind(prefix, namespace)
    text = graph.serialize(format=FORMAT).rstrip("\n") + "\n"
    return SPACE.sub(lambda found: found["kept"] or "\n", text)


def turtle_files(paths: Iterable[Path]) -> list[Path]:
    """Return the Turtle files that `paths` name or hold, sorted."""
    found = (path.rglob("*.ttl") if path.is_dir() else [path] for path in paths)
    return sorted(itertools.chain.from_iterable(found))


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or rewrite Turtle files; return 1 if a checked file is not in the style."""
    parser = argparse.ArgumentParser(prog="python -m krig.turtle", description=__doc__)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument(
        "--check", action="store_true", help="name the files that are not in the style"
    )
    mode.add_argument("--write", action="store_true", help="rewrite them")
    parser.add_argument("paths", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    changed = 0
    for path in turtle_files(options.paths):
        before = path.read_text(encoding="utf-8")
        after = format_text(before)
        if before != after:
            changed += 1
            remedy = "not in the style; run make format" if options.check else "rewritten"
            sys.stdout.write(f"{path}: {remedy}\n")
            if options.write:
                path.write_text(after, encoding="utf-8")
    return int(options.check and changed > 0)


if __name__ == "__main__":
    sys.exit(main())
