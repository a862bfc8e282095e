"""Tokens say who may write; the file of them tells nobody what they are."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from krig.revisions.tokens import Tokens, TokensError


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(tmp_path / "tokens.json")


def test_without_a_file_nobody_may_write(tokens: Tokens) -> None:
    assert tokens.all() == ()
    assert tokens.holder("krig_anything") is None
    assert tokens.holder("") is None


def test_whoever_has_a_token_may_write_in_its_name(tokens: Tokens) -> None:
    one, other = tokens.create("김 아무개"), tokens.create("importer")
    assert one != other
    assert tokens.holder(one) == "김 아무개"
    assert tokens.holder(other) == "importer"
    for wrong in (
        one[:-1],
        one + "A",
        one.upper(),
        f" {one}",
        "krig_\udcff",
        sha256(one.encode()).hexdigest(),
    ):
        assert tokens.holder(wrong) is None


def test_a_token_has_256_random_bits(tokens: Tokens) -> None:
    made = {tokens.create(str(number)) for number in range(20)}
    assert len(made) == 20
    assert all(each.startswith("krig_") and len(each) == 5 + 43 for each in made)


def test_the_file_holds_no_token_and_is_its_owners_alone(tokens: Tokens) -> None:
    token = tokens.create("kim")
    assert token[5:] not in tokens.path.read_text()
    assert tokens.path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_others_may_read_is_not_used(tokens: Tokens) -> None:
    token = tokens.create("kim")
    tokens.path.chmod(0o640)
    with pytest.raises(TokensError, match="chmod 600"):
        tokens.holder(token)


@pytest.mark.parametrize("content", ["", "{}", '[{"name": "kim"}]', "\xff"])
def test_a_file_that_is_none_of_tokens_lets_nobody_write(tokens: Tokens, content: str) -> None:
    token = tokens.create("kim")
    tokens.path.write_text(content, encoding="latin-1")
    with pytest.raises(TokensError, match="cannot be read"):
        tokens.holder(token)


def test_a_token_that_has_expired_is_none(tokens: Tokens) -> None:
    now = datetime.now(UTC)
    late = tokens.create("late", now - timedelta(seconds=1))
    soon = tokens.create("soon", now + timedelta(hours=1))
    assert tokens.holder(late) is None
    assert tokens.holder(soon) == "soon"


def test_a_token_that_is_revoked_is_none_at_once(tokens: Tokens) -> None:
    token, other = tokens.create("kim"), tokens.create("lee")
    assert tokens.revoke("kim")
    assert tokens.holder(token) is None
    assert tokens.holder(other) == "lee"
    assert not tokens.revoke("kim")
    assert tokens.holder(tokens.create("kim")) == "kim"


def test_a_name_has_one_token(tokens: Tokens) -> None:
    tokens.create("kim")
    with pytest.raises(TokensError, match="there is a token for “kim”"):
        tokens.create("kim")


@pytest.mark.parametrize("name", ["", " kim", "kim ", "kim\nlee", "k" * 101])
def test_a_name_is_one_line(tokens: Tokens, name: str) -> None:
    with pytest.raises(TokensError, match="is no name"):
        tokens.create(name)
    assert tokens.all() == ()


def test_tokens_that_are_made_at_once_are_all_there(tokens: Tokens) -> None:
    threads = [Thread(target=tokens.create, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.name for each in tokens.all()} == {str(number) for number in range(8)}
