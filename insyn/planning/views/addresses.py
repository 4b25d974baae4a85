"""Addresses of pages on floors above, by name, so that nothing is imported upwards."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from insyn.access.models import Role
from insyn.base.scope import Scope


def address(url_name: str, *args: Any) -> str:
    """The page's address, or nothing where there is no such page."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


# Whoever works with a board's cases; others would be told that there is no such page.
CASE_ROLES = (Role.STRATEGIST, Role.OFFICER, Role.MEDICAL, Role.COMMISSIONER, Role.DIRECTOR)


def case_address(scope: Scope, follow_up_id: int | None) -> str:
    """The follow-up's page, for those who work with cases."""
    return address("casework:follow_up", follow_up_id) if scope.has_role(*CASE_ROLES) else ""
