"""Draws the ontology, and writes its overview: what `make docs` makes."""
