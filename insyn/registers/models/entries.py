"""Which events a provider's manager has entered: those the provider reads again and keeps up to date."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.organisation.models import Provider
from insyn.registers.models.events import EVENT_ROLES, Event


class ProviderEntryQuerySet(models.QuerySet["ProviderEntry"]):
    def visible_to(self, scope: Scope) -> Self:
        """The board's own people; what a provider reads is asked one unit at a time (queries.reporting)."""
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(event__board_id__in=boards)


@tracked(part_of=["event"])
class ProviderEntry(models.Model):
    """An event entered in the provider's portal, and by which provider: another that takes over does not read it."""

    event = models.OneToOneField(Event, models.CASCADE, primary_key=True, related_name="provider_entry")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", verbose_name="utförare")

    objects: ClassVar[Any] = ProviderEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "inlämnad av utförare"
        verbose_name_plural = "inlämnade av utförare"

    def __str__(self) -> str:
        return str(self.pk)
