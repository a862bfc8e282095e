"""Queries answered by another SPARQL 1.1 server, over HTTP: what `krig serve --engine URL` asks.

The engine behind may err in known ways, and this package mends them: formats that it writes wrongly
are never passed on but written anew, an answer that it cuts short is never taken for whole, terms
are bound in a text that it understands, and all its graphs together are asked in the way that it
knows. The limits and the cache are those of queries that readers answer.
"""

from server.remote.engine import RemoteEngine
from server.remote.faults import EngineError

__all__ = ["EngineError", "RemoteEngine"]
