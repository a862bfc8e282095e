"""The page of validation: a form that needs no script, and a report with the lines at fault."""

import re
from collections.abc import Iterator

import httpx
import pytest
from pyoxigraph import Store

from server.settings import Settings
from server.validation.job import Document
from server.validation.page import AROUND, verdict
from tests.listening import GENEROUS, answering

SHAPES = """@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:S a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [
    sh:path ex:born ; sh:datatype xsd:date ;
    sh:message "A day."@en , "날이어야 합니다."@ko ] .
"""
DATA = """@prefix ex: <https://example.org/> .
ex:ann a ex:Person ; ex:born "<b>never</b>" .
ex:bob a ex:Person ; ex:born "later" .
"""


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """A browser, as far as its headers tell."""
    settings = Settings(read=GENEROUS, max_upload_bytes=200_000)
    with answering(Store(), "empty", settings) as address:
        headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "ko"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client


def sent(client: httpx.Client, language: str = "ko", **fields: str) -> httpx.Response:
    """What comes of sending the form as a browser does: empty files are there without a name."""
    files = [(name, (None, text)) for name, text in fields.items()]
    empty = [(name, ("", b"", "application/octet-stream")) for name in ("data", "shapes")]
    return client.post(f"/validate?lang={language}", files=[*files, *empty])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_form_is_sent_to_its_own_address_and_needs_no_script(
    client: httpx.Client, language: str
) -> None:
    page = client.get(f"/validate?lang={language}")
    assert page.headers["content-language"] == language
    (form,) = re.findall(r"<form class=\"validation\"[^>]*>", page.text)
    assert 'method="post"' in form
    assert f'action="/validate?lang={language}"' in form
    assert 'enctype="multipart/form-data"' in form
    assert "<script" not in page.text
    for name in ("data", "shapes"):
        assert f'<textarea name="{name}"' in page.text
        assert f'<input type="file" name="{name}" multiple' in page.text


def test_the_report_groups_what_says_the_same_and_shows_each_line(client: httpx.Client) -> None:
    page = sent(client, data=DATA, shapes=SHAPES, format="html")
    assert page.status_code == 200
    assert page.headers["krig-conforms"] == "false"
    assert page.headers["cache-control"] == "no-store"
    text = page.text
    assert text.count('<article class="group violation">') == 1
    assert "날이어야 합니다." in text
    assert "data.trig:2:30" in text
    assert "data.trig:3:30" in text
    assert "<mark>&#34;later&#34;</mark>" in text


def test_what_was_sent_is_shown_as_text_and_never_as_markup(client: httpx.Client) -> None:
    page = sent(client, data=DATA, shapes=SHAPES, format="html").text
    assert "<b>never</b>" not in page
    assert "&lt;b&gt;never&lt;/b&gt;" in page


def test_the_report_speaks_the_language_of_the_page(client: httpx.Client) -> None:
    page = sent(client, "en", data=DATA, shapes=SHAPES, format="html")
    assert "A day." in page.text
    assert "The data do not conform" in page.text


def test_what_was_pasted_stands_in_the_form_again(client: httpx.Client) -> None:
    page = sent(client, data=DATA, shapes=SHAPES, format="html").text
    assert re.search(r'<textarea name="data"[^>]*>@prefix ex:', page)
    assert re.search(r'<textarea name="shapes"[^>]*>@prefix ex:', page)


def test_sound_data_conform(client: httpx.Client) -> None:
    good = "@prefix ex: <https://example.org/> . ex:ann a ex:Person ."
    page = sent(client, data=good, shapes=SHAPES, format="html")
    assert page.headers["krig-conforms"] == "true"
    assert 'class="outcome conforms"' in page.text


def test_shapes_that_look_at_nothing_are_told(client: httpx.Client) -> None:
    page = sent(client, data="<http://e/a> <http://e/b> <http://e/c> .", shapes=SHAPES).text
    assert 'class="warning"' in page


def test_another_format_is_sent_as_that(client: httpx.Client) -> None:
    report = sent(client, data=DATA, shapes=SHAPES, format="sarif")
    assert report.headers["content-type"].startswith("application/sarif+json")
    assert len(report.json()["runs"][0]["results"]) == 2


def test_a_program_that_names_no_format_gets_no_page(client: httpx.Client) -> None:
    report = client.post(
        "/validate", content=DATA, headers={"Content-Type": "text/turtle", "Accept": "*/*"}
    )
    assert not report.headers["content-type"].startswith("text/html")


def test_what_cannot_be_read_is_told_with_its_place(client: httpx.Client) -> None:
    page = sent(client, data="<http://e/a> <http://e/b> ", format="html")
    assert page.status_code == 400
    assert "data.trig:1:" in page.text


def test_a_form_without_data_is_told_so(client: httpx.Client) -> None:
    page = sent(client, shapes=SHAPES, format="html")
    assert page.status_code == 400
    assert page.headers["content-type"].startswith("text/html")


def test_a_long_line_is_cut_around_its_fault() -> None:
    line = "x" * 500 + "FAULT" + "y" * 500
    place = {"file": "d.ttl", "line": 1, "column": 501, "endLine": 1, "endColumn": 506}
    result = {
        "severity": "violation",
        "rule": "r",
        "place": place,
        "messages": [],
        "expected": None,
        "focusNode": "<http://e/a>",
        "focusLabels": [],
        "path": None,
        "value": None,
    }
    report = {
        "conforms": False,
        "vacuous": False,
        "counts": {"violation": 1},
        "shown": 1,
        "total": 1,
        "results": [result],
    }
    told = verdict(report, [Document(name="d.ttl", content=line.encode())], "en")
    found = told.groups[0].findings[0].source
    assert found is not None
    assert (found.before, found.marked, found.after) == ("x" * AROUND, "FAULT", "y" * AROUND)
