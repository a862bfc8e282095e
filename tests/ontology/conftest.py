"""What the tests of the ontology share."""

from collections.abc import Iterator

import pytest

from tests.ontology.owl_api import OwlApi


@pytest.fixture(scope="session")
def owl_api() -> Iterator[OwlApi]:
    """The OWL API and HermiT, in a process of their own."""
    process = OwlApi()
    yield process
    process.close()
