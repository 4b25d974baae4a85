"""What the floors above tell on the register's pages: each declares its own when it starts.

parts.tab("unit", "Avtal", "contracts:of_unit", order=20)
parts.before_closing("unit", contracts_still_open)
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from insyn.base.scope import Scope
from insyn.organisation.kinds import UNIT, Kind
from insyn.organisation.models import Identity

type Warnings = Callable[[int, dt.date], list[str]]


@dataclass(frozen=True)
class Tab:
    """A part of a subject's page with an address of its own; no roles means everybody on the staff."""

    label: str
    url_name: str
    order: int
    roles: tuple[str, ...] = ()


_tabs: dict[str, dict[str, Tab]] = {}
_warnings: dict[str, list[Warnings]] = {}


def tab(kind: str, label: str, url_name: str, *, order: int, roles: tuple[str, ...] = ()) -> None:
    """Declare a tab on the page of "unit", "provider", "board", "area", "assignment" or "contract"."""
    _tabs.setdefault(kind, {})[url_name] = Tab(label, url_name, order, roles)


def tabs_of(kind: str, scope: Scope) -> list[Tab]:
    """The declared tabs whose pages exist and that the person may open, in order."""
    found = [each for each in _tabs.get(kind, {}).values() if _exists(each.url_name)]
    return sorted(
        (each for each in found if not each.roles or scope.has_role(*each.roles)), key=lambda each: each.order
    )


def frame(kind: Kind, subject: Identity, scope: Scope) -> dict[str, Any]:
    """What organisation/base_subject.html needs around a part of a subject's page."""
    names = ("change", "closure", "reopening", "history")
    urls = {part: reverse(kind.address(part), args=[subject.pk]) for part in names}
    if kind is not UNIT:
        urls["units"] = reverse(kind.address("units"), args=[subject.pk])
    return {
        "kind": kind,
        "subject": subject,
        "urls": urls,
        "page_url": reverse(kind.page, args=[subject.pk]),
        "list_url": reverse(kind.listing),
        "tabs": tabs_of(kind.name, scope),
    }


def before_closing(kind: str, warnings: Warnings) -> None:
    """Declare what to say before something closes: sentences, from its number and its last day."""
    _warnings.setdefault(kind, []).append(warnings)


def warnings_of(kind: str, subject_id: int, last_day: dt.date) -> list[str]:
    return [word for ask in _warnings.get(kind, []) for word in ask(subject_id, last_day)]


def _exists(url_name: str) -> bool:
    try:
        reverse(url_name, args=[1])
    except NoReverseMatch:
        return False
    return True
