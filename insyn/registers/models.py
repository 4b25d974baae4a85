"""What people report about the care: complaints and opinions now, deviations and inspections later."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Unit

# Who may read what a board has received: it may hold personal data.
EVENT_ROLES = ("strategist", "officer", "medical", "commissioner")


@tracked()
class Category(models.Model):
    """A category of what is reported, in one tree common to complaints and deviations."""

    code = models.CharField("kod", max_length=60, unique=True)
    name = models.CharField("namn", max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    valid = DateRangeField("gäller")

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, scope: Scope) -> Self:
        """Rows may hold personal data: only the controller board's own people, never a provider."""
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(board_id__in=boards)

    def complaints(self) -> Self:
        return self.filter(kind__in=(Event.Kind.COMPLAINT, Event.Kind.OPINION))

    def registered_within(self, since: datetime.date, until: datetime.date) -> Self:
        """Registered from `since` up to and with `until`."""
        return self.filter(registered_date__gte=since, registered_date__lte=until)


@tracked(on_insert=False)
class Event(models.Model):
    """Something reported about a unit: a complaint, an opinion, a deviation."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", "klagomål"
        OPINION = "opinion", "synpunkt"
        DEVIATION = "deviation", "avvikelse"

    class Source(models.TextChoices):
        USER = "user", "brukare"
        RELATIVE = "relative", "anhörig"
        STAFF = "staff", "personal"
        CASE_OFFICER = "case_officer", "biståndshandläggare"
        OMBUDSMAN = "ombudsman", "äldreombud"
        OTHER = "other", "annan"

    class Severity(models.IntegerChoices):
        MINOR = 1, "1 – mindre"
        MODERATE = 2, "2 – måttlig"
        SERIOUS = 3, "3 – betydande"
        ACUTE = 4, "4 – katastrofal"

    reference = models.CharField("ärendenummer", max_length=60)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    board = models.ForeignKey(Board, models.PROTECT, related_name="events", verbose_name="nämnd")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events", verbose_name="enhet")
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="events", null=True, blank=True, verbose_name="avtal"
    )
    occurred_date = models.DateField("inträffade", null=True, blank=True)
    registered_date = models.DateField("registrerad")
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="events", null=True, blank=True, verbose_name="kategori"
    )
    severity = models.PositiveSmallIntegerField("allvarlighet", choices=Severity, default=Severity.MODERATE)
    source = models.CharField("från", max_length=20, choices=Source, default=Source.OTHER)
    is_formal = models.BooleanField("formellt", default=True)
    text = models.TextField("vad som framfördes", blank=True)
    handled = models.TextField("hur det hanterades", blank=True)
    closed_date = models.DateField("avslutad", null=True, blank=True)
    import_run_id = models.BigIntegerField(null=True, blank=True, editable=False)
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ("-registered_date", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("kind", "reference"), name="event_reference_once"),
            models.CheckConstraint(name="event_severity_in_scale", condition=models.Q(severity__range=(1, 4))),
        )
        indexes = (models.Index(fields=("unit", "registered_date"), name="event_unit_registered"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
