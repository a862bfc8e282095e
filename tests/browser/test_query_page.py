"""The query page in a browser: it asks, shows, tells, and reaches for nothing elsewhere."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.query_page import Watched, put, text_of, violations, watch, write

pytestmark = pytest.mark.browser

SETTINGS = [
    ("ko-KR", "light", 1360),
    ("en-US", "dark", 1360),
    ("ko-KR", "dark", 390),
    ("en-US", "light", 390),
]


@pytest.mark.parametrize(("locale", "scheme", "width"), SETTINGS)
def test_a_saved_query_runs_and_shows_its_rows(
    browser: Browser, address: str, locale: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    with browser.new_context(
        locale=locale, color_scheme=scheme, viewport=size, base_url=address
    ) as context:
        watched = watch(context)
        page = watched.page
        page.goto("/queries/region-industries-before-and-after")
        table = page.get_by_role("table")
        city = "광주광역시" if locale == "ko-KR" else "Gwangju"
        expect(table.get_by_text(city, exact=False).first).to_be_visible()
        official = "공식" if locale == "ko-KR" else "official"
        expect(table.get_by_role("link", name=official, exact=True).first).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide
    assert watched.console == []
    assert [each for each in watched.requests if not each.startswith((address, "data:"))] == []


def test_the_first_query_that_is_offered_answers(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    page.get_by_role("button", name="실행").click()
    expect(page.locator("#told")).to_contain_text("68행")
    expect(page.get_by_role("table").get_by_text("추정").first).to_be_visible()
    assert watched.console == []


def test_a_condition_is_changed_in_its_form(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/firms-of-a-region")
    page.get_by_label("시·도").select_option("province/busan")
    page.get_by_role("button", name="이 조건으로").click()
    expect(page.get_by_role("table").get_by_text("부산광역시").first).to_be_visible()
    assert "region=province%2Fbusan" in page.url


def test_examples_are_narrowed_by_words(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    entries = page.locator(".examples li:visible")
    before = entries.count()
    page.get_by_label("예제 찾기").fill("앵커 기업")
    assert 0 < entries.count() < before
    entries.first.click()
    expect(page.get_by_role("table")).to_be_visible()


def test_the_keyboard_skips_the_examples(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/firms-of-a-region")
    page.locator("a.skip").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".conditions select")).to_be_focused()


def test_a_fault_is_told_and_marked_where_it_is(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    write(page, "SELECT ?s WHERE {\n  ?s a ?부산 ?x\n}")
    page.get_by_role("button", name="실행").click()
    expect(page.get_by_role("alert")).to_contain_text("2행 12열의 “?x”")
    expect(page.locator(".CodeMirror .fault")).to_have_text("?x")
    write(page, "ASK {}")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".boolean")).to_have_text("예 (true)")
    expect(page.locator(".CodeMirror .fault")).to_have_count(0)


def test_columns_of_two_languages_are_one_until_all_are_asked_for(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    page.get_by_role("button", name="실행").click()
    heads = page.get_by_role("columnheader")
    expect(heads).to_have_text(["region", "industry", "certainty"])
    page.get_by_label("모든 열 보기").check()
    expect(heads).to_have_count(7)


def test_a_result_is_sorted_searched_and_downloaded(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    page.get_by_role("button", name="실행").click()
    lines = page.locator("tbody tr")
    expect(lines).to_have_count(68)
    page.get_by_role("columnheader", name="industry").get_by_role("button").click()
    names = lines.locator("td:nth-child(2)").all_inner_texts()
    assert names == page.evaluate(
        "names => names.sort(new Intl.Collator('ko', { numeric: true }).compare)", names
    )
    page.get_by_label("결과에서 찾기").fill("부산")
    assert 0 < lines.count() < 68
    with page.expect_download() as download:
        page.get_by_role("link", name="csv", exact=True).click()
    content = download.value.path().read_text(encoding="utf-8")
    assert content.startswith("region,regionKo,regionEn,industry")


def test_a_graph_is_shown_as_turtle(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql?query=DESCRIBE <https://w3id.org/krig/id/province/busan>")
    expect(page.locator(".result pre")).to_contain_text('"부산광역시"@ko')


def test_prefixes_are_completed(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    write(page, "")
    page.locator(".CodeMirror").click()
    page.keyboard.type("PREFIX kri")
    hint = page.locator(".CodeMirror-hint")
    expect(hint).to_have_text(["krig: <https://w3id.org/krig/def/>"])
    page.keyboard.press("Enter")
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert text == "PREFIX krig: <https://w3id.org/krig/def/>"


def test_what_was_written_is_there_again_but_never_covers_an_example(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    write(page, "ASK { ?mine ?p ?o }")
    page.locator(".CodeMirror").click()
    page.get_by_role("button", name="실행").focus()
    page.goto("/queries/technoparks")
    expect(page.locator(".CodeMirror")).not_to_contain_text("?mine")
    page.goto("/sparql")
    expect(page.locator(".CodeMirror")).to_contain_text("?mine")


def test_the_page_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=address) as context:
        page = context.new_page()
        page.goto("/sparql?lang=en")
        page.locator("textarea").fill("ASK {}")
        page.get_by_label("Download").select_option("tsv")
        with page.expect_download() as download:
            page.get_by_role("button", name="Run").click()
        assert download.value.path().read_text(encoding="utf-8") == "true"


@pytest.mark.parametrize("path", ["/", "/queries", "/nowhere"])
def test_the_other_pages_fit_a_phone_and_load_nothing_elsewhere(
    browser: Browser, address: str, path: str
) -> None:
    size = {"width": 360, "height": 740}
    with browser.new_context(locale="ko-KR", viewport=size, base_url=address) as context:
        watched = watch(context)
        watched.page.goto(path)
        assert not watched.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert [each for each in watched.requests if not each.startswith((address, "data:"))] == []


def test_terms_are_completed_with_their_labels_and_prefix(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    put(page, "SELECT * WHERE {\n  ?firm |\n}")
    page.keyboard.type("krig:inReg")
    hint = page.locator(".CodeMirror-hint").first
    expect(hint).to_contain_text("krig:inRegion")
    expect(hint).to_contain_text("소재 지역 · in region")
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror")).to_contain_text("?firm krig:inRegion")
    assert text_of(page).count("PREFIX krig: <https://w3id.org/krig/def/>") == 1
    assert watched.console == []


def test_a_korean_word_finds_terms_and_things(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    put(page, "SELECT * WHERE { ?industry ?p | }")
    page.keyboard.type("부산")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("province/busan")
    page.keyboard.press("Enter")
    assert "?p <https://w3id.org/krig/id/province/busan> }" in text_of(page)
    put(page, "SELECT * WHERE { ?industry | }")
    page.keyboard.type("확실성")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("krig:")


def test_keywords_are_written_in_peace_until_hints_are_asked_for(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    put(page, "SELECT * WHERE { ?s |?x }")
    page.keyboard.type("certain")
    expect(page.locator(".CodeMirror-hint")).to_have_count(0)
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").first).to_contain_text("krig:certainty")


def test_the_address_leads_others_to_the_same_query_and_view(
    watched: Watched, browser: Browser, address: str
) -> None:
    page = watched.page
    page.goto("/sparql?lang=en")
    write(
        page,
        "SELECT ?region (COUNT(*) AS ?n) "
        "{ ?x a <https://w3id.org/krig/def/FutureIndustry> ;"
        " <https://w3id.org/krig/def/inRegion> ?region } GROUP BY ?region",
    )
    page.get_by_role("button", name="Run").click()
    page.get_by_role("tab", name="Map").click()
    expect(page.locator(".tiles")).to_be_visible()
    with browser.new_context(base_url=address) as context:
        other = context.new_page()
        other.goto(page.url)
        expect(other.locator(".tiles")).to_be_visible()
        assert text_of(other) == text_of(page)


def test_a_long_query_travels_in_the_fragment(
    watched: Watched, browser: Browser, address: str
) -> None:
    page = watched.page
    page.goto("/sparql")
    write(page, f"ASK {{}} # {'long ' * 3000}")
    page.get_by_role("button", name="실행").click()
    expect(page.locator(".boolean")).to_be_visible()
    assert len(page.url.partition("#")[0]) < 100
    with browser.new_context(base_url=address) as context:
        other = context.new_page()
        other.goto(page.url)
        expect(other.locator(".boolean")).to_be_visible()
        assert text_of(other) == text_of(page)


def test_a_query_is_stopped_by_its_button_and_by_escape(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    write(
        page,
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER (?c != ?f && ?i != ?c) }",
    )
    run, stop = (page.get_by_role("button", name=name) for name in ("실행", "멈추기"))
    run.click()
    stop.click()
    expect(page.locator("#told")).to_have_text("멈추었습니다.")
    expect(stop).to_be_hidden()
    run.click()
    expect(stop).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#told")).to_have_text("멈추었습니다.")


def test_escape_leaves_the_editor(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="실행")).to_be_focused()


def test_a_fault_is_written_below_its_line_and_led_to(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql?lang=en")
    write(page, "SELECT ?s WHERE {\n  ?s a ?x ?y\n}")
    page.get_by_role("button", name="Run").click()
    expect(page.locator(".told-fault")).to_contain_text("?y")
    page.get_by_role("button", name="Show it in the query").click()
    cursor = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getCursor()")
    assert (cursor["line"], cursor["ch"]) == (1, 10)


def test_an_answer_is_offered_in_every_format(watched: Watched) -> None:
    page = watched.page
    page.goto("/queries/technoparks")
    links = page.locator(".downloads a")
    expect(links).to_have_text(
        ["json", "xml", "csv", "tsv", "xlsx", "arrow", "parquet", "csv-excel"]
    )
    page.goto("/sparql?query=DESCRIBE <https://w3id.org/krig/id/province/busan>")
    expect(links).to_have_text(["turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"])


@pytest.mark.parametrize(
    ("path", "view"),
    [
        ("/sparql", "#editor"),
        ("/queries/share-series#view=chart", ".drawing canvas"),
        ("/queries/collaboration-matrix#view=network", ".drawing canvas"),
        ("/queries/future-industries-by-region#view=map", ".tiles li"),
    ],
)
def test_the_page_loads_less_script_than_it_may(
    browser: Browser, address: str, path: str, view: str
) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        expect(page.locator(view).first).to_be_visible()
        sizes = page.evaluate(
            "performance.getEntriesByType('resource')"
            ".filter(({ name }) => name.endsWith('.js')).map(each => each.encodedBodySize)"
        )
        assert 0 < sum(sizes) <= 350_000


def test_a_fault_is_told_to_everybody(watched: Watched) -> None:
    page = watched.page
    page.goto("/sparql?query=SELECT * WHERE { ?s a ?x ?y }")
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
