"""Findings: what is wrong, by whom it was found, and where it is mended.

A result of SHACL, a fault of a table and a file that cannot be read become the same kind of thing,
so that every report tells all of them alike.
"""
