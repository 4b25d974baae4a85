"""Mappings that come with the product, one file each; a municipality saves its own beside them."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def supplied() -> dict[str, list[dict[str, Any]]]:
    """Name: targets."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json")))
    return {one["name"]: one["targets"] for one in read}
