"""How much each part of a unit's risk weighs: decided by the board, from a day, before the numbers are known."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, no_overlap
from insyn.organisation.models import Board
from insyn.planning.models.facts import BoardFactQuerySet


class RiskWeightsQuerySet(BoardFactQuerySet):
    def on(self, day: Any) -> RiskWeightsQuerySet:
        return self.filter(valid__contains=day)


@tracked()
class RiskWeights(models.Model):
    """A board's weights during a time, zero or more."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="risk_weights", verbose_name="nämnd")
    valid = DateRangeField("gäller")
    deviations = models.FloatField("avvikelser")
    complaints = models.FloatField("klagomål och synpunkter")
    deficiencies = models.FloatField("krävda åtgärder som inte är klara")
    signals = models.FloatField("signaler")
    in_depth = models.FloatField("tid sedan fördjupad uppföljning")
    decided_date = models.DateField("beslutad")
    decision = models.CharField("beslut", max_length=200)

    objects: ClassVar[Any] = RiskWeightsQuerySet.as_manager()

    class Meta:
        verbose_name = "vikter för risk"
        verbose_name_plural = "vikter för risk"
        ordering = ("board", "valid")
        constraints = (
            has_start("risk_weights"),
            no_overlap("board", name="risk_weights_no_overlap"),
            models.CheckConstraint(
                name="risk_weights_weigh",
                condition=models.Q(
                    deviations__gte=0, complaints__gte=0, deficiencies__gte=0, signals__gte=0, in_depth__gte=0
                )
                & ~models.Q(deviations=0, complaints=0, deficiencies=0, signals=0, in_depth=0),
            ),
            models.CheckConstraint(
                name="risk_weights_before_the_numbers",
                condition=models.Q(valid__startswith__gt=models.F("decided_date")),
            ),
            models.CheckConstraint(name="risk_weights_by_a_decision", condition=~models.Q(decision="")),
        )

    def __str__(self) -> str:
        return f"Vikter för {self.board}"
