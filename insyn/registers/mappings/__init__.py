"""Mappings that come with the product, one file each; a municipality saves its own beside them."""

import json
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class Supplied(NamedTuple):
    """What a mapping reads, and the mapping."""

    subject: str
    mapping: dict[str, Any]


def supplied() -> dict[str, Supplied]:
    """By name."""
    read = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json")))
    return {one["name"]: Supplied(one["subject"], one["mapping"]) for one in read}
