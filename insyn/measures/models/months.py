"""Which months the charts have decided, and how many false alarms they are expected to give."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from insyn.base.history import tracked
from insyn.registers.models.categories import StaffSeen


@tracked()
class DecidedMonth(models.Model):
    """A finished month over all units, decided once on the counts it had; decided again only when they changed."""

    measure = models.CharField("mått", max_length=20)
    month = models.DateField("månad")
    decided_at = models.DateTimeField("avgjord")
    run_id = models.BigIntegerField(null=True, blank=True, editable=False)
    input_sha256 = models.CharField("kontrollsumma", max_length=64)
    q = models.FloatField("andel falska larm")
    series = models.PositiveIntegerField("serier")
    undecided = models.PositiveIntegerField("serier som inte kan avgöras")
    alarms = models.PositiveIntegerField("larm")

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "avgjord månad"
        verbose_name_plural = "avgjorda månader"
        ordering = ("-month", "measure", "-decided_at")
        constraints = (models.UniqueConstraint(fields=("measure", "month", "input_sha256"), name="month_decided_once"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.month}"


@tracked()
class FalseAlarms(models.Model):
    """How many signals a year chance alone gives, simulated with the pipeline as it runs."""

    rule = models.CharField("regel", max_length=20)
    month = models.DateField("månad")
    computed_at = models.DateTimeField("beräknat")
    input_sha256 = models.CharField("kontrollsumma", max_length=64)
    expected = models.FloatField("väntade om året")
    low = models.FloatField("lägst")
    high = models.FloatField("högst")
    # Worlds, seed, how many units and series, months until a doubled number is found.
    details = models.JSONField("hur det beräknades")

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "väntade falska larm"
        verbose_name_plural = "väntade falska larm"
        ordering = ("-month", "rule")
        constraints = (models.UniqueConstraint(fields=("rule", "input_sha256"), name="false_alarms_once"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.month}"
