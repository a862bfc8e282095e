"""What stands at the head of every page: where one can go from there."""

from typing import Final

HOME: Final = "/"
NAVIGATION: Final = (
    (HOME, "home"),
    ("/map", "map"),
    ("/industries", "industries"),
    ("/regions", "regions"),
    ("/firms", "firms"),
    ("/technologies", "technologies"),
    ("/reform", "reform"),
    ("/collaboration", "collaboration"),
    ("/coverage", "coverage"),
    ("/audit", "audit"),
    ("/time", "time"),
    ("/sources", "sources"),
    ("/queries", "questions"),
    ("/sparql", "ask"),
    ("/downloads", "downloads"),
    ("/about", "about"),
)
"""The paths, each with the name of the text that it is called by, in their order."""
