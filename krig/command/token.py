"""`krig token`: who may write to a server that is writable."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from krig.command.language import LangOption, Language, language
from krig.command.terminal import CommandError, failures_told, told, warn
from krig.revisions.tokens import Tokens, TokensError

token = typer.Typer(
    help="누가 쓸 수 있는지 정한다. Say who may write.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

HEADS: Final = (("이름", "name"), ("만든 때", "made"), ("끝나는 때", "expires"))
NEVER: Final = ("없음", "never")

TokensOption = Annotated[
    Path, typer.Option("--tokens", help="토큰 파일. The file of tokens.", envvar="KRIG_TOKENS")
]
NameArgument = Annotated[
    str, typer.Argument(help="쓰는 사람. Who writes: so the log of edits calls them.")
]


@token.command()
def create(
    name: NameArgument,
    *,
    days: Annotated[
        int | None, typer.Option(min=1, help="며칠 동안. For how many days. [끝없이, for ever]")
    ] = None,
    tokens: TokensOption = Path("tokens.json"),
    lang: LangOption = None,
) -> None:
    """토큰을 만들어 한 번 보인다. Make a token, and show it once."""
    speak = language(lang)
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days) if days else None
    with _failures_told(speak):
        made = Tokens(tokens).create(name, expires)
    warn(
        told(
            speak,
            "이 토큰은 다시 볼 수 없습니다. 요청에 이렇게 붙이십시오: Authorization: Bearer 토큰",
            "This token cannot be shown again. Send it with requests: Authorization: Bearer TOKEN",
        )
    )
    typer.echo(made)


@token.command("list")
def list_tokens(tokens: TokensOption = Path("tokens.json"), lang: LangOption = None) -> None:
    """누가 쓸 수 있는지 보인다. List who may write."""
    speak = language(lang)
    with _failures_told(speak):
        found = Tokens(tokens).all()
    table = Table(*(told(speak, *head) for head in HEADS), box=None, pad_edge=False)
    for each in found:
        ends = f"{each.expires:%Y-%m-%d %H:%M}" if each.expires else told(speak, *NEVER)
        table.add_row(each.name, f"{each.created:%Y-%m-%d %H:%M}", ends)
    Console().print(table)


@token.command()
def revoke(
    name: NameArgument, tokens: TokensOption = Path("tokens.json"), lang: LangOption = None
) -> None:
    """토큰을 없앤다. Let nobody write with a token any more."""
    speak = language(lang)
    with _failures_told(speak):
        if not Tokens(tokens).revoke(name):
            raise CommandError(
                f"“{name}”의 토큰이 없습니다. krig token list로 보십시오.",
                f"there is no token for “{name}”; krig token list shows them.",
            )


@contextmanager
def _failures_told(speak: Language) -> Iterator[None]:
    with failures_told(speak):
        try:
            yield
        except TokensError as error:
            raise CommandError(error.ko, error.en) from None
