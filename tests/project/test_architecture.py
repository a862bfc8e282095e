"""The house keeps its order: dependencies point one way, and files stay small."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MAY_IMPORT = {
    "ontology": set[str](),
    "shapes": set[str](),
    "data": set[str](),
    "queries": set[str](),
    "loaders": {"ontology", "data"},
    "krig": {"ontology", "shapes", "data", "queries", "loaders"},
    "server": {"ontology", "queries", "krig"},
    "bench": {"ontology", "queries", "krig", "server"},
}
LONGEST_MODULE = 400


def modules(package: str) -> Iterator[Path]:
    """The modules of a package, without those that are installed within it."""
    installed = {".venv", "node_modules"}
    found = (ROOT / package).rglob("*.py")
    return (each for each in found if installed.isdisjoint(each.relative_to(ROOT).parts))


def imported_packages(module: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names |= {alias.name.partition(".")[0] for alias in node.names}
            case ast.ImportFrom(module=str(name), level=0):
                names.add(name.partition(".")[0])
    return names & MAY_IMPORT.keys()


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    allowed = MAY_IMPORT[package] | {package}
    wrong = {
        f"{module.relative_to(ROOT)} imports {name}"
        for module in modules(package)
        for name in imported_packages(module) - allowed
    }
    assert not wrong


def test_imports_are_absolute() -> None:
    relative = [
        str(module.relative_to(ROOT))
        for package in MAY_IMPORT
        for module in modules(package)
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert relative == []


@pytest.mark.parametrize("package", [*MAY_IMPORT, "tests"])
def test_no_module_is_longer_than_one_thought(package: str) -> None:
    lengths = {
        str(module.relative_to(ROOT)): len(module.read_text(encoding="utf-8").splitlines())
        for module in modules(package)
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}
