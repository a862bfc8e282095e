"""HTTP: the SPARQL protocol, pages, and the limits that keep the service up."""
