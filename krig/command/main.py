"""The program `krig`: its commands, and those that packages above this one add."""

import gc
from importlib.metadata import EntryPoint
from typing import Annotated, Final

import typer

from krig import __version__
from krig.command.lazy import ADDED, LazyGroup

PLACES: Final = (
    *("build:build", "validate:validate", "query:query", "export:export", "publish:publish"),
    *("releases:releases", "diff:diff", "revisions:revisions", "rebase:rebase"),
    *("backup:backup", "backup:restore", "token:token"),
)
"""Where the commands are: a module of `krig.command`, and what it calls them."""


THRESHOLDS: Final = (100_000, 20, 100)
"""How much is allocated before garbage is looked for: most of a graph stays. Validation of our own
tables takes a fifth less time so."""


class Program(LazyGroup):
    """The commands of krig."""

    own = tuple(
        EntryPoint(place.partition(":")[2], f"krig.command.{place}", ADDED) for place in PLACES
    )


app = typer.Typer(
    name="krig",
    cls=Program,
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


def main() -> None:
    """Run the program with the arguments of the process."""
    gc.set_threshold(*THRESHOLDS)
    app(prog_name="krig")


if __name__ == "__main__":
    main()
