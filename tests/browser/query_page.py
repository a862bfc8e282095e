"""The query page in a browser: what tests do with it, and what they see of it."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page

from server.frontend.bundle import FOLDER

AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@dataclass
class Watched:
    """A page, what it said in its console, and what it asked for."""

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def watch(context: BrowserContext) -> Watched:
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.console.append(message.text))
    watched.page.on("pageerror", lambda error: watched.console.append(str(error)))
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    return watched


def write(page: Page, query: str) -> None:
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)


def text_of(page: Page) -> str:
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert isinstance(text, str)
    return text


def put(page: Page, query: str) -> None:
    """Write `query`, and set the cursor where the bar stands in it."""
    start = query.index("|")
    line, column = query[:start].count("\n"), len(query[:start].rpartition("\n")[2])
    write(page, query.replace("|", ""))
    page.locator(".CodeMirror").click()
    page.evaluate(
        "([line, ch]) => document.querySelector('.CodeMirror').CodeMirror.setCursor({ line, ch })",
        [line, column],
    )


def violations(page: Page) -> list[str]:
    """What axe finds against the page, by rule and place.

    The arrow keys scroll the editor, whose field for writing stands beside what is scrolled: axe
    looks for one within.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
    faults = [
        f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]
    ]
    editor = 'scrollable-region-focusable: <div class="CodeMirror-scroll"'
    return [each for each in faults if not each.startswith(editor)]
