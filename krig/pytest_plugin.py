"""A fixture for pytest, there wherever krig is installed: `assert_conforms`.

def test_our_data_keeps_our_shapes(assert_conforms):
    assert_conforms("data/", shapes="shapes.ttl")
"""

from collections.abc import Callable
from typing import Any

import pytest

import krig
from loaders.fault import Language


@pytest.fixture
def assert_conforms() -> Callable[..., None]:
    """Return a function that fails the test, with the report, where data do not conform.

    It takes what `krig.validate` takes, and the `language` of the report.
    """

    def check(*data: Any, language: Language = "en", **options: Any) -> None:
        __tracebackhide__ = True
        found = krig.validate(*data, **options)
        if not found.conforms:
            pytest.fail(found.report("text", language), pytrace=False)

    return check
