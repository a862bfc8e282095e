"""Things are called in the language of who asks, or else in another."""

import pytest

from server.naming import named


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ({"en": "Busan", "ko": "부산광역시"}, "부산광역시"),
        ({"en": "Busan"}, "Busan"),
        ({"": "부산"}, "부산"),
        ({}, "krid:province/busan"),
    ],
)
def test_a_name_is_in_the_language_or_else_in_another(called: dict[str, str], name: str) -> None:
    assert named(called, "ko", "krid:province/busan") == name
