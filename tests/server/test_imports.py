"""What a server that answers from a release does not load: it would only be ready later."""

import subprocess
import sys

SERVING = "import krig.command.main, server.command, server.running"
TEMPLATE = "import server.readers.template"
BUILDING = frozenset(
    {
        *("krig.graph", "krig.reasoning", "krig.release.build", "krig.validation.engine"),
        *("krig.publish", "loaders.evidence", "loaders.package", "loaders.reader"),
        *("server.remote", "server.federation.federation", "server.writing.proposal"),
    }
)
LIBRARIES = frozenset(
    {
        *("aiohttp", "html5rdf", "numpy", "openpyxl", "pyarrow", "pyshacl", "rdflib"),
        *("reasonable", "shacl"),
    }
)


def loaded(code: str) -> set[str]:
    """The modules that a process has loaded when it has run `code`."""
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(told.stdout.split())


def test_serving_a_release_loads_nothing_that_builds_one_or_asks_other_servers() -> None:
    assert not loaded(SERVING) & (BUILDING | LIBRARIES)


def test_readers_load_nothing_of_the_server_but_what_answers() -> None:
    modules = loaded(TEMPLATE)
    assert not modules & (BUILDING | LIBRARIES | {"email", "fastapi", "pydantic", "yaml"})
    assert {each for each in modules if each.startswith("server.")} <= {
        "server.readers",
        *(each for each in modules if each.startswith(("server.readers.", "server.sparql"))),
    }


def test_what_is_asked_for_is_loaded_then() -> None:
    assert "krig.validation.engine" in loaded("from krig.validation import validate")
    assert "aiohttp" in loaded("import server.remote")
