"""`krig token`: makes, lists and revokes tokens."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from krig.command.main import app
from krig.revisions.tokens import Tokens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


def krig_token(path: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["token", *arguments, "--tokens", str(path), "--lang", "en"])


def test_a_token_is_shown_once_and_alone(path: Path) -> None:
    made = krig_token(path, "create", "kim", "--days", "3")
    assert made.exit_code == 0
    (token,) = made.stdout.split()
    assert Tokens(path).holder(token) == "kim"
    assert "cannot be shown again" in made.stderr
    listed = krig_token(path, "list")
    assert "kim" in listed.stdout
    assert token not in listed.stdout


def test_a_token_is_revoked_by_its_name(path: Path) -> None:
    token = krig_token(path, "create", "kim").stdout.strip()
    assert krig_token(path, "revoke", "kim").exit_code == 0
    assert Tokens(path).holder(token) is None


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", "kim"), "there is a token for “kim”"),
        (("create", " lee"), "is no name"),
        (("revoke", "lee"), "there is no token for “lee”"),
    ],
)
def test_what_cannot_be_done_is_told(path: Path, arguments: tuple[str, ...], told: str) -> None:
    krig_token(path, "create", "kim")
    refused = krig_token(path, *arguments)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert refused.stdout == ""


def test_the_environment_may_name_the_file(path: Path) -> None:
    made = CliRunner().invoke(app, ["token", "create", "kim"], env={"KRIG_TOKENS": str(path)})
    assert Tokens(path).holder(made.stdout.strip()) == "kim"
