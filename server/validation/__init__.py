"""Validation over HTTP: of whatever anybody sends, in processes that may end at any moment.

Two kinds of process, each with one duty:

- The *template* has the code, the shapes and the ontology in memory. It reads nothing that was
  sent, and forks a keeper for each request.
- A *keeper* lets a child validate behind the walls of a reader, and ends it at the deadline, when
  memory runs over, or when the client goes away. Whatever the child does, only it ends.
"""

from server.validation.checker import Checker
from server.validation.limits import CheckLimits

__all__ = ["CheckLimits", "Checker"]
