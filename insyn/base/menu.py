"""The staff menu: each app declares its own entries when it starts, so that nothing imports upwards."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from insyn.base.scope import NOBODY, Scope

SECTIONS = ("Mitt arbete", "Plan", "Uppföljning", "Register", "Rapportering", "Administration")


@dataclass(frozen=True)
class Entry:
    """One line in the menu; no roles means everybody on the staff."""

    label: str
    url_name: str
    section: str
    order: int = 100
    roles: frozenset[str] = field(default_factory=frozenset)

    def is_for(self, scope: Scope) -> bool:
        return scope.has_role(*self.roles) if self.roles else scope.is_staff


@dataclass(frozen=True)
class Line:
    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Section:
    label: str
    lines: tuple[Line, ...]


_entries: dict[str, Entry] = {}


def register(
    label: str, url_name: str, *, section: str, order: int = 100, roles: frozenset[str] | tuple[str, ...] = ()
) -> None:
    """Declare a line; called from an app's ready(). The section is one of SECTIONS."""
    if section not in SECTIONS:
        raise ValueError(f"{section} is not a section of the menu")
    _entries[url_name] = Entry(label, url_name, section, order, frozenset(roles))


def entries() -> tuple[Entry, ...]:
    return tuple(sorted(_entries.values(), key=lambda entry: (SECTIONS.index(entry.section), entry.order, entry.label)))


def url_of(entry: Entry) -> str | None:
    """The entry's address; None while no such page exists, which the system check reports."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return None


class Menu:
    """The menu for one request, worked out only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def sections(self) -> list[Section]:
        scope = getattr(self.request, "scope", NOBODY)
        found = [(entry, url) for entry in entries() if entry.is_for(scope) and (url := url_of(entry)) is not None]
        nearest = max((url for _, url in found if self.request.path.startswith(url)), key=len, default="")
        lines: dict[str, list[Line]] = {}
        for entry, url in found:
            current = "" if url != nearest else "page" if url == self.request.path else "true"
            lines.setdefault(entry.section, []).append(Line(entry.label, url, current))
        return [Section(label, tuple(group)) for label, group in lines.items()]
