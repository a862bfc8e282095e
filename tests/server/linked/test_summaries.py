"""The OpenAPI document says in both languages what the routes of linked data are for."""

import httpx

from server.texts import texts


def test_each_route_of_linked_data_is_called_as_the_texts_say(client: httpx.Client) -> None:
    operations = {
        operation["operationId"]: operation["summary"]
        for methods in client.get("/openapi.json").json()["paths"].values()
        for operation in methods.values()
    }
    for name, text in texts("linked").items():
        assert operations[name] == f"{text.ko} / {text.en}"
