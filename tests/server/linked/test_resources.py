"""A thing or a term is told in the form asked for, with what leads there and what followed it."""

import csv
import io
import re
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Store, parse

from krig.release import Release, Releases
from ontology.namespaces import DCT, ID, KRIG, PROV, RDF, RDFS
from server.app import create_app
from server.linked.address import EXTENSIONS, FORMS
from server.local import LocalEngine
from server.pages.links import link_to
from server.past import Past
from server.settings import Settings
from tests.listening import GENEROUS, answering, listening

BUSAN = ID["province/busan"]
PATH = "/id/province/busan"


def triples(response: httpx.Response) -> set[Quad]:
    form = next(
        each.engine
        for each in FORMS
        if response.headers["content-type"].partition(";")[0] in each.media_types
    )
    return set(parse(response.content, form))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "media_type", "extension"),
    [
        ("text/turtle", "text/turtle", "ttl"),
        ("application/ld+json", "application/ld+json", "jsonld"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "rdf"),
        ("application/n-quads", "application/n-quads", "nq"),
        ("application/trig", "application/trig", "trig"),
        ("text/csv", "text/csv", "csv"),
        ("text/html", "text/html", "html"),
        ("*/*", "text/turtle", "ttl"),
        ("text/turtle;q=0.3, application/ld+json;q=0.9", "application/ld+json", "jsonld"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html", "html"),
    ],
)
def test_accept_chooses_the_form_and_the_answer_says_where_that_stands(
    client: httpx.Client, accept: str, media_type: str, extension: str
) -> None:
    response = client.get(PATH, headers={"Accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["content-location"] == f"{PATH}.{extension}"
    assert "Accept" in response.headers["vary"]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_extension_decides_before_accept_does(client: httpx.Client, extension: str) -> None:
    response = client.get(f"{PATH}.{extension}", headers={"Accept": "application/sparql-query"})
    assert response.status_code == 200
    types = {form.extension: form.media_types[0] for form in FORMS} | {"html": "text/html"}
    assert response.headers["content-type"].partition(";")[0] == types[extension]
    assert "content-location" not in response.headers


def test_all_forms_of_rdf_say_the_same(client: httpx.Client) -> None:
    told = set()
    for form in FORMS:
        if form.extension != "csv":
            response = client.get(f"{PATH}.{form.extension}")
            dataset = Dataset(
                Quad(each.subject, each.predicate, each.object) for each in triples(response)
            )
            dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
            told.add(frozenset(dataset))
    assert len(told) == 1


def test_what_no_form_fits_is_refused(client: httpx.Client) -> None:
    response = client.get(PATH, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.json()["formats"]


def test_links_lead_to_the_other_forms_and_to_what_describes_the_document(
    client: httpx.Client,
) -> None:
    links = client.get(PATH).headers["link"]
    for extension in EXTENSIONS:
        assert f'<{PATH}.{extension}>; rel="alternate"' in links
    for link in (
        '</catalog>; rel="describedby"',
        f'<{BUSAN.value}>; rel="canonical"',
        f'<{BUSAN.value}>; rel="cite-as"',
        '<https://w3id.org/krig/def/>; rel="profile"',
    ):
        assert link in links


def test_a_script_of_another_site_may_read_it_and_its_links(client: httpx.Client) -> None:
    headers = client.get(PATH, headers={"Origin": "https://example.org"}).headers
    assert headers["access-control-allow-origin"] == "*"
    exposed = headers["access-control-expose-headers"]
    assert {"Link", "Content-Location", "ETag"} <= {each.strip() for each in exposed.split(",")}


def test_who_has_it_already_is_told_so(client: httpx.Client) -> None:
    first = client.get(f"{PATH}.ttl")
    tag = first.headers["etag"]
    assert tag.startswith(f'W/"{first.headers["krig-revision"]}.')
    again = client.get(f"{PATH}.ttl", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(f"{PATH}.nt", headers={"If-None-Match": tag})
    assert other.status_code == 200


def closure(store: Store, node: NamedNode | BlankNode) -> Iterator[Quad]:
    """The concise bounded description, found without a query."""
    for quad in store.quads_for_pattern(node, None, None, None):
        yield Quad(quad.subject, quad.predicate, quad.object)
        if isinstance(quad.object, BlankNode):
            yield from closure(store, quad.object)


def test_a_description_holds_the_concise_bounded_description(
    client: httpx.Client, store: Store
) -> None:
    """Of every class, for those are described by blank nodes; by count, as labels differ."""
    classes = {
        quad.subject
        for quad in store.quads_for_pattern(None, RDFS["isDefinedBy"], None, None)
        if isinstance(quad.subject, NamedNode)
        and next(store.quads_for_pattern(quad.subject, RDFS["subClassOf"], None, None), None)
    }
    assert len(classes) > 30
    for iri in sorted(classes, key=str):
        told = triples(client.get(f"{link_to(iri.value)}.nt"))
        expected = set(closure(store, iri))
        named = {each for each in expected if not _has_blank(each)}
        assert named <= told, iri
        assert sum(map(_has_blank, expected)) == sum(map(_has_blank, told)), iri


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)


def test_what_is_linked_has_its_labels(client: httpx.Client, store: Store) -> None:
    told = triples(client.get(f"{PATH}.nt"))
    linked = {q.object for q in told if q.subject == BUSAN} | {
        q.subject for q in told if q.object == BUSAN
    }
    for node in linked:
        if isinstance(node, NamedNode):
            labels = set(store.quads_for_pattern(node, RDFS["label"], None, None))
            assert {q.object for q in labels} == {
                q.object for q in told if (q.subject, q.predicate) == (node, RDFS["label"])
            }


def test_what_leads_to_it_is_told_but_not_all_that_are_of_its_kind(
    client: httpx.Client, store: Store
) -> None:
    told = triples(client.get(f"{PATH}.nt"))
    leading = {q.triple for q in store.quads_for_pattern(None, None, BUSAN, None)}
    assert len(leading) > 100
    assert leading <= {q.triple for q in told}
    firm = triples(client.get("/def/Firm.nt"))
    assert not any(q.predicate == RDF["type"] and q.object == KRIG["Firm"] for q in firm)


def test_a_table_holds_what_is_said_of_the_thing_itself(client: httpx.Client, store: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get(f"{PATH}.csv").text)))
    assert len(rows) == len(set(store.quads_for_pattern(BUSAN, None, None, None)))
    label = next(row for row in rows if row["property"] == "rdfs:label" and row["language"] == "ko")
    assert label["value"] == "부산광역시"
    kind = next(row for row in rows if row["value"] == KRIG["Province"].value)
    assert (kind["label_ko"], kind["label_en"]) == ("시·도", "province")


def test_a_region_that_has_ceased_says_what_followed_it(client: httpx.Client) -> None:
    response = client.get("/id/province/gangwon-do.nt")
    state = ID["province/gangwon-state"]
    assert f'<{state.value}>; rel="successor-version"' in response.headers["link"]
    told = {q.triple for q in triples(response)}
    assert any(t.subject == state and t.predicate == RDFS["label"] for t in told)
    assert any(t.subject == state and t.predicate == KRIG["validFrom"] for t in told)


def test_an_industry_says_what_the_next_round_made_of_it(
    client: httpx.Client, store: Store
) -> None:
    (before, transition) = next(
        (q.object, q.subject)
        for q in store.quads_for_pattern(None, KRIG["from"], None, None)
        if next(store.quads_for_pattern(q.subject, KRIG["to"], None, None), None)
    )
    after = next(store.quads_for_pattern(transition, KRIG["to"], None, None)).object
    assert isinstance(before, NamedNode)
    assert isinstance(after, NamedNode)
    response = client.get(f"{link_to(before.value)}.nt")
    assert f'<{after.value}>; rel="successor-version"' in response.headers["link"]
    told = triples(response)
    assert {q.predicate for q in told if q.subject == transition} >= {KRIG["change"], DCT["source"]}


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/id/province/bussan", ID["province/busan"]),
        ("/id/busan", ID["province/busan"]),
        ("/def/Provinze", KRIG["Province"]),
        ("/id/technopark/pussan.ttl", ID["technopark/busan"]),
    ],
)
def test_an_unknown_iri_is_answered_with_those_like_it(
    client: httpx.Client, path: str, near: NamedNode
) -> None:
    response = client.get(path, headers={"Accept-Language": "en"})
    assert response.status_code == 404
    problem = response.json()
    assert problem["type"] == "https://w3id.org/krig/problem/no-thing"
    assert near.value in problem["near"]
    page = client.get(path.removesuffix(".ttl"), headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert f'href="{link_to(near.value)}"' in page.text
    assert [*problem["labels"]] == problem["near"]
    for each, label in problem["labels"].items():  # a program is told in words, too; a page once
        assert f"{label} <{each}>" in problem["detail"]
        assert page.text.count(f'title="{each}"') == 1
        assert f">{each}<" not in page.text
        assert not re.search(rf"{re.escape(each)}[,.]", page.text)


@pytest.mark.parametrize(("language", "name"), [("ko", "부산광역시"), ("en", "Busan")])
def test_those_are_called_in_the_language_of_who_asks(
    client: httpx.Client, language: str, name: str
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    page = client.get("/id/province/bussan", headers=headers)
    busan = ID["province/busan"].value
    assert re.search(rf'href="{re.escape(link_to(busan))}"[^>]*>{name}</a>', page.text)


@pytest.mark.parametrize(
    "path", ["/id/a b", "/id/%3Cscript%3E", "/id/" + "x" * 5000, "/id/%ED%A0%80"]
)
def test_what_could_be_no_iri_of_ours_is_not_known(client: httpx.Client, path: str) -> None:
    for accept in ("text/turtle", "text/html"):
        response = client.get(path, headers={"Accept": accept})
        assert response.status_code == 404
        if accept == "text/html":
            assert "<script>" not in response.text


def test_parameters_that_are_wrong_are_all_told(client: httpx.Client) -> None:
    response = client.get(f"{PATH}?lang=xx&foo=1&format=pdf")
    assert response.status_code == 400
    assert {each["parameter"] for each in response.json()["errors"]} == {"lang", "foo"}
    assert client.get(f"{PATH}?format=pdf").status_code == 406
    assert client.get(f"{PATH}?format=jsonld").headers["content-type"] == "application/ld+json"


def test_a_page_of_a_thing_is_in_the_language_asked_for(client: httpx.Client) -> None:
    for language, name in (("ko", "부산광역시"), ("en", "Busan")):
        page = client.get(f"{PATH}.html?lang={language}")
        assert page.headers["content-language"] == language
        assert name in page.text


def test_a_term_leads_people_to_its_place_in_the_documentation(client: httpx.Client) -> None:
    response = client.get("/def/Firm?lang=en", headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["location"]) == (303, "/def/?lang=en#Firm")
    module = client.get("/def/module/regions.html")
    assert module.headers["location"] == "/def/#module-regions"


def test_the_public_address_names_the_document(store: Store) -> None:
    settings = Settings(address="https://krig.example.org/", read=GENEROUS)
    small = Store()
    small.bulk_extend(store.quads_for_pattern(BUSAN, None, None, None))
    with answering(small, "public", settings) as address:
        told = httpx.get(f"{address}{PATH}", headers={"Accept": "text/turtle"}).text
    assert "<https://krig.example.org/id/province/busan>" in told
    assert PROV["wasDerivedFrom"].value.rpartition("#")[2] in told


def test_a_past_state_is_told_where_it_is_asked_for(
    two_releases: tuple[Releases, Release, Release],
) -> None:
    releases, earlier, later = two_releases

    def find(name: str) -> Release:
        return next(each for each in releases.all() if each.id == name)

    engine = LocalEngine(later, GENEROUS)
    app = create_app(engine, Settings(read=GENEROUS), past=Past(find, engine, GENEROUS, 1))
    path = "/id/round/2020.csv"
    with listening(app) as address:
        now = httpx.get(address + path)
        then = httpx.get(address + path, params={"revision": earlier.id}, timeout=30)
    assert "(바뀌기 전)" not in now.text
    assert "(바뀌기 전)" in then.text
    assert then.headers["krig-revision"] == earlier.id
