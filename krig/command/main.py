"""The program `krig`: its commands, and those that packages above this one add."""

from importlib.metadata import entry_points
from typing import Annotated

import typer

from krig import __version__
from krig.command.backup import backup, restore
from krig.command.build import build
from krig.command.diff import diff
from krig.command.export import export
from krig.command.publish import publish
from krig.command.query import query
from krig.command.releases import releases
from krig.command.token import token
from krig.command.validate import validate

app = typer.Typer(
    name="krig",
    help="한국 지역주력산업 지식그래프. The Korea Regional Industry Graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"krig {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version",
        help="버전을 보인다. Show the version.",
        callback=_tell_version,
        is_eager=True,
    ),
]


@app.callback()
def _program(*, version: VersionOption = False) -> None:
    """Take the options of the program itself."""


for command in (build, validate, query, export, publish, releases, diff, backup, restore):
    app.command()(command)
app.add_typer(token, name="token")
for added in entry_points(group="krig.commands"):
    app.command(added.name)(added.load())


def main() -> None:
    """Run the program with the arguments of the process."""
    app(prog_name="krig")


if __name__ == "__main__":
    main()
