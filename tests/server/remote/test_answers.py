"""Answers are checked and mended however they are cut into pieces."""

from collections.abc import AsyncIterator

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from server.remote import EngineError
from server.remote.answers import Pieces, mended, ordered, whole

pytestmark = pytest.mark.anyio

JSON, XML = QueryResultsFormat.JSON, QueryResultsFormat.XML

ROWS = {
    JSON: (
        b'{"head":{"vars":["a","z"]},"results":{"bindings":[{"a":{"type":"literal","value":"1"}}]}}'
    ),
    XML: (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/>'
        b'<variable name="z"/></head><results><result><binding name="a"><literal>1</literal>'
        b"</binding></result></results></sparql>"
    ),
}
TRUTHS = {
    JSON: b'{ "head": {}, "boolean" : true }\n',
    XML: (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/>'
        b"<boolean>true</boolean></sparql>\n"
    ),
}
SIZES = (1, 2, 7, 1000)


async def cut(content: bytes, size: int) -> Pieces:
    for begin in range(0, len(content), size):
        yield content[begin : begin + size]


async def joined(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("form", [JSON, XML])
@pytest.mark.parametrize("contents", [ROWS, TRUTHS], ids=["rows", "truth"])
async def test_a_whole_answer_passes(
    contents: dict[QueryResultsFormat, bytes], form: QueryResultsFormat, size: int
) -> None:
    assert await joined(whole(cut(contents[form], size), form)) == contents[form]


@pytest.mark.parametrize("form", [JSON, XML])
@pytest.mark.parametrize("contents", [ROWS, TRUTHS], ids=["rows", "truth"])
async def test_no_beginning_of_an_answer_passes_for_the_whole(
    contents: dict[QueryResultsFormat, bytes], form: QueryResultsFormat
) -> None:
    content = contents[form].rstrip()
    for end in range(len(content)):
        with pytest.raises(EngineError):
            await joined(whole(cut(content[:end], 1000), form))


@pytest.mark.parametrize("form", [JSON, XML])
async def test_what_stands_behind_an_answer_is_told(form: QueryResultsFormat) -> None:
    content = ROWS[form][:-20] + b"The query needs more memory"
    with pytest.raises(EngineError, match="more memory"):
        await joined(whole(cut(content, 1000), form))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("form", [JSON, XML])
async def test_columns_are_put_in_the_order_of_the_query(
    form: QueryResultsFormat, size: int
) -> None:
    content = await joined(ordered(cut(ROWS[form], size), form, "SELECT * { ?z ?p ?a }"))
    answer = parse_query_results(content, form)
    assert isinstance(answer, QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["z", "a"]
    assert [str(term) for row in answer for term in row] == ["None", '"1"']


@pytest.mark.parametrize("size", SIZES)
async def test_an_answer_without_columns_is_left_alone(size: int) -> None:
    assert await joined(ordered(cut(TRUTHS[JSON], size), JSON, "ASK {}")) == TRUTHS[JSON]


@pytest.mark.parametrize("size", SIZES)
async def test_odd_labels_of_blank_nodes_are_mended(size: int) -> None:
    odd = b"<bnode>nodeID://b1</bnode><literal>&lt;bnode>nodeID://b2</literal><bnode>n</bnode><bno"
    right = odd.replace(b"<bnode>nodeID://", b"<bnode>")
    assert await joined(mended(cut(odd, size))) == right
