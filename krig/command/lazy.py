"""Commands that are loaded when they are called: most need much code that the others do not."""

import ast
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typing_extensions import override

ADDED: Final = "krig.commands"
"""The group of entry points by which packages above this one add commands."""


class LazyGroup(TyperGroup):
    """A program whose commands are those of its own, and those that are added."""

    own: ClassVar[tuple[EntryPoint, ...]] = ()

    @override
    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return [*self._found()]

    @override
    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Load a command, if there is one of that name."""
        found = self._found().get(cmd_name)
        return None if found is None else _loaded(found)

    @override
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with the first words of their help, without loading them."""
        commands = {
            name: TyperCommand(name, help=_help(each)) for name, each in self._found().items()
        }
        TyperGroup(commands=[*commands.values()]).format_commands(ctx, formatter)

    def _found(self) -> dict[str, EntryPoint]:
        return {each.name: each for each in (*self.own, *entry_points(group=ADDED))}


@cache
def _loaded(command: EntryPoint) -> Any:
    """Return the command, or the group of commands, at `command`."""
    found = command.load()
    if isinstance(found, typer.Typer):
        found.info.name = command.name
        return typer.main.get_group(found)
    program = typer.Typer(add_completion=False, rich_markup_mode=None)
    program.command(command.name)(found)
    return typer.main.get_command(program)


def _help(command: EntryPoint) -> str | None:
    """Return what a command says of itself, as its module writes it: that is not run for it."""
    spec = find_spec(command.module)
    if spec is None or spec.origin is None:
        return None
    for each in ast.parse(Path(spec.origin).read_text(encoding="utf-8")).body:
        match each:
            case ast.FunctionDef(name=command.attr):
                return ast.get_docstring(each)
            case ast.Assign(targets=[ast.Name(id=command.attr)], value=ast.Call(keywords=said)):
                told = {keyword.arg: keyword.value for keyword in said}.get("help")
                return ast.literal_eval(told) if told is not None else None
    return None
