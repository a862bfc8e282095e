"""What the service tells clients of itself (Reconciliation Service API 0.2, section 4.2)."""

from collections.abc import Iterable
from typing import Any, Final

from krig import __version__
from ontology.namespaces import ID, KRIG
from server.reconciliation.asked import MANY
from server.texts import Language, in_language

VERSIONS: Final = ("0.1", "0.2")
WIDTH: Final = 420
HEIGHT: Final = 220
"""The size of a preview, in pixels."""


def manifest(
    address: str, language: Language, types: Iterable[dict[str, str]], batch: int
) -> dict[str, Any]:
    """Return the manifest of the service at `address`, whose clients read `language`.

    `types` are those among which one usually looks, `batch` names are reconciled at once.
    """
    say = in_language("reconciliation", language)

    def suggesting(what: str) -> dict[str, str]:
        return {
            "service_url": address,
            "service_path": f"/suggest/{what}",
            "flyout_service_url": address,
            "flyout_service_path": f"/flyout/{what}?id=${{id}}",
        }

    return {
        "versions": list(VERSIONS),
        "name": say["name"],
        "identifierSpace": ID.iri,
        "schemaSpace": KRIG.iri,
        "documentation": "https://w3id.org/krig/",
        "serviceVersion": __version__,
        "defaultTypes": list(types),
        "view": {"url": f"{address}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{address}/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": {what: suggesting(what) for what in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": say["limit"],
                    "type": "number",
                    "default": 0,
                    "help_text": say["limit.help"],
                }
            ],
        },
        "batchSize": min(batch, MANY),
    }
