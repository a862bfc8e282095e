"""The OWL modules of krig, and the names of the vocabularies it uses."""

from pathlib import Path

PATH = Path(__file__).parent
"""The folder of the Turtle modules, the rules, the JSON-LD context and the hygiene queries."""
