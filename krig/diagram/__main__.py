"""Draws the diagrams of the ontology, and writes its overview and its JSON-LD context.

`python -m krig.diagram` writes them, `--check` names those that are not as they would be written.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, get_args

from krig.diagram.detail import detail
from krig.diagram.drawing import draw
from krig.diagram.pages import page
from krig.diagram.survey import survey
from krig.diagram.view import View
from ontology.context import document
from ontology.vocabulary import Language, vocabulary

ROOT: Final = Path(__file__).parents[2]


def documents() -> dict[str, str]:
    """Return the text of each file that the ontology makes, by its path in the repository.

    Raises:
        subprocess.CalledProcessError: npm or Node failed; it has said why.

    """
    made = {"ontology/context.jsonld": document()}
    terms = vocabulary()
    for language in get_args(Language):
        view = View(terms, language)
        diagrams = [survey(view), *(detail(view, module) for module, _ in view.modules())]
        for diagram, picture in zip(diagrams, draw(diagrams, language), strict=True):
            made[f"docs/diagrams/{diagram.name}.{language}.svg"] = picture
        made[f"docs/ontology{'' if language == 'en' else '.' + language}.md"] = page(view)
    return made


def outdated(made: Mapping[str, str], root: Path) -> list[str]:
    """Return the paths whose files are absent, or not as `made` says."""
    return [name for name, text in made.items() if _read(root / name) != text]


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or check them; return 1 if a checked one is out of date."""
    parser = argparse.ArgumentParser(prog="python -m krig.diagram", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only name what is out of date")
    parser.add_argument("--into", type=Path, default=ROOT, help="the folder of the repository")
    options = parser.parse_args(arguments)
    made = documents()
    stale = outdated(made, options.into)
    for name in stale:
        if not options.check:
            (options.into / name).parent.mkdir(parents=True, exist_ok=True)
            (options.into / name).write_text(made[name], encoding="utf-8")
        done = "out of date; run make docs" if options.check else "written"
        sys.stdout.write(f"{name}: {done}\n")
    return int(options.check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
