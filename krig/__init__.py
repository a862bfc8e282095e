"""The core of krig: builds the graph, validates it, releases it, queries and exports it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("krig")
except PackageNotFoundError:  # the sources are used without being installed
    __version__ = "0"
