"""Linked data: what each IRI of krig stands for, told at its address in the form asked for.

`https://w3id.org/krig/` redirects to this server with 303 See Other, which is what tells a thing
from the documents about it; the addresses here are such documents. So they answer at once, with
`Content-Location` for the form that was chosen, rather than redirect a second time.
"""
