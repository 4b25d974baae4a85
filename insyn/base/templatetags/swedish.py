"""Filters that write values as Swedish authorities do."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

register = template.Library()

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


@register.filter
def day(value: date | datetime | None) -> str:
    """2025-03-31"""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return value.strftime("%Y-%m-%d")


@register.filter
def moment(value: datetime | None) -> str:
    """2025-03-31 14:05"""
    if value is None or value == "":
        return ""
    return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M")


@register.filter
def month(value: date | None) -> str:
    """mars 2025"""
    return f"{MONTHS[value.month - 1]} {value.year}" if value else ""


@register.filter
def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """1 234,5 with a space that does not break and a real minus sign"""
    if value is None or value == "":
        return ""
    text = f"{value:,.{decimals}f}".replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return text.replace("-", "\N{MINUS SIGN}")


@register.filter
def plural(count: int, words: str) -> str:
    """{{ 3|plural:"enhet,enheter" }} → 3 enheter"""
    one, many = words.split(",")
    return f"{number(count)}\N{NO-BREAK SPACE}{one if count == 1 else many}"
