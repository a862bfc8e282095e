"""The names of the engines that validate."""

from typing import Literal

Engine = Literal["auto", "fast", "pyshacl"]
Exact = Literal["auto", "pyshacl"]
"""The engines that keep the labels of blank nodes."""
