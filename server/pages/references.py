"""The documents that a page cites, numbered as they come."""

from server.pages.words import Source


class References:
    """Gathers documents while a page is rendered; they are listed at its end."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []

    def number(self, source: Source) -> int:
        """Return the number by which the page cites `source`."""
        iri = source.thing.iri
        if iri not in self._numbers:
            self._sources.append(source)
            self._numbers[iri] = len(self._sources)
        return self._numbers[iri]

    def cited(self) -> list[tuple[int, Source]]:
        """Return what was cited, by number."""
        return list(enumerate(self._sources, 1))
