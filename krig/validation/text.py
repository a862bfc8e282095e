"""Writes a report for people: where, what is wrong and how to mend it, in Korean or in English."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pyoxigraph import NamedNode

from krig.results import short
from krig.terms import Term
from krig.validation.path import path_text
from krig.validation.report import Report, Result, Severity, Texts
from krig.validation.shapes import SHAPE
from loaders.fault import Language
from ontology.namespaces import ID

WORDS: Final[dict[str, tuple[str, str]]] = {
    "violation": ("위반", "violation"),
    "warning": ("경고", "warning"),
    "info": ("참고", "info"),
    "nowhere": ("어느 표에도 없는 것", "in no table"),
    "focus": ("대상", "about"),
    "path": ("경로", "path"),
    "value": ("값", "value"),
    "shape": ("형태", "shape"),
}
"""The words of a report, in Korean and in English."""

FALLBACK: Final[dict[Language, tuple[str | None, ...]]] = {
    "ko": ("ko", "en", None),
    "en": ("en", "ko", None),
}
"""Which language a text is told in, by the language that is wanted, the best first."""


def render(report: Report, language: Language) -> str:
    """Return the results, the gravest first, by file.

    Each tells its place, message, focus node, value and shape; the last line counts them.
    """
    groups = groupby(report.results, key=lambda each: (each.severity, _file(each, language)))
    parts = [_group(file, results, language) for (_, file), results in groups]
    return "\n".join([*parts, counts(report.results, language) + "\n"])


def counts(results: Iterable[Result], language: Language) -> str:
    """Return how many results there are, by severity."""
    counted = Counter(result.severity for result in results)
    return ", ".join(f"{word(severity, language)} {counted[severity]}" for severity in Severity)


def word(name: str, language: Language) -> str:
    """Return a word of the report in `language`."""
    return WORDS[name][language == "en"]


def best(texts: Texts, language: Language) -> str:
    """Return the text in `language`, else in the next best one; empty if there is none."""
    spoken = {text.language: text.value for text in reversed(texts)}
    known = (spoken[each] for each in FALLBACK[language] if each in spoken)
    return next(known, texts[0].value if texts else "")


def told(term: Term) -> str:
    """Return `term` as the tables write it: an id, a prefixed name, the text of a literal."""
    if isinstance(term, NamedNode):
        for namespace, prefix in ((ID, ""), (SHAPE, "shape:")):
            if term in namespace:
                return prefix + term.value.removeprefix(namespace.iri)
    return short(term)


def _file(result: Result, language: Language) -> str:
    return result.place.file if result.place else word("nowhere", language)


def _group(file: str, results: Iterable[Result], language: Language) -> str:
    return "\n".join([f"{file}\n", *("".join(_lines(each, language)) for each in results)])


def _lines(result: Result, language: Language) -> Iterator[str]:
    place = f"{result.place}: " if result.place else ""
    yield f"{place}{word(result.severity, language)}\n"
    yield f"  {best(result.messages, language)}\n"
    focus = _named(result.focus_node, result.focus_labels, language)
    yield f"  {word('focus', language)}: {focus}\n"
    if result.path is not None:
        yield f"  {word('path', language)}: {path_text(result.path, told)}\n"
    if result.value is not None and result.value != result.focus_node:
        value = _named(result.value, result.value_labels, language)
        yield f"  {word('value', language)}: {value}\n"
    yield f"  {word('shape', language)}: {_source(result)}\n"


def _source(result: Result) -> str:
    """Return the shape, and the constraint of it that is broken."""
    component = result.component.value.rpartition("#")[2].removesuffix("ConstraintComponent")
    return f"{told(result.source_shape)} ({component})" if result.source_shape else component


def _named(term: Term, labels: Texts, language: Language) -> str:
    name = best(labels, language)
    return f"{name} <{told(term)}>" if name else told(term)
