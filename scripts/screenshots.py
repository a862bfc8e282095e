"""Takes pictures of every page, to be looked at: in both languages, light, dark and on a phone.

Run as `python -m scripts.screenshots`, or `make screenshots`. They come into `screenshots/`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.pages import ARGUMENTS, PAGES, UNLIMITED, NoBrowserError, Shown, chromium
from scripts.serving import Place

LANGUAGES: Final = {"ko": "ko-KR", "en": "en-US"}
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1360, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1360, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
}
SETTLED: Final = 1200
"""How many milliseconds charts get to come to rest."""


def main(
    *,
    out: Annotated[Path, typer.Option(help="The folder for the pictures.")] = Path("screenshots"),
    only: Annotated[str, typer.Option(help="Only pages whose names hold this.")] = "",
    address: Annotated[str, typer.Option(help="A server that runs; else one is started.")] = "",
    sources: Annotated[Path | None, typer.Option(help="A folder with texts of documents.")] = None,
) -> None:
    """Take the pictures; say what a page told in its console."""
    out.mkdir(parents=True, exist_ok=True)
    pages = [each for each in PAGES if only in each.name]
    if address:
        tell(taken(address, pages, out))
        return
    with TemporaryDirectory() as folder:
        more = {"KRIG_SOURCES": str(sources.resolve())} if sources is not None else {}
        server = Place.prepare(Path(folder)).serve(**UNLIMITED, **more)
        try:
            tell(taken(server.address, pages, out))
        finally:
            server.stop(30)


def taken(address: str, pages: list[Shown], out: Path) -> Iterator[str]:
    """Take the pictures, and yield what is to be told of them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*ARGUMENTS])
        for language, locale in LANGUAGES.items():
            for look, options in LOOKS.items():
                context = {"locale": locale, "base_url": address, **options}
                for shown in pages:
                    file = out / f"{shown.name}.{language}.{look}.png"
                    yield from picture(browser, context, shown, file)
        browser.close()


def picture(browser: Browser, context: dict[str, Any], shown: Shown, file: Path) -> Iterator[str]:
    """Take one picture; yield what the page told in its console, and whether it is too wide."""
    with browser.new_context(**context) as opened:
        page = opened.new_page()
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        settle(page, shown)
        page.screenshot(path=file, full_page=True)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told.append("wider than the window")
        yield from (f"{file.name}: {each}" for each in told)


def settle(page: Page, shown: Shown) -> None:
    """Go to a page, and wait until it has come to rest."""
    page.goto(shown.path, wait_until="networkidle")
    page.wait_for_timeout(SETTLED if page.locator("canvas, svg").count() else 0)


def tell(lines: Iterator[str]) -> None:
    """Print what is to be told."""
    for each in lines:
        sys.stdout.write(f"{each}\n")


if __name__ == "__main__":
    try:
        typer.run(main)
    except NoBrowserError as error:
        sys.exit(str(error))
