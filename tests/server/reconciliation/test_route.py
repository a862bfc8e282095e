"""Names become things, as the Reconciliation Service API 0.2 lays it out."""

import json
import re
from typing import Any

import httpx
import pandas as pd
import pytest
import reconciler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.server.reconciliation.schemas import EXTENSION, MANIFEST, RESULTS, SUGGESTIONS

ID = "https://w3id.org/krig/id/"
KRIG = "https://w3id.org/krig/def/"
KOREAN = re.compile("[가-힣]")

Json = dict[str, Any]


def checked(response: httpx.Response, schema: Json) -> Any:
    """The content of an answer, which is as the schema says."""
    assert response.status_code == 200, response.text
    Draft202012Validator(schema).validate(response.json())
    return response.json()


def reconciled(client: httpx.Client, **queries: Json) -> dict[str, list[Json]]:
    response = client.post("/reconcile", data={"queries": json.dumps(queries)})
    return {key: each["result"] for key, each in checked(response, RESULTS).items()}


def extended(client: httpx.Client, path: str = "/reconcile/en", **asked: Any) -> Json:
    found: Json = checked(client.post(path, data={"extend": json.dumps(asked)}), EXTENSION)
    return found


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/reconcile", {}, "한국"),
        ("/reconcile", {"Accept-Language": "en"}, "Korea"),
        ("/reconcile?lang=en", {}, "Korea"),
        ("/reconcile/en", {}, "Korea"),
        ("/reconcile/ko", {"Accept-Language": "en"}, "한국"),
    ],
)
def test_the_manifest_is_told_in_either_language(
    client: httpx.Client, path: str, headers: dict[str, str], name: str
) -> None:
    manifest = checked(client.get(path, headers=headers), MANIFEST)
    assert name in manifest["name"]
    assert manifest["identifierSpace"] == ID
    language = "en" if name == "Korea" else "ko"
    assert manifest["suggest"]["entity"]["service_url"].endswith(f"/reconcile/{language}")


def test_any_page_may_ask(client: httpx.Client) -> None:
    answer = client.get("/reconcile", headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("name", "kind", "iri"),
    [
        ("부산", "krig:Province", "province/busan"),
        ("Busan", f"{KRIG}Province", "province/busan"),
        ("경남", "krig:Province", "province/gyeongnam"),
        ("KR-26", "krig:Province", "province/busan"),
        ("원텍 주식회사", "krig:Firm", "firm/wontek"),
        ("전력반도체", "krig:FlagshipIndustry", "industry/2023/busan/power-semiconductors"),
        ("부산테크노파크", "krig:Technopark", "technopark/busan"),
    ],
)
def test_a_name_that_only_one_thing_has_is_a_certain_match(
    client: httpx.Client, name: str, kind: str, iri: str
) -> None:
    (first, *others) = reconciled(client, q0={"query": name, "type": kind})["q0"]
    assert first["id"] == ID + iri
    assert first["match"] is True
    assert first["score"] == 100
    assert not any(each["match"] for each in others)


def test_a_name_that_two_things_have_is_no_certain_match(client: httpx.Client) -> None:
    found = reconciled(client, q0={"query": "휴비스", "type": "krig:Firm"})["q0"]
    assert [each["score"] for each in found[:2]] == [100, 100]
    assert not any(each["match"] for each in found)


def test_what_else_is_known_tells_them_apart(client: httpx.Client) -> None:
    for value in ("대전", "Daejeon", {"id": "province/daejeon"}, {"id": f"{ID}province/daejeon"}):
        query = {
            "query": "휴비스",
            "properties": [{"pid": "krig:inRegion", "p": "in region", "v": value}],
        }
        (first, second, *_) = reconciled(client, q0=query)["q0"]
        assert first["id"] == f"{ID}firm/hyubiseu-daejeon"
        assert first["match"] is True
        assert second["match"] is False
        assert second["score"] < first["score"]
        features = {each["id"]: each["value"] for each in first["features"]}
        assert features["property:krig:inRegion"] == 100


def test_a_mistyped_name_is_a_candidate_and_never_certain(client: httpx.Client) -> None:
    (first, *_) = reconciled(client, q0={"query": "전력반도제"})["q0"]
    assert first["name"] == "전력반도체"
    assert 50 < first["score"] < 100
    assert first["match"] is False


def test_a_thing_may_be_found_by_what_it_has_alone(client: httpx.Client) -> None:
    query = {"type": "krig:Technopark", "properties": [{"pid": "krig:inRegion", "v": "부산"}]}
    found = reconciled(client, q0=query)["q0"]
    assert [each["id"] for each in found] == [f"{ID}technopark/busan"]


@pytest.mark.parametrize(
    ("strict", "types", "expected"),
    [
        ("any", ["krig:District", "krig:Province"], {"Province", "District"}),
        ("all", ["krig:Province", "krig:Region"], {"Province"}),
        ("all", ["krig:Province", "krig:Firm"], set()),
        ("any", ["krig:Nothing"], set()),
        ("any", ["<no iri>"], set()),
    ],
)
def test_types_are_asked_for_in_several_ways(
    client: httpx.Client, strict: str, types: list[str], expected: set[str]
) -> None:
    query = {"query": "부산", "type": types, "type_strict": strict, "limit": 50}
    found = reconciled(client, q0=query)["q0"]
    assert {each["type"][0]["id"].removeprefix(KRIG) for each in found} == expected


def test_a_type_that_is_only_preferred_leaves_the_others_behind(client: httpx.Client) -> None:
    query = {"query": "부산", "type": "krig:Firm", "type_strict": "should", "limit": 50}
    found = reconciled(client, q0=query)["q0"]
    kinds = {each["type"][0]["id"].removeprefix(KRIG) for each in found}
    assert {"Firm", "Province"} <= kinds
    assert not any(each["match"] for each in found)


def test_a_batch_may_be_asked_by_get(client: httpx.Client) -> None:
    queries = json.dumps({"a": {"query": "부산"}, "b": {"query": "울산", "limit": 1}})
    found = checked(client.get("/reconcile", params={"queries": queries}), RESULTS)
    assert found.keys() == {"a", "b"}
    assert len(found["b"]["result"]) == 1


def test_a_client_from_elsewhere_reconciles_a_column(address: str, client: httpx.Client) -> None:
    column = pd.Series(["부산", "울산광역시", "Gyeongnam", "전라북도"])
    table = reconciler.reconcile(
        column, type_id="krig:Province", reconciliation_endpoint=f"{address}/reconcile/en"
    )
    found = dict(zip(table["input_value"], table["id"], strict=True))
    assert found == {
        "부산": f"{ID}province/busan",
        "울산광역시": f"{ID}province/ulsan",
        "Gyeongnam": f"{ID}province/gyeongnam",
        "전라북도": f"{ID}province/jeollabuk-do",
    }
    assert all(table["match"])


def test_data_is_extended_by_values_of_their_types(client: httpx.Client) -> None:
    ids = [f"{ID}province/busan", "province/gangwon-do", "nothing", "<no iri>"]
    properties = ["rdfs:label", "krig:isoCode", "krig:validUntil", "krig:certainty", "<no iri>"]
    asked = {"ids": ids, "properties": [{"id": each} for each in properties]}
    found = extended(client, **asked)
    busan, gangwon = found["rows"][ids[0]], found["rows"][ids[1]]
    assert busan["rdfs:label"] == [{"str": "Busan"}]
    assert busan["krig:isoCode"] == [{"str": "KR-26"}]
    assert busan["krig:certainty"] == [{"id": f"{KRIG}Official", "name": "official"}]
    assert gangwon["krig:validUntil"] == [{"date": "2023-06-11T00:00:00"}]
    assert all(found["rows"][each][prop] == [] for each in ids[2:] for prop in properties)
    assert extended(client, "/reconcile/ko", **asked)["rows"][ids[0]]["rdfs:label"] == [
        {"str": "부산광역시"}
    ]
    names = {each["id"]: each["name"] for each in found["meta"]}
    assert names["krig:isoCode"] == "ISO 3166-2 code"


def test_as_many_values_are_told_as_are_wanted(client: httpx.Client) -> None:
    settings_ = {"limit": "2"}
    asked = {"id": "geo:sfContains", "settings": settings_}
    found = extended(client, ids=["province/busan"], properties=[asked])
    assert len(found["rows"]["province/busan"]["geo:sfContains"]) == 2


def test_properties_are_proposed_by_how_many_things_have_them(client: httpx.Client) -> None:
    told = client.get("/reconcile/en/properties", params={"type": "krig:Firm", "limit": 20}).json()
    assert told["type"] == f"{KRIG}Firm"
    ids = [each["id"] for each in told["properties"]]
    assert f"{KRIG}inRegion" in ids
    assert len(ids) <= 20
    found = extended(client, ids=["firm/wontek"], properties=told["properties"][:5])
    assert all(found["rows"]["firm/wontek"][each] for each in ids[:5])


@pytest.mark.parametrize(
    ("what", "prefix", "iri"),
    [
        ("entity", "Busa", f"{ID}province/busan"),
        ("entity", "ㅂㅅ", f"{ID}province/busan"),
        ("type", "prov", f"{KRIG}Province"),
        ("type", "시·도", f"{KRIG}Province"),
        ("property", "ISO", f"{KRIG}isoCode"),
    ],
)
def test_what_may_be_meant_is_suggested(
    client: httpx.Client, what: str, prefix: str, iri: str
) -> None:
    path = f"/reconcile/en/suggest/{what}"
    found = checked(client.get(path, params={"prefix": prefix}), SUGGESTIONS)["result"]
    assert iri in [each["id"] for each in found]
    rest = client.get(path, params={"prefix": prefix, "cursor": 1}).json()["result"]
    assert rest[: len(found) - 1] == found[1:]
    flyout = client.get(f"/reconcile/en/flyout/{what}", params={"id": iri}).json()
    assert flyout["id"] == iri
    assert "<h1>" in flyout["html"]


def test_a_preview_stands_in_a_frame_and_loads_no_script(client: httpx.Client) -> None:
    page = client.get("/reconcile/en/preview", params={"id": f"{ID}province/busan"})
    assert "Busan" in page.text
    assert "부산광역시" in page.text
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "script" not in policy + page.text
    unknown = client.get("/reconcile/ko/preview", params={"id": f"{ID}nothing"})
    assert unknown.status_code == 200
    assert "모르는" in unknown.text


def test_who_looks_at_a_thing_is_led_to_its_page_here_and_nowhere_else(
    client: httpx.Client,
) -> None:
    here = client.get("/reconcile/view", params={"id": f"{ID}province/busan"})
    assert (here.status_code, here.headers["location"]) == (303, "/id/province/busan")
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = client.get("/reconcile/view", params={"id": elsewhere})
        assert answer.headers.get("location", "/id/").startswith("/id/")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_everything_that_is_wrong_with_a_batch_is_told(client: httpx.Client, language: str) -> None:
    batch = {
        "a": {"query": "x", "limit": 0, "type_strict": "some"},
        "b": {},
        "c": {"query": "x", "properties": [{"pid": "p", "v": []}], "more": 1},
    }
    data = {"queries": json.dumps(batch)}
    response = client.post(f"/reconcile/{language}", data=data)
    assert response.status_code == 400
    errors = response.json()["errors"]
    assert {each["parameter"] for each in errors} == {
        "queries.a.limit",
        "queries.a.type_strict",
        "queries.b",
        "queries.c.properties.0.v",
        "queries.c.more",
    }
    headers = {"Accept-Language": language}
    told = client.post("/reconcile", data=data, headers=headers).json()["title"]
    assert bool(KOREAN.search(told)) is (language == "ko")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        "[" * 30_000,
        '{"a":' * 5_000,
        '{"q0": "x"}',
        '{"q0": {"query": 1e999}}',
        '{"q0": {"query": "\\ud800", "limit": 99999999999999999999}}',
        json.dumps({str(number): {"query": "x"} for number in range(101)}),
    ],
)
@pytest.mark.parametrize("name", ["queries", "extend"])
def test_what_is_no_batch_is_refused(client: httpx.Client, name: str, text: str) -> None:
    response = client.post("/reconcile", data={name: text})
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert len(response.content) < 10_000
    assert client.get("/reconcile").status_code == 200


def test_a_batch_may_have_as_many_bytes_as_the_setting_says(client: httpx.Client) -> None:
    assert client.post("/reconcile", data={"queries": "x" * 200_000}).status_code == 413


def test_a_form_of_another_kind_or_without_anything_is_refused(client: httpx.Client) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415
    assert client.post("/reconcile", data={"lang": "en"}).status_code == 400
    both = client.post("/reconcile", data={"queries": "{}", "extend": "{}"})
    assert both.status_code == 400
    assert client.get("/reconcile/fr").status_code == 404
    assert client.get("/reconcile/suggest/nothing").status_code == 404
    assert client.get("/reconcile/preview").status_code == 400


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(max_size=60),
    st.text(max_size=30),
    st.one_of(st.text(max_size=30), st.booleans(), st.integers(), st.floats(allow_nan=False)),
)
def test_no_text_makes_a_batch_fail(
    client: httpx.Client, text: str, other: str, value: object
) -> None:
    query = {"query": text or "x", "type": other, "properties": [{"pid": other, "v": value}]}
    response = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    asked = {"ids": [text], "properties": [{"id": other}]}
    assert client.post("/reconcile", data={"extend": json.dumps(asked)}).status_code == 200
