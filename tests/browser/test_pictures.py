"""The pictures in a browser: drawn, led on by clicks and keys, light, and there without scripts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from pyoxigraph import Store
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from server.settings import Settings
from tests.browser.test_pages import Watched, audit
from tests.data.fact_tables import SHARED
from tests.listening import GENEROUS, answering, listening

pytestmark = pytest.mark.browser

SOURCES = SHARED / "sources"
HEAVIEST = 350_000
"""How many bytes of compressed script a page may load."""
SETTINGS = [
    ("ko-KR", "light", 1360),
    ("en-US", "dark", 1360),
    ("ko-KR", "dark", 390),
    ("en-US", "light", 320),
]
FRAMED = ["/map?embed=true", "/reform?embed=true", "/collaboration?embed=true"]
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => {
  for (const { value } of list.getEntries()) window.shifted += value;
}).observe({ type: "layout-shift", buffered: true });"""
MIDDLE = """path => {
  const point = path.getPointAtLength(path.getTotalLength() / 2);
  const { a, b, c, d, e, f } = path.getScreenCTM();
  return [a * point.x + c * point.y + e, b * point.x + d * point.y + f];
}"""
SCRIPTS = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith(".js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""


@pytest.fixture(scope="module")
def with_boundaries(store: Store) -> Iterator[str]:
    """Where a server has the boundaries of districts."""
    if not (SOURCES / "boundaries").is_dir():
        pytest.skip("no boundaries in ../shared here")
    with answering(store, "with-boundaries", Settings(read=GENEROUS, sources=SOURCES)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a Korean reader; it must be silent."""
    with browser.new_context(
        locale="ko-KR", base_url=address, viewport=ViewportSize(width=1360, height=900)
    ) as context:
        watched = Watched(context, address)
        yield watched.page
    assert watched.faults == []


def chart(page: Page) -> Locator:
    return page.locator("#chart svg")


def box(locator: Locator) -> Any:
    found = locator.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("reader", SETTINGS, ids=str)
@pytest.mark.parametrize("path", [*FRAMED, "/reform", "/collaboration"])
def test_a_picture_is_drawn_and_for_everybody(
    browser: Browser, address: str, path: str, reader: tuple[str, Any, int]
) -> None:
    locale, scheme, width = reader
    size = ViewportSize(width=width, height=800)
    with browser.new_context(
        locale=locale, color_scheme=scheme, viewport=size, base_url=address
    ) as context:
        watched = Watched(context, address)
        watched.go(path)
        drawn = watched.page.locator("svg.tilemap" if "map" in path else "#chart svg")
        expect(drawn).to_be_visible()
        assert drawn.locator("text").count() > 15
        assert not watched.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert audit(watched.page) == []
        assert watched.page.evaluate(SCRIPTS) < HEAVIEST
    assert watched.faults == []


def test_a_band_leads_to_its_industries(page: Page) -> None:
    page.goto("/reform")
    name = box(chart(page).get_by_text("부산 4").first)
    page.mouse.click(name["x"] + name["width"] + 60, name["y"] + name["height"] / 2)
    page.wait_for_url("**/reform?region=busan&change=narrowed#industries")
    expect(page.locator("#industries")).to_contain_text("3")
    expect(page.get_by_role("table").last.get_by_role("row")).to_have_count(4)


def test_a_stop_leads_to_its_industries_or_to_the_page_of_the_province(page: Page) -> None:
    page.goto("/reform?lang=en")
    chart(page).get_by_text("excluded 11").click()
    page.wait_for_url("**/reform?change=excluded&lang=en#industries")
    chart(page).get_by_text("Jeju 3").click()
    page.wait_for_url("**/id/province/jeju?lang=en")


def test_a_band_tells_what_it_holds_and_that_no_source_states_it(page: Page) -> None:
    page.goto("/reform")
    name = box(chart(page).get_by_text("부산 4").first)
    page.mouse.move(name["x"] + name["width"] + 60, name["y"] + name["height"] / 2)
    tip = page.locator(".tip")
    expect(tip).to_contain_text("부산 → 축소·구체화: 3개")
    expect(tip).to_contain_text("라이프케어 → 실버케어테크")
    expect(tip).to_contain_text("자료가 직접 말하지 않음")


def test_what_no_source_states_is_dashed(page: Page) -> None:
    page.goto("/reform")
    bands = page.evaluate("JSON.parse(document.getElementById('data').textContent).flow.bands")
    expect(chart(page).locator("path[stroke-dasharray]")).to_have_count(
        sum(not each["stated"] for each in bands)
    )


def test_a_province_of_the_network_leads_to_its_page(page: Page) -> None:
    page.goto("/collaboration")
    chart(page).get_by_text("울산", exact=True).click()
    page.wait_for_url("**/id/province/ulsan")


def test_a_line_leads_to_what_two_provinces_share(page: Page) -> None:
    page.goto("/collaboration?kind=industries")
    lines = chart(page).locator("path[stroke-dasharray]")
    expect(lines).to_have_count(12)
    page.mouse.click(*lines.last.evaluate(MIDDLE))
    page.wait_for_url(re.compile(r"/collaboration\?kind=industries&one=[a-z-]+&other=[a-z-]+#"))
    expect(page.locator("article.together")).to_have_count(1)


def test_colours_follow_the_reader(page: Page) -> None:
    page.goto("/collaboration")
    text = chart(page).locator("text").first
    fills = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="light" if scheme == "light" else "dark")
        page.wait_for_timeout(200)
        fills.append(text.get_attribute("fill"))
    assert fills[0] != fills[1]


@pytest.mark.parametrize("path", ["/reform", "/collaboration", "/map"])
def test_nothing_moves_when_a_picture_is_drawn(page: Page, path: str) -> None:
    """The measure is Cumulative Layout Shift; up to 0.1 is called good."""
    page.add_init_script(SHIFTS)
    page.goto(path, wait_until="networkidle")
    assert page.evaluate("window.shifted") < 0.05


def test_the_slider_redraws_the_provinces_as_they_were(page: Page) -> None:
    page.goto("/map")
    tiles = page.locator("svg.tilemap a")
    expect(tiles).to_have_count(16)
    slider = page.get_by_label("바뀐 날 사이를 옮기기")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(tiles).to_have_count(17)
    expect(page.get_by_role("link", name=re.compile("^광주 "))).to_be_visible()
    assert "day=2024-01-18" in page.url
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("link", name="전북 5: 지역주력산업")).to_be_visible()
    expect(slider).to_be_focused()
    expect(page.locator("input[type=date]")).to_have_value("2023-06-11")


def test_a_day_that_is_chosen_by_keys_keeps_the_focus_and_is_told_in_a_line(page: Page) -> None:
    page.goto("/map")
    page.get_by_role("link", name="2020-12-30").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("지역주력산업, 2020-12-30")
    expect(page.get_by_role("link", name="2020-12-30")).to_be_focused()


def test_keys_go_over_the_tiles_from_the_north_to_the_south(page: Page) -> None:
    page.goto("/map")
    tops = page.locator("svg.tilemap a").evaluate_all(
        "tiles => tiles.map(tile => tile.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


def test_another_layer_is_shown_in_place(page: Page) -> None:
    page.goto("/map")
    page.get_by_label("무엇을").select_option("zones")
    expect(page.get_by_role("link", name="부산 4: 규제자유특구")).to_be_visible()
    page.get_by_role("link", name="2020-12-30").click()
    expect(page.get_by_role("link", name="부산 2: 규제자유특구")).to_be_visible()
    assert "layer=zones" in page.url
    page.get_by_role("link", name="부산 2: 규제자유특구").click()
    page.wait_for_url("**/id/province/busan")


@pytest.mark.parametrize("reader", SETTINGS, ids=str)
@pytest.mark.parametrize("path", ["/map", "/map?layer=decline&day=2023-07-01", "/map?embed=true"])
def test_real_boundaries_are_drawn_where_the_server_has_them(
    browser: Browser, with_boundaries: str, path: str, reader: tuple[str, Any, int]
) -> None:
    locale, scheme, width = reader
    size = ViewportSize(width=width, height=800)
    with browser.new_context(
        locale=locale, color_scheme=scheme, viewport=size, base_url=with_boundaries
    ) as context:
        watched = Watched(context, with_boundaries)
        watched.go(path)
        page = watched.page
        expect(chart(page)).to_be_visible()
        expect(page.locator("#picture")).to_be_hidden()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert audit(page) == []
        assert page.evaluate(SCRIPTS) < HEAVIEST
    assert watched.faults == []


def test_provinces_are_merged_from_districts_as_of_the_day(
    browser: Browser, with_boundaries: str
) -> None:
    size = ViewportSize(width=1360, height=900)
    with browser.new_context(locale="ko-KR", viewport=size, base_url=with_boundaries) as context:
        page = context.new_page()
        page.goto("/map", wait_until="networkidle")
        names = chart(page).locator("text")
        expect(names.filter(has_text="전남광주")).to_have_count(1)
        areas = chart(page).locator("path")
        merged = areas.count() - names.count()  # behind each name is a path of its own
        page.get_by_role("link", name="2023-02-16").click()
        expect(names.filter(has_text="전남광주")).to_have_count(0)
        expect(names.filter(has_text=re.compile("^전남 "))).to_have_count(1)
        assert areas.count() - names.count() == merged + 1
        names.filter(has_text="경북").click()
        page.wait_for_url("**/id/province/gyeongbuk")


@pytest.mark.parametrize("path", ["/reform", "/collaboration", "/map"])
def test_without_scripts_a_page_tells_the_same(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(
        locale="ko-KR", java_script_enabled=False, base_url=address
    ) as context:
        page = context.new_page()
        page.goto(path)
        expect(page.locator("#chart")).to_be_hidden()
        assert page.get_by_role("table").first.get_by_role("row").count() > 14
        if path == "/map":
            page.get_by_label("무엇을").select_option("decline")
            page.get_by_role("button", name="보기").click()
            assert "layer=decline&day=2026-07-01" in page.url
            expect(page.get_by_role("link", name="경북 15: 인구감소지역")).to_be_visible()


def test_a_picture_in_a_frame_of_others_leads_out_of_it(browser: Browser, address: str) -> None:
    async def other(_: Request) -> HTMLResponse:
        return HTMLResponse(f'<iframe src="{address}/reform?embed=true" width=900 height=900>')

    with (
        listening(Starlette(routes=[Route("/", other)])) as elsewhere,
        browser.new_context(locale="ko-KR") as context,
    ):
        page = context.new_page()
        page.goto(elsewhere)
        shown = page.frame_locator("iframe")
        with context.expect_page() as opened:
            shown.locator("#chart svg").get_by_text("부산 4").first.click()
        opened.value.wait_for_url("**/id/province/busan")
        with context.expect_page() as whole:
            shown.get_by_role("link", name="페이지 전체 보기").click()
        whole.value.wait_for_url("**/reform")


@pytest.mark.parametrize("path", ["/reform", "/collaboration", "/coverage", "/map"])
def test_a_page_is_printed_with_its_tables(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        page = context.new_page()
        page.goto(path, wait_until="networkidle")
        page.emulate_media(media="print")
        assert page.get_by_role("table").first.is_visible()
        for gone in (".filters", ".embedding", ".tabs"):
            for each in page.locator(gone).all():
                assert each.is_hidden()
        assert page.pdf().startswith(b"%PDF")
