"""Other servers, as far as a setting names them: SERVICE in queries, LOAD in updates.

The engine would call whoever a text names, follow redirects, and resolve names to any address. So
it calls nobody. What a text calls is found by its tokens, fetched here by a client that connects to
named hosts at public addresses alone and follows nothing, and put in its place: rows as inline data
(VALUES), a document as an addition to a graph. What the engine reads then calls nobody any more.

Source: SPARQL 1.1 Federated Query, section 4; SPARQL 1.1 Update, section 3.1.4.
"""
