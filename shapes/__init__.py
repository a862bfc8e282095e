"""The SHACL shapes of krig, one file for each module of the ontology, with their examples."""

from pathlib import Path

PATH = Path(__file__).parent
"""The folder that holds them."""
