"""The search page in a browser: a combobox for the keyboard, and nothing from elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a Korean reader that says nothing in its console and asks nobody else."""
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        page = context.new_page()
        console: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: console.append(message.text))
        page.on("pageerror", lambda error: console.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        yield page
        assert console == []
        assert all(each.startswith((address, "data:")) for each in asked)


def test_a_suggestion_is_chosen_by_keys(page: Page) -> None:
    page.goto("/search?lang=en")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("ㅂㅅ")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Busan")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    chosen = options.first.get_attribute("id")
    assert chosen is not None
    expect(box).to_have_attribute("aria-activedescendant", chosen)
    box.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/id/province/busan?lang=en")


def test_escape_closes_the_suggestions_and_enter_searches(page: Page) -> None:
    page.goto("/search")
    box = page.get_by_role("combobox")
    box.press_sequentially("부산")
    expect(page.get_by_role("listbox")).to_be_visible()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("부산")
    box.press("Enter")
    page.wait_for_url("**/search?q=*")
    expect(page.locator(".finds mark").first).to_have_text("부산")


def test_a_suggestion_is_chosen_by_pointing_at_it(page: Page) -> None:
    page.goto("/search?lang=ko")
    page.get_by_role("combobox").press_sequentially("전력반")
    page.get_by_role("option").first.get_by_role("link").click()
    page.wait_for_url("**/id/industry/2023/busan/power-semiconductors?lang=ko")


def test_it_is_told_that_there_are_no_suggestions(page: Page) -> None:
    page.goto("/search?lang=en")
    page.get_by_role("combobox").press_sequentially("zzzzqq")
    expect(page.get_by_text("No suggestions.")).to_have_count(1)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_page_works_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False, base_url=address) as context:
        page = context.new_page()
        page.goto("/search?lang=en")
        box = page.get_by_label("Search regions, industries, firms and technologies").last
        box.fill("busan")
        box.press("Enter")
        expect(page.locator(".finds mark").first).to_have_text("Busan")
        page.locator(".facet a").nth(1).click()
        assert "kind=" in page.url
        expect(page.locator(".facet a[aria-current]")).to_have_count(1)
