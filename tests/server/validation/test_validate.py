"""`POST /validate`: RDF in, a report out, in every format; what is wrong with a request is told."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from junitparser import JUnitXml
from pyoxigraph import RdfFormat, Store, parse, serialize

from krig.validation.formats import FORMATS
from server.formats import GRAPHS
from server.settings import Settings
from tests.listening import GENEROUS, answering

DATA = """@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:ann a ex:Person ; ex:born "1990-02-31"^^xsd:date .
ex:bob a ex:Person .
"""
SHAPES = """@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:S a sh:NodeShape ; sh:targetClass ex:Person ;
  sh:property [ sh:path ex:born ; sh:datatype xsd:date ; sh:minCount 1 ] .
"""
FIRM = "<https://example.org/f> a <https://w3id.org/krig/def/Firm> ."
TURTLE = {"Content-Type": "text/turtle"}

File = tuple[str, tuple[str, str, str]]
BOTH: list[File] = [
    ("data", ("d.ttl", DATA, "text/turtle")),
    ("shapes", ("s.ttl", SHAPES, "text/turtle")),
]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    settings = Settings(read=GENEROUS, max_upload_bytes=200_000)
    with answering(Store(), "empty", settings) as address:
        headers = {"Accept": "*/*", "Accept-Language": "en"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client


def told(response: httpx.Response) -> list[tuple[str, int, int, str]]:
    """File, line, column and rule of each result of a report in JSON."""
    assert response.status_code == 200, response.text
    return [
        (each["place"]["file"], each["place"]["line"], each["place"]["column"], each["rule"])
        for each in response.json()["results"]
    ]


def test_data_and_shapes_in_a_form_are_reported_on_with_file_line_and_column(
    client: httpx.Client,
) -> None:
    response = client.post("/validate", files=BOTH, params={"format": "json"})
    assert told(response) == [
        ("d.ttl", 4, 30, "ex:S/ex:born/Datatype"),
        ("d.ttl", 5, 1, "ex:S/ex:born/MinCount"),
    ]
    assert response.headers["krig-conforms"] == "false"
    assert response.headers["cache-control"] == "no-store"


def test_data_that_keep_the_shapes_conform(client: httpx.Client) -> None:
    good = DATA.replace("02-31", "02-28").replace("ex:bob a ex:Person .", "")
    files = [("data", ("d.ttl", good, "text/turtle")), BOTH[1]]
    response = client.post("/validate", files=files, params={"format": "json"})
    assert told(response) == []
    assert response.headers["krig-conforms"] == "true"


def test_without_shapes_those_of_krig_are_meant(client: httpx.Client) -> None:
    response = client.post("/validate", content=FIRM, headers=TURTLE)
    assert response.status_code == 200
    assert response.headers["krig-conforms"] == "false"
    assert "data.ttl:1:1" in response.text
    assert "shape:" in response.text


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_the_body_may_be_in_any_format_of_rdf(client: httpx.Client, form: Any) -> None:
    quads = parse(FIRM, RdfFormat.TURTLE)
    content = serialize((quad.triple for quad in quads), format=form.engine) or b""
    expected = client.post(
        "/validate", content=FIRM, headers=TURTLE, params={"format": "json"}
    ).json()["total"]
    response = client.post(
        "/validate",
        content=content,
        headers={"Content-Type": form.media_types[0]},
        params={"format": "json"},
    )
    assert response.status_code == 200, response.text
    assert response.json()["total"] == expected > 0


@pytest.mark.parametrize("name", FORMATS)
def test_the_report_comes_in_every_format_by_name_and_by_accept(
    client: httpx.Client, name: str
) -> None:
    response = client.post("/validate", files=BOTH, params={"format": name})
    assert response.status_code == 200
    media_type = FORMATS[name].media_type
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert "1990-02-31" in response.text
    if name != "github":  # shares the media type of text, which is meant by it
        accepted = client.post("/validate", files=BOTH, headers={"Accept": media_type})
        assert accepted.content == response.content


def test_machine_readable_reports_are_what_they_say(client: httpx.Client) -> None:
    def report(name: str) -> httpx.Response:
        return client.post("/validate", files=BOTH, params={"format": name})

    assert len(report("sarif").json()["runs"][0]["results"]) == 2
    assert JUnitXml.fromstring(report("junit").content).failures == 2
    assert any(parse(report("turtle").content, RdfFormat.TURTLE))
    assert len(report("csv").text.splitlines()) == 3


def test_several_files_are_checked_together_and_told_apart(client: httpx.Client) -> None:
    files: list[File] = [
        ("data", ("same.ttl", "<https://example.org/a> a <https://example.org/Person> .", "")),
        ("data", ("same.ttl", "<https://example.org/b> a <https://example.org/Person> .", "")),
        ("shapes", ("one.ttl", SHAPES, "application/octet-stream")),
        ("shapes", ("two.ttl", SHAPES.replace("ex:S ", "ex:T "), "application/octet-stream")),
    ]
    response = client.post("/validate", files=files, params={"format": "json"})
    assert {(file, rule) for file, _, _, rule in told(response)} == {
        (file, rule)
        for file in ("same.ttl", "same-2.ttl")
        for rule in ("ex:S/ex:born/MinCount", "ex:T/ex:born/MinCount")
    }


def test_a_form_of_a_page_may_hold_texts_and_the_parameters_too(client: httpx.Client) -> None:
    fields = {"data": DATA, "shapes": SHAPES, "format": "json", "lang": "ko", "limit": "1"}
    empty = [("data", ("", b"", "application/octet-stream"))]
    response = client.post("/validate", data=fields, files=empty)
    assert told(response) == [("data.trig", 4, 30, "ex:S/ex:born/Datatype")]
    assert response.headers["content-language"] == "ko"
    assert response.json()["truncated"]
    assert response.json()["total"] == 2


def test_the_language_is_that_of_the_address_or_the_client(client: httpx.Client) -> None:
    asked = {"files": BOTH}
    assert "expected" in client.post("/validate", **asked).text
    assert "기대" in client.post("/validate", **asked, params={"lang": "ko"}).text
    assert "기대" in client.post("/validate", **asked, headers={"Accept-Language": "ko"}).text


@pytest.mark.parametrize("engine", ["auto", "fast", "pyshacl"])
def test_each_engine_finds_the_same(client: httpx.Client, engine: str) -> None:
    response = client.post("/validate", files=BOTH, params={"format": "json", "engine": engine})
    assert len(told(response)) == 2


def test_what_follows_is_known_if_one_asks_for_it(client: httpx.Client) -> None:
    ontology = """@prefix ex: <https://example.org/> .
    ex:knows <http://www.w3.org/2000/01/rdf-schema#domain> ex:Person . ex:eve ex:knows ex:ann ."""
    files = [("data", ("d.ttl", ontology, "text/turtle")), BOTH[1]]

    def found(infer: str) -> int:
        params = {"format": "json", "infer": infer}
        return len(told(client.post("/validate", files=files, params=params)))

    assert (found("false"), found("true")) == (0, 1)


def test_a_name_leads_nowhere_and_shows_no_control_characters(client: httpx.Client) -> None:
    files = [("data", ("../../etc/pass\x1b[31mwd.ttl", DATA, "text/turtle")), BOTH[1]]
    response = client.post("/validate", files=files)
    assert response.status_code == 200
    assert "\x1b" not in response.text
    assert ".." not in response.text
    assert "wd.ttl:4:30" in response.text


def test_what_cannot_be_read_is_told_with_line_and_column(client: httpx.Client) -> None:
    files: list[File] = [
        ("data", ("d.ttl", DATA + "ex:x ex:y", "text/turtle")),
        ("data", ("e.jsonld", "{ no", "application/ld+json")),
        BOTH[1],
    ]
    response = client.post("/validate", files=files)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    first, second = response.json()["errors"]
    assert (first["file"], first["line"]) == ("d.ttl", 6)
    assert first["column"] > 0
    assert (second["file"], second["line"], second["column"]) == ("e.jsonld", 1, 3)
    assert "d.ttl:6:" in response.json()["detail"]
    korean = client.post("/validate", files=files, params={"lang": "ko"}).json()
    assert "문법" in korean["errors"][0]["detail"]


def test_shapes_that_are_none_are_told(client: httpx.Client) -> None:
    broken = SHAPES.replace("sh:path ex:born", "sh:path 12")
    files = [BOTH[0], ("shapes", ("s.ttl", broken, "text/turtle"))]
    response = client.post("/validate", files=files)
    assert response.status_code == 422
    assert response.json()["outcome"] == "shapes"
    assert "path" in response.json()["detail"]


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        pytest.param(415, {"content": DATA, "headers": {"Content-Type": "text/html"}}, id="type"),
        pytest.param(415, {"content": DATA}, id="no type"),
        pytest.param(
            415, {"files": [("data", ("d.doc", DATA, "application/msword"))]}, id="type of a part"
        ),
        pytest.param(400, {"content": DATA.encode("utf-16"), "headers": TURTLE}, id="not in UTF-8"),
        pytest.param(
            406, {"content": DATA, "headers": {**TURTLE, "Accept": "image/png"}}, id="accept"
        ),
        pytest.param(
            406, {"content": DATA, "headers": TURTLE, "params": {"format": "pdf"}}, id="format"
        ),
        pytest.param(413, {"content": "#" * 200_001, "headers": TURTLE}, id="too long"),
        pytest.param(400, {"files": [BOTH[1]]}, id="no data"),
        pytest.param(400, {"files": [*BOTH, ("else", ("s.ttl", "", ""))]}, id="another field"),
        pytest.param(
            400,
            {"content": b"--b\r\n", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
            id="a broken form",
        ),
        *(
            pytest.param(
                400,
                {"content": DATA, "headers": TURTLE, "params": {name: value}},
                id=f"{name}={value}",
            )
            for name, value in {
                "limit": "0",
                "engine": "slow",
                "infer": "maybe",
                "timeout": "-1",
                "lang": "fr",
                "shape": "x",
            }.items()
        ),
    ],
)
def test_a_wrong_request_is_refused_with_a_problem(
    client: httpx.Client, status: int, asked: dict[str, Any]
) -> None:
    response = client.post("/validate", **asked)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["detail"]


def test_all_that_is_wrong_with_the_parameters_is_told_at_once(client: httpx.Client) -> None:
    params = {"limit": "0", "engine": "slow", "infer": "maybe"}
    response = client.post("/validate", content=DATA, headers=TURTLE, params=params)
    assert {each["parameter"] for each in response.json()["errors"]} == params.keys()


def test_the_openapi_document_tells_of_it(client: httpx.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/validate"]["post"]
    content = operation["requestBody"]["content"]
    assert {form.media_types[0] for form in GRAPHS} <= content.keys()
    form = content["multipart/form-data"]["schema"]
    assert form["properties"].keys() == {"data", "shapes"}
    answers = operation["responses"]["200"]["content"].keys()
    assert {each.media_type for each in FORMATS.values()} <= answers
    names = {each["name"] for each in operation["parameters"]}
    assert names == {"format", "lang", "timeout", "engine", "infer", "limit"}
    assert json.dumps(operation)
