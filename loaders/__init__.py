"""Tables in, quads out: what reads the fact tables, checks them, and says them in RDF."""
