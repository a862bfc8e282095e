"""The pages: each asks the graph one question, and shows what is answered with its grounds."""

from server.pages.render import STATIC, assets, render

__all__ = ["STATIC", "assets", "render"]
