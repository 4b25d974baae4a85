"""Faults that would otherwise show as pages without style or lines that lead nowhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.core.checks import CheckMessage, Error, register

from insyn.base import menu

NEEDED = (
    "vendor/designsystemet/index.css",
    "vendor/source-sans/source-sans-3-latin-wght-normal.woff2",
    "base/css/theme.css",
)


@register("assets")
def assets_are_installed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Style and fonts come from npm, or lie collected in STATIC_ROOT in an installed wheel."""
    collected = Path(settings.STATIC_ROOT)
    missing = [name for name in NEEDED if not (collected / name).exists() and not finders.find(name)]
    return [
        Error(
            f"The page asset {name} is missing.",
            hint="Run `npm ci --ignore-scripts` (or `make install`) in the project folder.",
            id="insyn.E001",
        )
        for name in missing
    ]


@register("menu")
def menu_leads_somewhere(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        checks.Warning(f"The menu line {entry.label} names {entry.url_name}, which no page has.", id="insyn.W001")
        for entry in menu.entries()
        if menu.url_of(entry) is None
    ]
