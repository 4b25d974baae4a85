"""Swedish words for the codes of a draw's protocol."""

from django import template

from insyn.statistics.draw import GROUND_WORDS, Ground

register = template.Library()


@register.filter
def ground_word(code: str) -> str:
    """The ground's word with a capital letter: complaints -> Klagomål."""
    return GROUND_WORDS[Ground(code)].capitalize()
