"""Codes written as their words and colours: {% coded "state" finding.state %}."""

from django import template
from django.utils.safestring import SafeString

from insyn.base.templatetags.page import tag
from insyn.casework.queries.words import CODED

register = template.Library()


@register.simple_tag
def coded(name: str, code: str) -> SafeString | str:
    """A tag with the code's word; nothing where there is no code."""
    if not code:
        return ""
    found = CODED[name]
    return tag(found.words[code], found.colors.get(code, "neutral"))
