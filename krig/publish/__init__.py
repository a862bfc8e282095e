"""Publishing: a release is loaded into another SPARQL 1.1 server, which then serves it too."""

from krig.publish.access import Credentials
from krig.publish.endpoints import Endpoints, UnknownEndpointsError, endpoints
from krig.publish.faults import DifferenceError, PublishError, RefusedError, UnreachableError, words
from krig.publish.loading import Way, publish
from krig.publish.statements import PUBLISHED

__all__ = [
    "PUBLISHED",
    "Credentials",
    "DifferenceError",
    "Endpoints",
    "PublishError",
    "RefusedError",
    "UnknownEndpointsError",
    "UnreachableError",
    "Way",
    "endpoints",
    "publish",
    "words",
]
