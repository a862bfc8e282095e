"""Every page in a browser: whole, quiet, its own, for everybody, on paper and on a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize, expect
from pyoxigraph import Store

from server.frontend.bundle import FOLDER
from server.pages.navigation import NAVIGATION
from tests.listening import answering

pytestmark = pytest.mark.browser

AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    *(path for path, _ in NAVIGATION if path != "/sparql"),
    "/firms?region=province/busan&page=1",
    "/id/province/busan",
    "/id/province/jeonnam-gwangju",
    "/id/province/gangwon-do",
    "/id/district/jeonnam/yeonggwang-gun",
    "/id/industry/2023/cooperative/hydrogen-storage-and-transport",
    "/id/industry/2023/jeju/formerly-green-energy",
    "/id/firm/skosyeonpeullaenteu",
    "/id/strategic-field/hydrogen",
    "/id/growth-project/big-deal-orders",
    "/id/technopark/jeju",
    "/id/zone/busan/blockchain",
    "/id/complex/national-strategic/yongin-pyeongtaek-semiconductors",
    "/id/programme/core-industry-support",
    "/id/source/156552976",
    "/id/round/2023",
    "/id/contradiction/core-industry-count",
    "/def/",
    "/validate",
    "/data/rounds.csv",
    "/nowhere",
]
SETTINGS = [("ko-KR", "light", 1360), ("en-US", "dark", 320)]
LINES = """cells => cells.flatMap(cell => {
  const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (text.nextNode()) {
    for (const { index, 0: word } of text.currentNode.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text.currentNode, index);
      range.setEnd(text.currentNode, index + word.length);
      lines.push(new Set([...range.getClientRects()].map(({ top }) => top)).size);
    }
  }
  return lines;
})"""
"""On how many lines each word of some cells stands."""
SPOKEN = """all => all
  .filter(({ childNodes }) => [...childNodes].some(
    ({ nodeName, data }) => nodeName === '#text' && /[가-힣]/.test(data)))
  .map(each => each.closest('[lang]').lang)"""
"""The languages of the elements that hold Korean letters."""


class Watched:
    """A page, and everything that it said or asked for that it should not have."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.scripts: list[str] = []
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", lambda request: self.faults.append(request.url))
        self.page.on("response", lambda response: self._note(response, address))

    def _note(self, response: Response, address: str) -> None:
        if not response.url.startswith((address, "data:")):
            self.faults.append(f"foreign: {response.url}")
        if response.status >= 400 and not response.url.endswith("/nowhere"):
            self.faults.append(f"{response.status} {response.url}")
        if response.request.resource_type == "script":
            self.scripts.append(response.url)

    def go(self, path: str) -> None:
        """Load the page at `path` to the end."""
        self.page.goto(path, wait_until="networkidle")
        # A browser tells of a page that is not there, as it should.
        self.faults = [each for each in self.faults if "404 (Not Found)" not in each]


@contextmanager
def opened(
    browser: Browser,
    address: str,
    path: str,
    *,
    locale: str = "en-US",
    viewport: ViewportSize | None = None,
) -> Iterator[Page]:
    """The page at `path`, as a reader of that language sees it."""
    with browser.new_context(locale=locale, viewport=viewport, base_url=address) as context:
        page = context.new_page()
        page.goto(path)
        yield page


def audit(page: Page) -> list[str]:
    """Return what axe finds wrong, and where."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES
    )
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_quiet_and_for_everybody(
    browser: Browser, address: str, path: str, setting: tuple[str, Any, int]
) -> None:
    _look(browser, address, path, setting)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_catalogue_is_so_too_once_its_dumps_are_made(
    browser: Browser, address: str, setting: tuple[str, Any, int]
) -> None:
    assert httpx.get(f"{address}/catalog", timeout=120).is_success
    _look(browser, address, "/catalog", setting)


def test_the_catalogue_comes_again_by_itself_until_its_dumps_are_made(
    browser: Browser, store: Store
) -> None:
    with (
        answering(store, "not-dumped") as address,
        browser.new_context(locale="ko-KR", base_url=address) as context,
    ):
        watched = Watched(context, address)
        watched.page.goto("/catalog")
        expect(watched.page.get_by_role("status")).to_contain_text("준비하고 있습니다")
        assert audit(watched.page) == []
        expect(watched.page.locator("#krig")).to_be_visible(timeout=60_000)
        expect(watched.page.get_by_text("준비하고 있습니다")).to_have_count(0)
    assert watched.faults == []


def test_the_map_of_the_first_page_leads_to_a_province_by_keys(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, "/", locale="ko-KR") as page:
        tile = page.get_by_role("link", name=re.compile("^부산 5"))
        tile.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/id/province/busan")


def test_the_map_of_the_first_page_comes_first_on_a_phone_and_stands_aside_on_a_wide_page(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, "/") as page:
        tops = (
            "['map', 'reform'].map(id => document.getElementById(id).getBoundingClientRect().top)"
        )
        page.set_viewport_size(ViewportSize(width=390, height=800))
        chart, reform = page.evaluate(tops)
        assert chart < reform
        page.set_viewport_size(ViewportSize(width=1360, height=800))
        chart, reform = page.evaluate(tops)
        assert chart == reform


def test_the_foot_of_a_short_page_stands_at_the_foot_of_the_window(
    browser: Browser, address: str
) -> None:
    size = ViewportSize(width=1360, height=900)
    with opened(browser, address, "/search", viewport=size) as page:
        assert (
            page.locator(".bottom").evaluate("foot => foot.getBoundingClientRect().bottom") == 900
        )


@pytest.mark.parametrize("path", ["/map", "/reform", "/collaboration", "/coverage", "/regions"])
def test_a_table_breaks_no_word_on_a_phone(browser: Browser, address: str, path: str) -> None:
    size = ViewportSize(width=390, height=800)
    with opened(browser, address, path, viewport=size) as page:
        page.wait_for_load_state("networkidle")
        lines = page.locator("tbody th").evaluate_all(LINES)
        assert len(lines) > 10
        assert max(lines) == 1


@pytest.mark.parametrize("path", ["/id/province/busan", "/technologies", "/audit", "/about"])
def test_what_is_told_in_korean_on_an_english_page_says_so(
    browser: Browser, address: str, path: str
) -> None:
    with opened(browser, address, path) as page:
        spoken = page.locator("main *").evaluate_all(SPOKEN)
        assert spoken
        assert set(spoken) == {"ko"}


def _look(browser: Browser, address: str, path: str, setting: tuple[str, Any, int]) -> None:
    locale, scheme, width = setting
    size = ViewportSize(width=width, height=800)
    with browser.new_context(
        locale=locale, color_scheme=scheme, viewport=size, base_url=address
    ) as context:
        watched = Watched(context, address)
        watched.go(path)
        assert watched.page.locator("html").get_attribute("lang") == locale[:2]
        assert watched.page.get_by_role("heading", level=1).count() == 1
        assert not watched.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert audit(watched.page) == []
    assert watched.faults == []


@pytest.mark.parametrize(
    "path",
    [
        each
        for each in PAGES
        if each == "/" or each.startswith(("/id/", "/firms", "/about", "/regions"))
    ],
)
def test_a_page_of_text_loads_no_script(browser: Browser, address: str, path: str) -> None:
    with browser.new_context(base_url=address) as context:
        watched = Watched(context, address)
        watched.go(path)
    assert watched.scripts == []


def test_the_keyboard_skips_to_the_content_and_sees_where_it_is(
    browser: Browser, address: str
) -> None:
    with opened(browser, address, "/id/province/busan", locale="ko-KR") as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "본문으로"
        page.keyboard.press("Enter")
        assert page.url.endswith("#content")
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("each => each.closest('main') !== null")
        assert focused.evaluate("each => getComputedStyle(each).outlineStyle") == "solid"


def test_a_number_leads_to_the_document_that_it_cites(browser: Browser, address: str) -> None:
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        page = context.new_page()
        page.goto("/id/province/busan")
        number = page.locator("#changes ~ * .numbers-of-sources a").first
        said = number.inner_text()
        number.click()
        cited = page.locator("li:target")
        assert cited.get_attribute("id") == f"source-{said}"
        cited.get_by_role("link").first.click()
        assert "/id/source/" in page.url
        assert page.get_by_role("heading", level=1).is_visible()


def test_a_list_is_narrowed_down_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(
        locale="ko-KR", java_script_enabled=False, base_url=address
    ) as context:
        page = context.new_page()
        page.goto("/industries")
        page.get_by_role("combobox", name="지역").select_option("province/jeju")
        page.get_by_role("button", name="보기").click()
        names = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
        assert names
        assert all("제주특별자치도" in each for each in names)


def test_a_language_is_kept_from_page_to_page(browser: Browser, address: str) -> None:
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        page.get_by_role("link", name="English").first.click()
        page.get_by_role("link", name="Regions").first.click()
        page.get_by_role("link", name="Busan").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Busan"
        page.get_by_role("link", name="한국어").first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "부산광역시"


def test_a_page_is_printed_with_its_sources_and_without_its_menus(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        page = context.new_page()
        page.goto("/id/industry/2023/jeju/clean-bio")
        page.emulate_media(media="print")
        assert page.locator(".sources").is_visible()
        for gone in (".places", ".search", ".crumbs"):
            assert page.locator(gone).is_hidden()
        ink = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ink == "rgb(255, 255, 255)"
        assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
