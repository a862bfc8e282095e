"""Describes what there is to be had: the dumps of a state of the graph, in DCAT and in VoID."""
