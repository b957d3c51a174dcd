"""A service over finished stores: a SPARQL endpoint and pages, on this machine's own address."""
