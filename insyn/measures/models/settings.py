"""What is decided about the rules, from which day, and who weighs the signals of a board."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, no_overlap
from insyn.organisation.models import Board
from insyn.registers.models.categories import StaffSeen

IN_SCALE = {"severity__range": (1, 4), "likelihood__range": (1, 4)}


@tracked()
class RuleSet(models.Model):
    """Where the marks lie, from a day. A board may have marks of its own; the charts look at all units together and
    so are set for all boards at once."""

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="rule_sets", null=True, blank=True, verbose_name="nämnd"
    )
    valid = DateRangeField("gäller")
    severity = models.PositiveSmallIntegerField("allvarlighet minst")
    likelihood = models.PositiveSmallIntegerField("sannolikhet minst")
    complaints = models.PositiveSmallIntegerField("antal klagomål")
    complaint_days = models.PositiveSmallIntegerField("inom så många dagar")
    # How many of a month's alarms may be false, what is looked for, and how seldom one undisturbed series alarms.
    q = models.FloatField("andel falska larm", null=True, blank=True)
    ratio = models.FloatField("ökning som söks", null=True, blank=True)
    run_length = models.PositiveIntegerField("önskad löplängd i månader", null=True, blank=True)
    source_ref = models.CharField("källa", max_length=300, blank=True)

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "regler för signaler"
        verbose_name_plural = "regler för signaler"
        ordering = ("board", "valid")
        constraints = (
            has_start("rule_set"),
            no_overlap("board", name="rule_set_no_overlap"),
            ExclusionConstraint(
                name="rule_set_common_no_overlap",
                expressions=[("valid", RangeOperators.OVERLAPS)],
                condition=models.Q(board=None),
            ),
            models.CheckConstraint(name="rule_set_marks_in_scale", condition=models.Q(**IN_SCALE)),
            models.CheckConstraint(
                name="rule_set_counts_something",
                condition=models.Q(complaints__gte=2, complaint_days__range=(7, 366)),
            ),
            models.CheckConstraint(
                name="rule_set_charts_are_common",
                condition=models.Q(board=None, q__range=(0.01, 0.5), ratio__range=(1.2, 5), run_length__gte=12)
                | models.Q(board__isnull=False, q=None, ratio=None, run_length=None),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"Regler för {self.board or 'alla nämnder'}"


@tracked()
class Duty(models.Model):
    """Who sees to it that a board's signals are weighed, during a time."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="signal_duties", verbose_name="nämnd")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ansvarig")
    valid = DateRangeField("gäller")

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "ansvar för signaler"
        verbose_name_plural = "ansvar för signaler"
        ordering = ("board", "valid")
        constraints = (has_start("duty"), no_overlap("board", name="duty_no_overlap"))

    def __str__(self) -> str:
        return f"{self.board}: {self.person}"
