"""The servers that are compared."""

from bench.peers.krig import Krig
from bench.peers.oxigraph import Oxigraph
from bench.peers.peer import Peer, Running
from bench.peers.rdflib_endpoint import RdflibEndpoint
from bench.peers.virtuoso import Virtuoso

__all__ = ["Krig", "Oxigraph", "Peer", "RdflibEndpoint", "Running", "Virtuoso"]
