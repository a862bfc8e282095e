"""Releases: immutable, validated states of the graph, and the folder that holds them."""

from krig.release.folder import Releases
from krig.release.manifest import Manifest
from krig.release.release import Release

__all__ = ["Manifest", "Release", "Releases"]
