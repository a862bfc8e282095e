"""The redirects of w3id.org lead every IRI of krig to where the server tells of it."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pyoxigraph import NamedNode, Store

from krig.catalog.names import CATALOGUE, DATASET
from server.pages.links import link_to
from tests.deploy.test_proxies import free_port

REDIRECTS = Path(__file__).parents[2] / "deploy" / "w3id" / ".htaccess"
LASTING = "https://w3id.org"
SERVER = "https://krig.example.org"
PATIENCE = 10
MODULES = Path("/usr/lib/apache2/modules")
CONFIGURATION = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/errors
DocumentRoot {folder}/www
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
<Directory {folder}/www>
  AllowOverride All
  Options FollowSymLinks
  Require all granted
</Directory>
"""

needs_apache = pytest.mark.skipif(
    shutil.which("apache2") is None or not MODULES.is_dir(),
    reason="apache2 is not installed (apache2-bin)",
)


@pytest.fixture(scope="module")
def w3id(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of an Apache that has the redirects where w3id.org has them."""
    folder, port = tmp_path_factory.mktemp("w3id"), free_port()
    (folder / "www" / "krig").mkdir(parents=True)
    shutil.copy(REDIRECTS, folder / "www" / "krig")
    # The workers run as another user, who must be able to look into the folder.
    for each in (folder, *folder.parents[:2]):
        each.chmod(0o755)
    configuration = folder / "apache2.conf"
    told = CONFIGURATION.format(port=port, folder=folder, modules=MODULES)
    configuration.write_text(told, encoding="utf-8")
    command = ["apache2", "-X", "-d", str(folder), "-f", str(configuration)]
    with subprocess.Popen(command) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
                _wait_for(client)
                yield client
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(client: httpx.Client) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            client.get("/")
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return


def _redirected(w3id: httpx.Client, iri: str) -> httpx.Response:
    """What answers at an IRI: a fragment is not sent, and stays with the client."""
    assert iri.startswith(LASTING)
    return w3id.get(iri.removeprefix(LASTING).partition("#")[0])


@needs_apache
def test_every_kind_of_iri_leads_by_303_to_where_the_server_tells_of_it(
    w3id: httpx.Client, store: Store
) -> None:
    mentioned = {
        term.value
        for quad in store
        for term in (quad.subject, quad.object, quad.graph_name)
        if isinstance(term, NamedNode) and term.value.startswith(f"{LASTING}/krig/")
    }
    kinds = {
        each.split("/")[5] if "/id/" in each else each.split("/")[4]: each for each in mentioned
    }
    assert len(kinds) > 40
    for iri in (*kinds.values(), "https://w3id.org/krig/def/", CATALOGUE.value, DATASET.value):
        response = _redirected(w3id, iri)
        local = "/catalog" if iri.startswith(CATALOGUE.value) else link_to(iri).partition("#")[0]
        assert (response.status_code, response.headers["location"]) == (303, SERVER + local), iri


@needs_apache
def test_what_a_client_asks_for_is_kept(w3id: httpx.Client) -> None:
    answered = w3id.get("/krig/id/province/busan.ttl?revision=r1")
    assert answered.headers["location"] == f"{SERVER}/id/province/busan.ttl?revision=r1"


@needs_apache
@pytest.mark.parametrize(
    "path", ["", "dumps/krig.nq", "sparql?query=ASK%20%7B%7D", "releases.atom"]
)
def test_documents_lead_there_by_302(w3id: httpx.Client, path: str) -> None:
    response = w3id.get(f"/krig/{path}")
    assert (response.status_code, response.headers["location"]) == (302, f"{SERVER}/{path}")


def test_the_file_names_one_host_alone() -> None:
    rules = [
        line
        for line in REDIRECTS.read_text(encoding="utf-8").splitlines()
        if line.startswith("RewriteRule")
    ]
    assert rules
    assert all(f" {SERVER}/" in rule for rule in rules)
