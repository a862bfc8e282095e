"""Frames: how the front and a reader tell messages from each other on a stream of bytes.

A frame is a kind (one byte), a length (four) and that many bytes. An answer is `HEAD`, any number
of `DATA`, and `END`; or `FAULT` in place of what is left. An answer without its `END` is cut
short: a reader that dies leaves none.
"""

from collections.abc import Iterator
from enum import IntEnum
from struct import Struct
from typing import Final

FORK: Final = b"fork"
MOVE: Final = b"move"
"""What a template is told; with `MOVE` go two files, of the quads that come and that go."""

LAYOUT: Final = Struct("!BI")
READY: Final = Struct("!IQ")
"""The number of the thread that waits, and for how many nanoseconds its process has computed."""
LONGEST: Final = 2**20
"""How long a frame may be that is gathered whole; `DATA` is passed on as it comes."""


class Frame(IntEnum):
    """The kinds of frame."""

    QUERY = 1
    """A query, to the reader."""
    READY = 2
    """The reader waits for a query; what follows is laid out as `READY`."""
    HEAD = 3
    DATA = 4
    END = 5
    FAULT = 6


KINDS: Final = {kind.value: kind for kind in Frame}


class FrameError(Exception):
    """What arrives is no frame: the process that sent it is broken."""


def frame(kind: Frame, content: bytes = b"") -> bytes:
    """Return `content` as a frame of that kind."""
    return LAYOUT.pack(kind, len(content)) + content


class Decoder:
    """Takes frames out of bytes as they arrive, however these were cut."""

    def __init__(self) -> None:
        self._rest = b""
        self._data = 0

    def feed(self, received: bytes) -> Iterator[tuple[Frame, bytes]]:
        """Yield the frames that `received` completes; of `DATA`, whatever part has come.

        Raises:
            FrameError: a frame is of no known kind, or too long.

        """
        buffer = self._rest + received if self._rest else received
        self._rest = b""
        at, size = 0, len(buffer)
        while at < size:
            if self._data:
                piece = buffer[at : at + self._data]
                at += len(piece)
                self._data -= len(piece)
                yield Frame.DATA, piece
                continue
            begin = at + LAYOUT.size
            if begin > size:
                break
            number, length = LAYOUT.unpack_from(buffer, at)
            kind = KINDS.get(number)
            if kind is Frame.DATA:
                at, self._data = begin, length
            elif kind is None or length > LONGEST:
                raise FrameError(f"kind {number}, length {length}")
            elif begin + length > size:
                break
            else:
                at = begin + length
                yield kind, buffer[begin:at]
        self._rest = buffer[at:]
