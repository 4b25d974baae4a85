"""What the account's pages show."""

import re

from django import template
from django.conf import settings
from django.db.models import QuerySet

from insyn.people.models import Person

register = template.Library()

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.simple_tag
def demo_people() -> "QuerySet[Person] | tuple[()]":
    """Those one may try being, in the demo; nobody elsewhere."""
    return Person.objects.filter(is_active=True)[:40] if settings.DEMO else ()


@register.filter
def browser(user_agent: str) -> str:
    """Chrome på Windows, from what the browser says of itself."""
    name = next((name for mark, name in BROWSERS if re.search(rf"\b{mark}", user_agent)), "Okänd webbläsare")
    system = next((system for mark, system in SYSTEMS if mark in user_agent), "")
    return f"{name} på {system}" if system else name
