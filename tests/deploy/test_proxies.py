"""The proxies' configurations are valid, and nginx does what a public installation needs."""

import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.listening import PATIENCE, listening

DEPLOY = Path(__file__).parents[2] / "deploy"

needs_nginx = pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None,
    reason="nginx or openssl is not installed (nginx-light, openssl)",
)
needs_caddy = pytest.mark.skipif(
    shutil.which("caddy") is None, reason="caddy is not installed (caddy)"
)


async def _echo(request: Request) -> Response:
    length = len(await request.body())
    return JSONResponse({"headers": dict(request.headers), "length": length})


async def _breaking(_: Request) -> Response:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"?x\r\n"
        raise ConnectionError("the deadline")

    return StreamingResponse(pieces(), media_type="text/csv")


APP = Starlette(
    routes=[
        Route("/sparql", _echo, methods=["GET", "POST"]),
        Route("/breaking", _breaking),
        *(Route(path, _echo) for path in ("/metrics", "/readyz", "/running", "/running/1")),
    ]
)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as port:
        number: int = port.getsockname()[1]
        return number


@contextmanager
def nginx(folder: Path, upstream: str) -> Iterator[str]:
    """nginx with our configuration before `upstream`, at ports of its own and without a daemon."""
    certificate = [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
        *(
            "-subj",
            "/CN=krig.example.org",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            "privkey.pem",
            "-out",
            "fullchain.pem",
        ),
    ]
    subprocess.run(certificate, cwd=folder, check=True, capture_output=True)
    secure, plain = free_port(), free_port()
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("/etc/ssl/krig", str(folder)),
        ("127.0.0.1:8000", upstream.removeprefix("http://")),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
        ("listen 80", f"listen 127.0.0.1:{plain}"),
    ):
        assert old in text
        text = text.replace(old, new)
    kept = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "whole.conf"
    whole.write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\n{kept}access_log off;\n{text}\n}}\n",
        encoding="utf-8",
    )
    command = ["nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(whole)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    with subprocess.Popen(command) as process:
        try:
            answers(secure)
            yield f"https://127.0.0.1:{secure}"
        finally:
            process.terminate()


def trusting(folder: Path) -> ssl.SSLContext:
    """What trusts the certificate of the test."""
    return ssl.create_default_context(cafile=str(folder / "fullchain.pem"))


def answers(port: int) -> None:
    """Wait until something listens at a port."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("nginx does not listen")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of nginx."""
    folder = tmp_path_factory.mktemp("nginx")
    with (
        listening(APP) as upstream,
        nginx(folder, upstream) as address,
        httpx.Client(base_url=address, verify=trusting(folder), timeout=20) as client,
    ):
        yield client


@needs_nginx
def test_what_a_client_says_of_its_address_does_not_count(client: httpx.Client) -> None:
    said = {"X-Forwarded-For": "203.0.113.9", "Forwarded": "for=203.0.113.9"}
    headers = client.get("/sparql", headers=said).json()["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"
    assert "forwarded" not in headers


@needs_nginx
def test_a_body_that_is_too_large_does_not_reach_the_server(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"x" * (16 * 2**20)).json()["length"] == 16 * 2**20
    assert client.post("/sparql", content=b"x" * (17 * 2**20)).status_code == 413


@needs_nginx
@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/running", "/running/1"])
def test_what_is_for_operators_is_not_public(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


@needs_nginx
def test_an_answer_that_breaks_off_stays_broken(client: httpx.Client) -> None:
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/breaking")


@needs_nginx
def test_a_flood_of_headers_is_refused(client: httpx.Client) -> None:
    flood = {f"x-{n}": "y" * 1000 for n in range(200)}
    assert client.get("/sparql", headers=flood).status_code in {400, 431}


@needs_nginx
def test_a_flood_of_requests_is_refused(client: httpx.Client) -> None:
    statuses = [client.get("/sparql").status_code for _ in range(300)]
    assert statuses[0] == 200
    assert 429 in statuses


@needs_caddy
def test_caddy_understands_its_configuration(tmp_path: Path) -> None:
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config"]
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    caddyfile = str(DEPLOY / "Caddyfile")
    done = subprocess.run([*command, caddyfile], env=home, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr
