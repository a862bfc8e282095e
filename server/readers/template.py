"""The process from which readers are forked: it loads a revision, and answers nothing.

It talks with the front over a socket that keeps messages apart (SOCK_SEQPACKET): `FORK` comes in,
and `MOVE` with the files of a change, which makes the graph that of the next revision. Out go JSON
messages, that of a new reader with two descriptors, the front's end of the reader's socket and a
pidfd, by which the front can end that reader and never another that has its number. When the front
hangs up, the template ends, and the kernel ends its readers.

    python -m server.readers.template DESCRIPTOR DUMP MEMORY RESULT
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections import deque
from contextlib import suppress
from functools import partial
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path
from time import monotonic
from typing import Any, Final, NoReturn

from pyoxigraph import RdfFormat, Store, parse

from krig.results import XLSX
from server.readers.allocator import give_back
from server.readers.change import apply
from server.readers.evaluation import evaluate
from server.readers.frames import MOVE
from server.readers.query import Query
from server.readers.reader import BROKEN, serve
from server.readers.walls import Walls, forked

STANDARD_ERROR: Final = 2
REHEARSAL: Final = Query("SELECT ?service { }", XLSX)
"""A query that uses all that is read from files on first use: readers cannot open any."""
LATER: Final = 1.0
"""After how many seconds readers that were ended are reaped."""
WORDS: Final = 300
"""How many bytes are told of what a reader wrote to its standard error before it ended."""


def main(arguments: list[str]) -> None:
    """Load the dump that the `arguments` name, and fork readers as the front asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    descriptor, dump, memory, result = arguments
    front = socket.socket(fileno=int(descriptor))
    with suppress(ConnectionError):
        Template(load(Path(dump)), front, int(memory), int(result)).run()


def load(dump: Path) -> Store:
    """Return the graph of an N-Quads file, in memory, with nothing left to be tidied up.

    Its blank nodes keep their labels, by which a change speaks of them. A bulk load of the file
    would give them others, but takes a quarter less time where there are none.
    """
    store = Store()
    if _may_have_blank_nodes(dump):
        store.bulk_extend(parse(path=dump, format=RdfFormat.N_QUADS))
    else:
        store.bulk_load(path=dump, format=RdfFormat.N_QUADS)
    evaluate(Store(), REHEARSAL, lambda _: None, BytesIO())
    gc.collect()
    gc.freeze()
    give_back()
    return store


def _may_have_blank_nodes(dump: Path) -> bool:
    with dump.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:  # of which there is no map
            return False
        with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
            return content.find(b"_:") >= 0


class Template:
    """Holds the graph, and the readers that it was asked for."""

    def __init__(self, store: Store, front: socket.socket, memory: int, result: int) -> None:
        self._store = store
        self._front = front
        self._memory = memory
        self._result = result
        self._selector = selectors.DefaultSelector()
        self._dead: deque[tuple[float, int]] = deque()

    def run(self) -> None:
        """Serve the front until it hangs up."""
        self._selector.register(self._front, selectors.EVENT_READ)
        self._tell({"ready": os.getpid()})
        while True:
            for key, _ in self._selector.select(LATER if self._dead else None):
                if key.data is not None:
                    self._bury(key.fd, *key.data)
                elif not self._obey():
                    return
            while self._dead and self._dead[0][0] <= monotonic() - LATER:
                _reap(self._dead.popleft()[1])

    def _obey(self) -> bool:
        """Do what the front says, and tell whether it has said anything."""
        order, files, _, _ = socket.recv_fds(self._front, len(MOVE), 2, socket.MSG_CMSG_CLOEXEC)
        if order == MOVE:
            self._move(*files)
        elif order:
            self._fork()
        return bool(order)

    def _move(self, *files: int) -> None:
        """Make the graph that of the next revision; readers that were forked keep their own."""
        added, removed = map(_content, files)
        apply(added, removed, self._store)
        gc.collect()
        gc.freeze()
        give_back()
        self._tell({"ready": os.getpid()})

    def _fork(self) -> None:
        ours, readers = socket.socketpair()
        words = os.memfd_create("words")
        with ours, readers:
            try:
                pid = forked(self._memory, partial(self._be_reader, readers, words))
            except OSError as error:
                os.close(words)
                self._tell({"unforked": str(error)})
                return
            pidfd = os.pidfd_open(pid)
            self._selector.register(pidfd, selectors.EVENT_READ, (pid, words))
            self._tell({"forked": pid}, ours.fileno(), pidfd)

    def _be_reader(self, front: socket.socket, words: int, walls: Walls) -> NoReturn:
        """Close what belongs to the template, put up the walls, and serve."""
        try:
            os.dup2(words, STANDARD_ERROR)
            os.closerange(STANDARD_ERROR + 1, front.fileno())
            os.closerange(front.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
            walls.put_up()
            serve(self._store, front, walls, self._result)
        finally:
            os._exit(BROKEN)

    def _bury(self, pidfd: int, pid: int, words: int) -> None:
        """Tell how a reader has ended, and reap it: at once, or else when nothing holds that up.

        To reap one, the kernel waits for what its last thread still does, without letting go of
        the processor; and where a long query was ended, all else goes before that thread.
        """
        ended = os.waitid(os.P_PIDFD, pidfd, os.WEXITED | os.WNOWAIT)
        said = os.pread(words, WORDS, 0).decode(errors="replace")
        self._selector.unregister(pidfd)
        os.close(words)
        signalled = ended is not None and ended.si_code != os.CLD_EXITED
        status = ended.si_status if ended is not None else BROKEN
        self._tell({"ended": pid, "signalled": signalled, "status": status, "words": said})
        if signalled:
            self._dead.append((monotonic(), pidfd))
        else:
            _reap(pidfd)

    def _tell(self, message: dict[str, Any], *descriptors: int) -> None:
        socket.send_fds(self._front, [json.dumps(message).encode()], descriptors)


def _reap(pidfd: int) -> None:
    """Take away what the kernel keeps of a process that has ended."""
    os.waitid(os.P_PIDFD, pidfd, os.WEXITED)
    os.close(pidfd)


def _content(file: int) -> bytes:
    with os.fdopen(file, "rb") as content:
        content.seek(0)
        return content.read()


if __name__ == "__main__":
    main(sys.argv[1:])
