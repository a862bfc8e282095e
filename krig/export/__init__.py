"""Writes a release as files that other programs read, with a description of them in DCAT."""

from krig.export.formats import FORMATS, Format
from krig.export.write import export

__all__ = ["FORMATS", "Format", "export"]
