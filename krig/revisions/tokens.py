"""Tokens: who may write. A token is shown once; kept is only what tells it again.

A token is 256 random bits, so its SHA-256 is as good as a slow hash of it: there is nothing to
guess. And a slow one would let anybody keep the server busy with wrong tokens.

Source: The OAuth 2.0 Authorization Framework: Bearer Token Usage (RFC 6750), section 5.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints, ValidationError

from krig.revisions.durable import synchronise

MARK: Final = "krig_"
"""How every token begins, so that programs that look for secrets know one."""
BYTES: Final = 32
OTHERS: Final = 0o077
"""The rights of all but the owner of a file."""

Name = Annotated[str, StringConstraints(pattern=r"^\S(.{0,98}\S)?$")]


class TokensError(Exception):
    """Tokens cannot be read, or one cannot be made: why, and what to do, in both languages."""

    def __init__(self, ko: str, en: str) -> None:
        self.ko = ko
        self.en = en
        super().__init__(en)


class Token(BaseModel):
    """What is kept of a token."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    """Who writes with it: so the log of edits calls them."""
    sha256: str
    created: datetime
    expires: datetime | None = None

    def valid(self, moment: datetime) -> bool:
        """Tell whether one may still write with it."""
        return self.expires is None or moment < self.expires


class _File(RootModel[tuple[Token, ...]]):
    """The file of tokens."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens in a file, which need not exist yet.

    Whatever reads it raises `TokensError` where it is not as it was written, or others may read it.
    """

    path: Path

    def all(self) -> tuple[Token, ...]:
        """Return the tokens, the oldest first."""
        try:
            with self.path.open("rb") as file:
                if os.fstat(file.fileno()).st_mode & OTHERS:
                    raise TokensError(
                        f"{self.path}: 다른 사용자도 읽을 수 있습니다. chmod 600으로 막으십시오.",
                        f"{self.path}: others may read it; forbid that by chmod 600.",
                    )
                return _File.model_validate_json(file.read()).root
        except FileNotFoundError:
            return ()
        except (OSError, ValidationError):
            raise TokensError(
                f"{self.path}: 토큰 파일을 읽을 수 없습니다. 지우고 토큰을 새로 만드십시오.",
                f"{self.path}: the tokens cannot be read; remove the file, and make tokens anew.",
            ) from None

    def holder(self, token: str) -> str | None:
        """Return who may write with `token`, or None if nobody may.

        It takes as long whichever token it is.
        """
        digest, now, found = _digest(token), datetime.now(UTC), None
        for each in self.all():
            if compare_digest(each.sha256, digest) and each.valid(now):
                found = each.name
        return found

    def create(self, name: str, expires: datetime | None = None) -> str:
        """Return a new token for `name`; it cannot be had again.

        Raises:
            TokensError: there is one of that name, or it is no name.

        """
        token = MARK + secrets.token_urlsafe(BYTES)
        with self._changing() as known:
            if any(each.name == name for each in known):
                raise TokensError(
                    f"“{name}”의 토큰이 이미 있습니다. 먼저 krig token revoke로 없애십시오.",
                    f"there is a token for “{name}”; first revoke it by krig token revoke.",
                )
            try:
                made = Token(
                    name=name,
                    sha256=_digest(token),
                    created=datetime.now(UTC).replace(microsecond=0),
                    expires=expires,
                )
            except ValidationError:
                raise TokensError(
                    f"“{name}”은(는) 이름이 될 수 없습니다. 빈칸으로 시작하거나 끝나지 않는 한 줄, "
                    "100자까지입니다.",
                    f"“{name}” is no name: it is one line of up to 100 characters, "
                    "and neither begins nor ends with a space.",
                ) from None
            self._write((*known, made))
        return token

    def revoke(self, name: str) -> bool:
        """Let nobody write with the token of `name` any more; tell whether there was one."""
        with self._changing() as known:
            left = tuple(each for each in known if each.name != name)
            self._write(left)
        return len(left) < len(known)

    @contextmanager
    def _changing(self) -> Iterator[tuple[Token, ...]]:
        """Yield the tokens, while no other process changes them."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_name(f".{self.path.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self.all()

    def _write(self, tokens: tuple[Token, ...]) -> None:
        staged = self.path.with_name(f".{self.path.name}.staged")
        staged.unlink(missing_ok=True)
        with os.fdopen(os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(f"{_File(tokens).model_dump_json(indent=2)}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        staged.replace(self.path)
        synchronise(self.path.parent)


def _digest(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
