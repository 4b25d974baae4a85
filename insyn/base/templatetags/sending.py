"""What every form that changes something carries."""

import uuid
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from insyn.base.conflicts import seen_as
from insyn.base.once import FIELD
from insyn.base.refill import SEEN

register = template.Library()


class FormTokensNode(CsrfTokenNode):
    """Django's token against forged forms, and ours against forms sent twice."""

    def render(self, context: Context) -> SafeString:
        forgery = super().render(context)
        if not forgery:
            return SafeString("")
        return format_html('{}<input type="hidden" name="{}" value="{}">', forgery, FIELD, uuid.uuid4())


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormTokensNode:
    """{% csrf_token %}, as ever."""
    return FormTokensNode()


@register.simple_tag(takes_context=True)
def draft_kept(context: Context) -> SafeString:
    """<form method="post" {% draft_kept %}>: what is typed is kept for the person until it has been sent."""
    request = context.get("request")
    return format_html('data-draft="{}"', request.user.pk if request else "")


@register.simple_tag
def seen(**values: Any) -> SafeString:
    """{% seen month=row.month %} in a form written by hand over a saved row: what its person sees of the row."""
    return format_html('<input type="hidden" name="{}" value="{}">', SEEN, seen_as(values))
