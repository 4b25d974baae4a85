"""The parts pages are made of; loaded everywhere, described in docs/architecture.md."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from insyn.base.forms import FieldGroup, field_groups

register = template.Library()

COLORS = frozenset({"neutral", "info", "success", "warning", "danger", "accent", "warm"})


def _url(url_name: str, args: tuple[Any, ...]) -> str:
    return url_name if url_name.startswith(("/", "?", "#", "http")) else reverse(url_name, args=args)


class AgainNode(template.Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        block = context.render_context[BLOCK_CONTEXT_KEY].get_block(self.name)
        return mark_safe(str(block.render(context)).strip())


@register.tag
def again(parser: Parser, token: Token) -> AgainNode:
    """{% again title %} writes a block a second time, so that <title> and <h1> cannot differ."""
    return AgainNode(token.split_contents()[1])


@register.simple_tag
def crumb(label: str, url_name: str, *args: Any) -> SafeString:
    """One ancestor of the page, in {% block crumbs %}; the last one is the way back on a small screen."""
    return format_html('<li><a class="ds-link" href="{}">{}</a></li>', _url(url_name, args), label)


@register.simple_tag
def tag(label: str, color: str = "neutral") -> SafeString:
    """A state: always its word, and a colour that only repeats it."""
    if color not in COLORS:
        raise ValueError(f"{color} is not a colour of the design")
    return format_html('<span class="ds-tag" data-color="{}">{}</span>', color, label)


@register.simple_tag
def fact(term: str, value: Any = None, *, link: str = "") -> SafeString:
    """A line in <dl class="facts">; what is not known is said, not left blank."""
    if value is None or value == "":
        value = mark_safe('<span class="unknown">Uppgift saknas</span>')
    elif link:
        value = format_html('<a class="ds-link" href="{}">{}</a>', link, value)
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, value)


@register.simple_tag(takes_context=True)
def tab(context: Context, label: str, url_name: str, *args: Any, count: int | None = None) -> SafeString:
    """A part of the page with an address of its own, in {% block tabs %}."""
    url = _url(url_name, args)
    here = mark_safe(' aria-current="page"') if context["request"].path == url else ""
    number = format_html(' <span class="count">{}</span>', count) if count is not None else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, here, label, number)


@register.simple_tag
def go(label: str, url_name: str, *args: Any, variant: str = "secondary", color: str = "accent") -> SafeString:
    """A link that looks like a button; variant="primary" for the page's one next step."""
    return format_html(
        '<a class="ds-button" data-variant="{}" data-color="{}" href="{}">{}</a>',
        variant, color, _url(url_name, args), label,
    )  # fmt: skip


@register.inclusion_tag("base/_act.html", takes_context=True)
def act(
    context: Context,
    label: str,
    url_name: str,
    *args: Any,
    variant: str = "secondary",
    color: str = "accent",
    **hidden: Any,
) -> dict[str, Any]:
    """A button that changes something: a form of its own, POST, with named hidden values."""
    return {
        "label": label, "url": _url(url_name, args), "variant": variant, "color": color,
        "hidden": hidden, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """{% nothing "Inga fynd än" %}what to do now{% endnothing %}: an empty list that shows the way on."""
    return format_html('<div class="nothing"><p class="nothing-title">{}</p>{}</div>', title, mark_safe(content))


@register.simple_block_tag
def notice(content: str, title: str = "", color: str = "info") -> SafeString:
    """{% notice "Rubrik" "warning" %}text{% endnotice %}"""
    heading = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html('<div class="ds-alert" data-color="{}">{}{}</div>', color, heading, mark_safe(content))


@register.inclusion_tag("base/_steps.html")
def steps(items: list[dict[str, Any]], label: str = "Var uppföljningen är") -> dict[str, Any]:
    """The stages of something: dicts with label, state ("done", "now", "next", "skipped"), and maybe note and url."""
    words = {"done": "klart", "now": "pågår", "next": "återstår", "skipped": "hoppas över"}
    return {"items": [{**item, "word": words[item["state"]]} for item in items], "label": label}


@register.filter
def groups(form: Any) -> list[FieldGroup]:
    return field_groups(form)
