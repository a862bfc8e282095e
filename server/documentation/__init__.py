"""The documentation of the ontology at `/def/`: every version that a release holds.

pyLODE was considered, and not taken: it writes one language only, its pages need inline styles and
scripts, which the policy of these pages forbids, and it knows no modules, diagrams or versions.
"""
