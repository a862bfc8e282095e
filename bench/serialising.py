"""How fast the engine itself writes a page of JSON, in one process and without HTTP."""

from pathlib import Path
from time import perf_counter
from urllib.parse import unquote

from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from bench import asking
from bench.measures import Page
from bench.workloads import PAGES, ROWS


def serialise(data: Path) -> Page:
    """Return the best of the pages that are asked of every server."""
    store = Store()
    store.bulk_load(path=data, format=RdfFormat.N_QUADS)
    pages = [_timed(store, unquote(query)) for query in asking.pages(ROWS, PAGES)]
    return min(pages, key=lambda page: (page.seconds or 0.0) / page.size)


def _timed(store: Store, query: str) -> Page:
    began = perf_counter()
    answer = store.query(query, use_default_graph_as_union=True)
    if not isinstance(answer, QuerySolutions):
        raise TypeError(type(answer).__name__)
    content = answer.serialize(format=QueryResultsFormat.JSON) or b""
    return Page(len(content), perf_counter() - began)
