"""The `Link` headers of a document about a resource (RFC 8288)."""

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from krig.catalog.names import LICENCE
from ontology.namespaces import KRIG
from server.linked.address import FORMS, PAGE
from server.negotiation import HTML

SUCCEEDED_BY: Final = KRIG["succeededBy"]
FROM: Final = KRIG["from"]
TO: Final = KRIG["to"]


def links(iri: NamedNode, path: str, triples: Iterable[Triple] = ()) -> str:
    """Return the header for the document at `path` about `iri`, of which `triples` are told.

    `alternate` are its other forms, `describedby` is the catalogue, `canonical` and `cite-as` (RFC
    8574) its lasting IRI, `profile` (RFC 6906) the vocabulary that it follows; `successor-version`
    (RFC 5829) is what followed a resource that has ceased.
    """
    return ", ".join((*_alternates(path), *_others(iri), *_followed(iri, triples)))


def _alternates(path: str) -> Iterator[str]:
    forms = [(form.extension, form.media_types[0]) for form in FORMS]
    for extension, media_type in (*forms, (PAGE, HTML)):
        yield f'<{path}.{extension}>; rel="alternate"; type="{media_type}"'


def _others(iri: NamedNode) -> Iterator[str]:
    yield '</catalog>; rel="describedby"'
    yield f'<{iri.value}>; rel="canonical"'
    yield f'<{iri.value}>; rel="cite-as"'
    yield f'<{KRIG.iri}>; rel="profile"'
    yield f'<{LICENCE.value}>; rel="license"'


def _followed(iri: NamedNode, triples: Iterable[Triple]) -> Iterator[str]:
    told = tuple(triples)
    changes = {each.subject for each in told if (each.predicate, each.object) == (FROM, iri)}
    followers = {
        each.object.value
        for each in told
        if isinstance(each.object, NamedNode)
        and (
            (each.predicate == SUCCEEDED_BY and each.subject == iri)
            or (each.predicate == TO and each.subject in changes)
        )
    }
    for follower in sorted(followers):
        yield f'<{follower}>; rel="successor-version"'
