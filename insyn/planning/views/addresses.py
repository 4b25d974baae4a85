"""Addresses of pages on floors above, by name, so that nothing is imported upwards."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def address(url_name: str, *args: Any) -> str:
    """The page's address, or nothing where there is no such page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
