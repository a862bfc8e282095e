"""What the front and a process that searches say to each other: a length, and JSON that long."""

import json
from collections.abc import Mapping
from struct import Struct
from typing import Any, Final

LENGTH: Final = Struct("!I")


def packed(message: Mapping[str, Any]) -> bytes:
    """Return `message` as it travels."""
    content = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(content)) + content
