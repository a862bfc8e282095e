"""The curated fact tables, and the descriptor and schemas that say what their columns hold."""

from pathlib import Path

PATH = Path(__file__).parent
"""The folder that holds them."""
