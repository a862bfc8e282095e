"""The pages of things: each tells what its reader comes for, with source and certainty."""

import json
import re

import pytest
from pyoxigraph import NamedNode, Store

from ontology.namespaces import DCT, ID, KRIG, RDF, RDFS
from server.pages.things import PAGES
from tests.server.pages.conftest import Counted

THINGS = {
    "province/busan": "ruled by its industries",
    "province/jeonnam-gwangju": "merged of two",
    "province/gangwon-do": "renamed since",
    "district/jeonnam/yeonggwang-gun": "designated, and of another province since",
    "industry/2020/busan/intelligent-information-services": "of the earlier round",
    "industry/2023/jeju/clean-bio": "retained",
    "industry/2023/jeju/formerly-green-energy": "without a name",
    "industry/2023/cooperative/lithium-ion-batteries-and-core-materials": "cooperative",
    "firm/skosyeonpeullaenteu": "an anchor",
    "firm/yussiel": "no anchor",
    "strategic-field/hydrogen": "a field",
    "focus-technology/quantum-sensing": "drawn on by nobody",
    "growth-area/new-markets": "an area",
    "growth-project/big-deal-orders": "unverified",
    "technopark/jeju": "an institution",
    "zone/busan/blockchain": "a zone",
    "complex/national-strategic/yongin-pyeongtaek-semiconductors": "in several regions",
    "programme/core-industry-support": "with measures",
    "source/156552976": "that states figures",
    "source/krig": "that states nothing itself",
    "collaboration/hydrogen-storage-and-transport": "of its parts",
    "contradiction/core-industry-count": "of statements",
    "round/2023": "that designates",
    "transition/2023/jeju/clean-bio": "a statement",
    "observation/regional-investment/jeju/2021": "a figure",
    "figure/2023/core-industries": "that is stated",
    "role-kind/global-small-giant": "to which hundreds lead",
    "query/count-strategic-fields": "of which little is known",
}


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def section(page: str, name: str) -> str:
    start = page.index(f'id="{name}"')
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_has_a_page_in_both_languages(
    counted: Counted, store: Store, thing: str, language: str
) -> None:
    response, queries = counted.get(f"/id/{thing}?lang={language}", language)
    assert response.status_code == 200
    assert response.headers["content-language"] == language
    assert queries <= 2
    labels = [
        quad.object.value
        for quad in store.quads_for_pattern(ID[thing], RDFS["label"], None)
        if quad.object.language == language
    ]
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", response.text)
    assert heading is not None
    assert plain(heading[1]).replace("&#39;", "'").strip() in (labels or [thing])


@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_that_a_row_states_shows_its_certainty_and_its_sources(
    counted: Counted, store: Store, thing: str
) -> None:
    page = counted.get(f"/id/{thing}?lang=en", "en")[0].text
    sources = store.quads_for_pattern(ID[thing], DCT["source"], None)
    cited = page[page.index("</article>") :]
    for source in sources:
        assert f'href="{source.object.value.replace(ID.iri, "/id/")}?lang=en"' in cited
    for quad in store.quads_for_pattern(ID[thing], KRIG["certainty"], None):
        name = quad.object.value.removeprefix(KRIG.iri).lower()
        assert f'class="certainty {name}"' in page


def test_every_number_of_a_source_leads_to_a_source_of_the_page(counted: Counted) -> None:
    for thing in THINGS:
        page = counted.get(f"/id/{thing}?lang=ko")[0].text
        cited = set(re.findall(r'href="#(source-\d+)"', page))
        listed = set(re.findall(r'<li id="(source-\d+)"', page))
        assert cited == listed


def test_every_class_with_a_page_of_its_own_is_tried(store: Store) -> None:
    tried = {
        kind
        for thing in THINGS
        for kind in PAGES
        if any(store.quads_for_pattern(ID[thing], RDF["type"], kind))
    }
    assert tried == set(PAGES)


def test_a_province_shows_its_industries_and_what_became_of_those_before(counted: Counted) -> None:
    page = counted.get("/id/province/busan?lang=en", "en")[0].text
    for name in (
        "Power semiconductors",
        "Silver care tech",
        "Hydrogen storage and transport",
    ):
        assert name.lower() in plain(section(page, "industries")).lower()
    changes = plain(section(page, "changes"))
    assert "Intelligent information services excluded (dropped) inferred" in changes
    for name in ("firms", "collaborations", "support", "districts", "figures", "place"):
        assert section(page, name)


def test_a_merged_province_tells_facts_of_those_before_it_and_of_which(
    counted: Counted, store: Store
) -> None:
    page = counted.get("/id/province/jeonnam-gwangju?lang=en", "en")[0].text
    industries = section(page, "industries")
    assert "/id/province/gwangju?lang=en" in industries
    assert "/id/province/jeonnam?lang=en" in industries
    transitions = [
        quad.subject
        for region in ("gwangju", "jeonnam")
        for quad in store.quads_for_pattern(None, KRIG["inRegion"], ID[f"province/{region}"])
        if any(store.quads_for_pattern(quad.subject, RDF["type"], KRIG["Transition"]))
    ]
    assert page.count('class="change ') == len(transitions) > 8


def test_a_province_that_ceased_leads_to_what_followed(counted: Counted) -> None:
    page = counted.get("/id/province/gangwon-do?lang=en", "en")[0].text
    warning = page[page.index('class="warning"') :]
    assert "2023-06-11" in warning[:400]
    assert 'href="/id/province/gangwon-state?lang=en"' in warning[:400]


def test_what_is_inferred_is_marked_with_its_reason(counted: Counted) -> None:
    address = "/id/industry/2023/cooperative/lithium-ion-batteries-and-core-materials?lang=ko"
    technologies = plain(section(counted.get(address)[0].text, "technologies"))
    assert "추정" in technologies
    assert "산업 이름과 중점기술 이름을 견주어 추론함" in technologies


def test_an_industry_without_a_name_says_so(counted: Counted) -> None:
    page = counted.get("/id/industry/2023/jeju/formerly-green-energy?lang=en", "en")[0].text
    assert "No source that was found states the name" in plain(page)


def test_a_cooperative_industry_shows_who_brings_what(counted: Counted) -> None:
    thing = "industry/2023/cooperative/hydrogen-storage-and-transport"
    parts = section(counted.get(f"/id/{thing}?lang=en", "en")[0].text, "collaborations")
    for region in ("busan", "ulsan", "gyeongnam", "jeju"):
        assert f'href="/id/province/{region}?lang=en"' in parts


def test_only_an_anchor_is_called_one(counted: Counted) -> None:
    for firm, said in (("skosyeonpeullaenteu", "Yes: a source"), ("yussiel", "No source that")):
        assert said in plain(counted.get(f"/id/firm/{firm}?lang=en", "en")[0].text)


def test_a_document_shows_its_figures_and_where_they_stand(counted: Counted) -> None:
    page = counted.get("/id/source/156552976?lang=en", "en")[0].text
    figures = section(page, "figures")
    assert figures.count("<tr>") == 22
    assert "360–362" in figures
    assert "≠" in figures
    assert "f17f2dd6b4e214ced8724a7bc2a8618adcf2227f0f7353b5995486e8e0f9ddb5" in page
    resting = plain(section(page, "resting"))
    assert "transition" in resting
    assert "core industry" in resting


def test_any_other_thing_tells_apart_what_follows_by_reasoning(counted: Counted) -> None:
    page = counted.get("/id/round/2023?lang=en", "en")[0].text
    assert "2023-02-16" in section(page, "stated")
    assert "Power semiconductors" not in section(page, "stated")
    assert "Power semiconductors" in section(page, "entailed")
    assert "Power semiconductors" in section(page, "leading")


def test_a_text_in_another_language_is_marked_as_such(counted: Counted) -> None:
    page = counted.get("/id/contradiction/core-industry-count?lang=en", "en")[0].text
    assert '<span lang="ko">출처들이 서로 다르게 말함</span>' in page


def test_search_engines_are_told_the_same(counted: Counted) -> None:
    page = counted.get("/id/province/busan?lang=en", "en")[0].text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["@id"] == NamedNode(ID["province/busan"].value).value
