"""Swedish words for the codes of a draw's protocol."""

from collections.abc import Mapping
from typing import Any

from django import template

from insyn.statistics.draw import GROUND_WORDS, Ground

register = template.Library()


@register.filter
def ground_word(code: str) -> str:
    """The ground's word with a capital letter: complaints -> Klagomål."""
    return GROUND_WORDS[Ground(code)].capitalize()


@register.filter
def unit_named(units: Mapping[str, Any] | str, key: str | None) -> Any:
    """The unit of that public key; nothing where the page has no units (Django's empty text for a missing name)."""
    return units.get(key) if isinstance(units, Mapping) and key else None
