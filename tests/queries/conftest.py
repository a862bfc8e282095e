"""How the tests of this folder ask the saved queries."""

import pytest
from pyoxigraph import Store

from tests.queries.answers import Ask, Row, rows


@pytest.fixture(scope="session")
def ask(store: Store) -> Ask:
    """Ask the whole graph a saved query."""

    def asked(name: str, **given: str) -> list[Row]:
        return rows(store, name, given)

    return asked
