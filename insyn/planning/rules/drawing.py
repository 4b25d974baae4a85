"""Where a draw is on its way."""

from typing import Any

STEPS = (
    ("Förbered", "vad som räknas och hur många"),
    ("Nominera", "beställarnas lista"),
    ("Publicera ramen", "fryses med kontrollsumma"),
    ("Kasta fröet", "på sammanträdet"),
    ("Dra", "ur ramen och fröet"),
)


def steps_of(stage: str, *, nominated: bool) -> list[dict[str, Any]]:
    """The steps for the page: done, now or next."""
    at = {"preparing": 2 if nominated else 1, "published": 3}.get(stage, len(STEPS))
    return [
        {"label": label, "note": note, "state": "done" if place < at else "now" if place == at else "next"}
        for place, (label, note) in enumerate(STEPS)
    ]
