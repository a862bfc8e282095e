"""The process from which keepers are forked: it has code, shapes and ontology in memory.

The front sends a socket for each validation. When it hangs up, the template ends; keepers end with
the validation that they keep, or when the front hangs up on that.

    python -P -m server.validation.template DESCRIPTOR
"""

import gc
import os
import signal
import socket
import sys
from time import monotonic
from typing import NoReturn

from server.readers.walls import files
from server.validation.job import KEEP, LENGTH, Job, Told, packed
from server.validation.work import lower, rehearse, validated
from server.writing.faults import UnwrittenError
from server.writing.trial import BROKEN, AbandonedError, tried


def main(arguments: list[str]) -> None:
    """Fork a keeper for each socket that the front sends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (descriptor,) = arguments
    front = socket.socket(fileno=int(descriptor))
    rehearse()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers leave nothing behind
    gc.collect()
    gc.freeze()
    while True:
        content, descriptors, _, _ = socket.recv_fds(front, len(KEEP), 1)
        if not content:
            return
        for each in descriptors:
            with socket.socket(fileno=each) as client:
                _fork(client, front)


def _fork(client: socket.socket, front: socket.socket) -> None:
    try:
        pid = os.fork()
    except OSError:
        return  # the front hears that this end of the socket is closed
    if pid == 0:
        front.close()
        _keep(client)


def _keep(client: socket.socket) -> NoReturn:
    """Do the validation that `client` asks for, and end."""
    status = BROKEN
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        client.sendall(_outcome(client))
        status = 0
    except (AbandonedError, ConnectionError, EOFError):
        status = 0
    finally:
        os._exit(status)


def _outcome(client: socket.socket) -> bytes:
    job = Job.model_validate_json(_received(client))

    def work() -> bytes:
        lower()
        return validated(job.asked, job.report, files)

    try:
        return tried(work, job.memory, job.until - monotonic(), client.fileno())
    except UnwrittenError as fault:
        told = Told(outcome=fault.outcome, said=str(fault))
        return packed([told.model_dump_json().encode(), b""])


def _received(client: socket.socket) -> bytes:
    """Return the message of the front.

    Raises:
        EOFError: the front has hung up before its end.

    """
    with client.makefile("rb") as stream:
        start = stream.read(LENGTH.size)
        if len(start) < LENGTH.size:
            raise EOFError
        (length,) = LENGTH.unpack(start)
        content = stream.read(length)
    if len(content) < length:
        raise EOFError
    return content


if __name__ == "__main__":
    main(sys.argv[1:])
