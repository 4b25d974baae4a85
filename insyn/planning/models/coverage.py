"""What has been looked at, and how deep."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Unit


class Depth(models.TextChoices):
    STRUCTURAL = "structural", "strukturell"
    IN_DEPTH = "in_depth", "fördjupad"


class CoverageQuerySet(models.QuerySet["CoverageRecord"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.all() if scope.is_staff else self.none()


@tracked()
class CoverageRecord(models.Model):
    """That a unit or contract was examined on a day; written by casework, read by the coverage map and the frame."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="coverage", null=True, blank=True)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="coverage", null=True, blank=True)
    depth = models.CharField("djup", max_length=20, choices=Depth)
    date = models.DateField("dag")
    question = models.CharField("vad som granskades", max_length=300, blank=True)
    # The follow-up lives on a floor above, so its number is kept without a foreign key.
    follow_up_id = models.BigIntegerField(null=True, blank=True)

    objects: ClassVar[Any] = CoverageQuerySet.as_manager()

    class Meta:
        verbose_name = "granskning i täckningen"
        verbose_name_plural = "granskningar i täckningen"
        ordering = ("-date",)
        constraints = (
            models.CheckConstraint(
                name="coverage_of_something",
                condition=models.Q(unit__isnull=False) | models.Q(contract__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("follow_up_id", "unit", "contract", "depth", "question"),
                name="coverage_once",
                nulls_distinct=False,
                condition=models.Q(follow_up_id__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("unit", "date"), name="coverage_unit_date"),)

    def __str__(self) -> str:
        return f"{self.get_depth_display()} {self.date}"
