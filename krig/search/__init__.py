"""Search: an index of the things of a graph by their names, and finding things in it.

Writing an index needs RDF and happens when a release is built; searching needs neither RDF nor
the graph. An index is bound to the revision of which it was written.
"""
