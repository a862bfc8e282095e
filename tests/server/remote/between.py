"""What stands between a remote engine and its server, and misbehaves when told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PIECE = 4096


@dataclass(slots=True)
class Between:
    """Passes bytes on between clients and a server, and counts."""

    host: str
    port: int
    address: str = ""
    """Where it listens."""
    connections: int = 0
    """How many are open."""
    requests: int = 0
    """How many it has seen begin."""
    cut_after: int | None = None
    """After how many bytes of an answer it cuts the connection."""
    hold_after: int | None = None
    """After how many bytes of an answer it waits for `go`."""
    instead: bytes | None = None
    """What it answers itself."""
    go: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, client: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        """Pass on what one client says, and what it is answered."""
        self.connections += 1
        reader, writer = await asyncio.open_connection(self.host, self.port)
        asking = asyncio.create_task(self._ask(client, writer, answer))
        try:
            await self._answer(reader, answer)
        except ConnectionError:
            pass
        finally:
            asking.cancel()
            for each in (writer, answer):
                each.close()
            self.connections -= 1

    async def _ask(
        self,
        client: asyncio.StreamReader,
        server: asyncio.StreamWriter,
        answer: asyncio.StreamWriter,
    ) -> None:
        with suppress(ConnectionError):
            while piece := await client.read(PIECE):
                self.requests += piece.startswith((b"POST ", b"GET "))
                if self.instead is not None:
                    answer.write(self.instead)
                    await answer.drain()
                else:
                    server.write(piece)
                    await server.drain()
        server.close()

    async def _answer(self, server: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        passed = 0
        while piece := await server.read(PIECE):
            if self.cut_after is not None and passed + len(piece) > self.cut_after:
                client.write(piece[: self.cut_after - passed])
                await client.drain()
                return
            if self.hold_after is not None and passed >= self.hold_after:
                await self.go.wait()
            client.write(piece)
            await client.drain()
            passed += len(piece)


@asynccontextmanager
async def between(address: str) -> AsyncIterator[Between]:
    """Something that listens before the server at `address`."""
    parts = urlsplit(address)
    standing = Between(str(parts.hostname), int(parts.port or 0))
    server = await asyncio.start_server(standing.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    standing.address = f"http://127.0.0.1:{port}{parts.path}"
    async with server:
        yield standing
        standing.go.set()
