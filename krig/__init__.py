"""The core of krig: builds the graph, validates it, releases it, queries and exports it.

`krig.validate` is `krig.validation.api.validate`; it is loaded when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from krig.validation.api import Validation, validate

    __version__: str

__all__ = ["Validation", "__version__", "validate"]


def __getattr__(name: str) -> object:
    """Load what takes long to load (PEP 562)."""
    if name in {"Validation", "validate"}:
        return getattr(import_module("krig.validation.api"), name)
    if name == "__version__":
        return _version()
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def _version() -> str:
    metadata = import_module("importlib.metadata")
    try:
        return str(metadata.version("krig"))
    except metadata.PackageNotFoundError:  # the sources are used without being installed
        return "0"
