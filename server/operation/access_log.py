"""The access log: a line of JSON for each exchange, written beside the event loop.

A line tells the digest of a query and never its text, unless a setting says so; it never tells a
header, a body or the query string of an address, so no token and no parameter. Whatever a client
sends stands in JSON strings of ASCII: a line is one line.
"""

import json
from contextlib import suppress
from queue import Full, Queue
from threading import Thread
from time import sleep
from typing import Final, Self, TextIO

from server.operation.exchange import Exchange

LONGEST: Final = 2000
"""How many characters of what a client sent stand in a field of the log."""
ROOM: Final = 10_000
"""How many lines may wait for whoever reads the log; more are dropped, and counted."""

GATHERED: Final = 0.02
"""For how many seconds lines are gathered: a thread that wakes for each holds up the event loop."""
PATIENCE: Final = 5.0
"""How many seconds one waits, when closing, for whoever reads the log."""


def line(exchange: Exchange, *, private: bool = False) -> str:
    """Return the line of an exchange; with what is private, such as a query's text, if so asked."""
    told: dict[str, object] = {
        "time": exchange.begun.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "client": exchange.client,
        "method": exchange.method[:LONGEST],
        "path": exchange.path[:LONGEST],
        "status": exchange.status,
        "ending": exchange.ending,
        "bytes": exchange.size,
        "first": round(exchange.first, 6),
        "seconds": round(exchange.seconds, 6),
    }
    said = {**exchange.remarks, **(exchange.private if private else {})}
    short = {name: _short(value) for name, value in said.items() if name not in told}
    return json.dumps(told | short)


def _short(value: object) -> object:
    return value[:LONGEST] if isinstance(value, str) else value


class AccessLog:
    """Writes lines in a thread of its own: whoever reads them slowly holds up no answer."""

    def __init__(self, stream: TextIO, *, private: bool = False, room: int = ROOM) -> None:
        """Write to `stream`; let up to `room` lines wait for it."""
        self._stream = stream
        self._private = private
        self._lines: Queue[str | None] = Queue(room)
        self._thread = Thread(target=self._write, daemon=True)
        self._thread.start()
        self.dropped = 0
        """How many lines were dropped because nobody read them in time."""

    def tell(self, exchange: Exchange) -> None:
        """Log an exchange."""
        try:
            self._lines.put_nowait(line(exchange, private=self._private))
        except Full:
            self.dropped += 1

    def close(self, patience: float = PATIENCE) -> None:
        """Write what waits, for up to `patience` seconds."""
        with suppress(Full):
            self._lines.put(None, timeout=patience)
        self._thread.join(patience)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self) -> None:
        while (text := self._lines.get()) is not None:
            try:
                self._stream.write(f"{text}\n")
                if self._lines.empty():
                    self._stream.flush()
                    sleep(GATHERED)
            except OSError:
                self.dropped += 1
        with suppress(OSError):
            self._stream.flush()
