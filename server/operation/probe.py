"""Asks a server on this machine whether it is well: what a container's health check runs.

python -m server.operation.probe            is it alive?
python -m server.operation.probe /readyz    would it answer a query?
"""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Final

ALIVE: Final = "/healthz"
SECONDS: Final = 2.0


def probe(host: str, port: int, path: str) -> str:
    """Return what is wrong with the server at `port` of `host`; empty where nothing is."""
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"{path}: {error!r}"
    finally:
        connection.close()
    return "" if status == HTTPStatus.OK else f"{path}: {status}"


def main(path: str = ALIVE) -> None:
    """End with 0 where the server of the environment's `KRIG_PORT` is well, else with 1."""
    wrong = probe("127.0.0.1", int(os.environ.get("KRIG_PORT", "8000")), path)
    sys.exit(wrong or 0)


if __name__ == "__main__":
    main(*sys.argv[1:2])
