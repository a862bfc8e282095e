"""A browser, and a server for it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import Store

from server.pages import assets
from tests.browser.query_page import Watched, watch
from tests.listening import answering

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(store: Store) -> Iterator[str]:
    """Where a server answers from the whole graph."""
    with answering(store, "2026-11-24-test") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium of this machine; an event loop runs in this thread as long as it does."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    if not assets():
        pytest.skip("the pages are not bundled: make static")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A page of a Korean reader."""
    with browser.new_context(locale="ko-KR", base_url=address) as context:
        yield watch(context)
