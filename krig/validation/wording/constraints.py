"""What constraints ask for, in words: for messages, help texts and explanations.

Source: Shapes Constraint Language (SHACL), sections 4 and 5.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from krig.terms import Term
from krig.validation.report import Texts
from krig.validation.text import best
from krig.validation.wording.catalogue import Catalogue, is_anonymous
from loaders.fault import Language
from ontology.namespaces import SH

DEEPEST: Final = 3
"""How far shapes within shapes are told."""
MANY: Final = 12
"""How many members of a list are told."""

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "class": ("{value}에 속하는 것", "an instance of {value}"),
    "datatype": ("자료형 {value}의 올바른 리터럴", "a valid literal of the datatype {value}"),
    "nodeKind": ("{value}", "{value}"),
    "minCount": ("값 {value}개 이상", "at least {value} {values}"),
    "maxCount": ("값 {value}개 이하", "at most {value} {values}"),
    "minExclusive": ("{value}보다 큰 값", "a value greater than {value}"),
    "minInclusive": ("{value} 이상인 값", "a value of at least {value}"),
    "maxExclusive": ("{value}보다 작은 값", "a value less than {value}"),
    "maxInclusive": ("{value} 이하인 값", "a value of at most {value}"),
    "minLength": ("{value}자 이상", "at least {value} characters"),
    "maxLength": ("{value}자 이하", "at most {value} characters"),
    "pattern": ("정규식 {value}에 맞는 글", "a text that matches {value}"),
    "languageIn": (
        "언어 표시가 {value} 가운데 하나인 글",
        "a text in one of the languages {value}",
    ),
    "uniqueLang": ("언어마다 하나뿐인 글", "no two texts in the same language"),
    "equals": ("{value}와 같은 값", "the same values as {value}"),
    "disjoint": ("{value}에는 없는 값", "no value in common with {value}"),
    "lessThan": ("{value}보다 작은 값", "values less than those of {value}"),
    "lessThanOrEquals": ("{value} 이하인 값", "values not greater than those of {value}"),
    "hasValue": ("값 가운데 {value}", "{value} among the values"),
    "in": ("{value} 가운데 하나", "one of {value}"),
    "not": ("{value} 밖의 것", "something other than {value}"),
    "and": ("다음 모두: {value}", "all of: {value}"),
    "or": ("다음 가운데 하나 이상: {value}", "at least one of: {value}"),
    "xone": ("다음 가운데 꼭 하나: {value}", "exactly one of: {value}"),
    "node": ("{value}를 지키는 것", "something that conforms to {value}"),
    "property": ("{value}", "{value}"),
    "qualifiedMinCount": ("{shape}: {value}개 이상", "at least {value} of: {shape}"),
    "qualifiedMaxCount": ("{shape}: {value}개 이하", "at most {value} of: {shape}"),
    "closed": ("{value} 밖의 속성이 없는 것", "no properties but {value}"),
    "sparql": ("SPARQL로 적은 제약: {value}", "what a SPARQL query asks: {value}"),
    "js": ("JavaScript로 적은 제약", "what a JavaScript function asks"),
}
"""What a parameter of SHACL asks for, in Korean and in English."""

NODE_KINDS: Final[dict[str, tuple[str, str]]] = {
    "IRI": ("IRI", "an IRI"),
    "BlankNode": ("빈 노드", "a blank node"),
    "Literal": ("리터럴", "a literal"),
    "BlankNodeOrIRI": ("빈 노드나 IRI", "a blank node or an IRI"),
    "BlankNodeOrLiteral": ("빈 노드나 리터럴", "a blank node or a literal"),
    "IRIOrLiteral": ("IRI나 리터럴", "an IRI or a literal"),
}

SWITCHES: Final = frozenset({"closed", "uniqueLang"})
"""The parameters that may be false, which asks for nothing."""
EXPECTED: Final = ("{where}에 기대하는 것은 {what}입니다.", "{where}: expected {what}.")
LANGUAGES: Final[tuple[Language, Language]] = ("ko", "en")


def parameter(component: NamedNode) -> str:
    """Return the parameter of SHACL that stands for a constraint component, such as `minCount`."""
    name = short_component(component)
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]


def short_component(component: NamedNode) -> str:
    """Return the name of a constraint component as reports tell it, such as `MinCount`."""
    return component.value.rpartition("#")[2].removesuffix("ConstraintComponent")


def expectation(shape: Term, component: NamedNode, catalogue: Catalogue) -> Texts:
    """Return what `shape` asks for by a constraint component, in each language.

    Empty where the component is none of SHACL's own.
    """
    name = parameter(component)
    if component not in SH or name not in PHRASES:
        return ()
    return tuple(
        RdfLiteral(phrase, language=language)
        for language in LANGUAGES
        if (phrase := "; ".join(Wording(catalogue, language).phrases(shape, name)))
    )


def expected(shape: Term, component: NamedNode, catalogue: Catalogue) -> Texts:
    """Return a message, in each language, for a result whose shape has none."""
    path = catalogue.path(shape)
    where = catalogue.name(shape) if path is None else catalogue.naming.path(path)
    return tuple(
        RdfLiteral(
            EXPECTED[text.language == "en"].format(where=where, what=text.value),
            language=text.language,
        )
        for text in expectation(shape, component, catalogue)
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """Tells what the shapes of a catalogue ask for; `depth` counts the shapes within shapes."""

    catalogue: Catalogue
    language: Language
    depth: int = 0

    def constraints(self, shape: Term, *, held: bool = True) -> Iterator[str]:
        """Yield what `shape` asks for, a phrase each; by the property shapes too that it holds."""
        for name in PHRASES:
            if held or name != "property":
                yield from self.phrases(shape, name)

    def phrases(self, shape: Term, name: str) -> Iterator[str]:
        """Yield what `shape` asks for by a parameter, a phrase for each of its values."""
        template = PHRASES[name][self.language == "en"]
        qualified = self.catalogue.values(shape, "qualifiedValueShape")
        for value in self.catalogue.values(shape, name):
            if name in SWITCHES and _text(value) in {"false", "0"}:
                continue
            told = self._told(shape, name, value)
            yield template.format(
                value=told,
                values="value" if told == "1" else "values",
                shape=", ".join(map(self._shape, qualified)),
            )

    def _told(self, shape: Term, name: str, value: Term) -> str:
        """Return the value of a parameter in words."""
        term = self.catalogue.naming.term
        told = term(value)
        match name:
            case "nodeKind":
                kind = told.removeprefix("sh:")
                told = NODE_KINDS.get(kind, (kind, kind))[self.language == "en"]
            case "closed":
                told = _listed(sorted({term(each) for each in self._allowed(shape)}))
            case "sparql":
                told = self._message(value) or told
            case "pattern":
                told = f"/{told}/{''.join(map(_text, self.catalogue.values(shape, 'flags')))}"
            case "in" | "languageIn":
                told = _listed([term(each) for each in self.catalogue.members(value)])
            case "and" | "or" | "xone":
                told = _listed([self._shape(each) for each in self.catalogue.members(value)])
            case "not" | "node" | "property":
                told = self._shape(value)
        return told

    def _allowed(self, shape: Term) -> Iterator[Term]:
        """Yield the properties that a closed shape lets pass."""
        for each in self.catalogue.values(shape, "ignoredProperties"):
            yield from self.catalogue.members(each)
        for each in self.catalogue.values(shape, "property"):
            paths = self.catalogue.values(each, "path")
            yield from (path for path in paths if isinstance(path, NamedNode))

    def _message(self, constraint: Term) -> str:
        messages = self.catalogue.values(constraint, "message")
        return best(tuple(each for each in messages if isinstance(each, RdfLiteral)), self.language)

    def _shape(self, shape: Term) -> str:
        """Return the name of a shape, or what an anonymous one asks for."""
        if not is_anonymous(shape):
            return self.catalogue.name(shape)
        if self.depth >= DEEPEST:
            return "(…)"
        path = self.catalogue.path(shape)
        where = f"{self.catalogue.naming.path(path)}: " if path is not None else ""
        inner = Wording(self.catalogue, self.language, self.depth + 1)
        asked = [*inner.constraints(shape)]
        if not where and len(asked) == 1 and asked[0].startswith("("):
            return asked[0]
        return f"({where}{'; '.join(asked)})"


def _listed(texts: list[str]) -> str:
    return ", ".join(texts[:MANY]) + (f", … ({len(texts)})" if len(texts) > MANY else "")


def _text(term: Term) -> str:
    return term.value if isinstance(term, RdfLiteral) else ""
