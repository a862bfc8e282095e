"""What the OpenAPI document calls the routes of linked data, in both languages."""

from server import openapi
from server.texts import texts


def summary(name: str) -> str:
    """Return what the route called `name` is for."""
    return openapi.both(texts("linked")[name])
