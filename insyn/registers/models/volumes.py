"""How much care a unit gives: what a number of events is seen against."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start
from insyn.organisation.models import Unit
from insyn.registers.models.categories import SourceSystem, StaffSeen


@tracked(on_insert=False)
class UnitVolume(models.Model):
    """A unit's volume during a period: people, client days, or hours of staff."""

    class Measure(models.TextChoices):
        PERSONS = "persons", "personer"
        CLIENT_DAYS = "client_days", "vårddygn"
        STAFF_HOURS = "staff_hours", "personaltimmar"
        HOURS_PER_DAY = "hours_per_day", "personaltimmar per vårddygn"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="volumes", verbose_name="enhet")
    measure = models.CharField("mått", max_length=20, choices=Measure)
    valid = DateRangeField("period")
    value = models.DecimalField("värde", max_digits=14, decimal_places=4)
    system = models.ForeignKey(SourceSystem, models.PROTECT, related_name="+", null=True, blank=True)
    import_run_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "volym"
        verbose_name_plural = "volymer"
        ordering = ("unit", "measure", "valid")
        constraints = (
            models.UniqueConstraint(fields=("unit", "measure", "valid"), name="unit_volume_once"),
            models.CheckConstraint(name="unit_volume_not_negative", condition=models.Q(value__gte=0)),
            has_start("unit_volume"),
        )

    def __str__(self) -> str:
        return f"{self.get_measure_display()} {self.value}"
