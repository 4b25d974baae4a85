"""What is decided and dated: quality areas and deadlines."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.organisation.models.dated import DatedQuerySet
from insyn.organisation.models.responsibility import Board
from insyn.organisation.rules import add_months


@tracked()
class QualityArea(models.Model):
    """An area with bearing on quality, such as participation; the list is decided, never coded."""

    code = models.CharField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=200)
    description = models.TextField("beskrivning", blank=True)
    valid = DateRangeField("gäller")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kvalitetsområde"
        verbose_name_plural = "kvalitetsområden"
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


@tracked()
class Deadline(models.Model):
    """A number of days or months that a decision or a law sets, dated."""

    class Unit(models.TextChoices):
        DAYS = "days", "dagar"
        MONTHS = "months", "månader"
        HOURS = "hours", "timmar"

    code = models.CharField("kod", max_length=60)
    board = models.ForeignKey(Board, models.PROTECT, related_name="deadlines", null=True, blank=True)
    amount = models.PositiveSmallIntegerField("antal")
    unit = models.CharField("enhet", max_length=10, choices=Unit)
    valid = DateRangeField("gäller")
    source_ref = models.CharField("källa", max_length=300, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "frist"
        verbose_name_plural = "frister"

    def __str__(self) -> str:
        return f"{self.code}: {self.amount} {self.get_unit_display()}"

    def after(self, day: datetime.date) -> datetime.date:
        """The last day in time, counted from a day; a deadline in hours ends the day its last hour falls."""
        if self.unit == self.Unit.MONTHS:
            return add_months(day, self.amount)
        days = -(-self.amount // 24) if self.unit == self.Unit.HOURS else self.amount
        return day + datetime.timedelta(days=days)

    @property
    def span(self) -> datetime.timedelta:
        """The time that days or hours are; a month has no fixed length."""
        if self.unit == self.Unit.MONTHS:
            raise ValueError(f"{self.code} is counted in months")
        hours = self.amount if self.unit == self.Unit.HOURS else self.amount * 24
        return datetime.timedelta(hours=hours)
