"""The analysts' questions, one SPARQL file each."""

from pathlib import Path

PATH = Path(__file__).parent
"""The folder that holds them."""
