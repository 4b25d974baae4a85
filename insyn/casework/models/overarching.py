"""Overarching follow-ups: one question put to all or one category of units, with a grid of answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp
from insyn.organisation.models import Provider, QualityArea, Unit


@tracked()
class Project(models.Model):
    """The project plan of an overarching follow-up."""

    follow_up = models.OneToOneField(FollowUp, models.CASCADE, related_name="project")
    purpose = models.TextField("syfte")
    method = models.TextField("metod och urval", blank=True)
    schedule = models.TextField("tidplan", blank=True)
    category = models.CharField("vilka enheter", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "projektplan"
        verbose_name_plural = "projektplaner"

    def __str__(self) -> str:
        return self.purpose[:80]


@tracked()
class Question(models.Model):
    """One question of the grid."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="questions")
    text = models.CharField("fråga", max_length=300)
    quality_area = models.ForeignKey(
        QualityArea, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="kvalitetsområde"
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)
    retired_at = models.DateTimeField("struken", null=True, blank=True)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga"
        verbose_name_plural = "frågor"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text


@tracked()
class Cell(models.Model):
    """The result for one unit and one question, and the individual follow-up it may have started."""

    class Result(models.TextChoices):
        NONE = "", "inte granskat"
        FULFILLED = "fulfilled", "uppfyllt"
        PARTLY = "partly", "delvis"
        NOT_FULFILLED = "not_fulfilled", "inte uppfyllt"
        NOT_APPLICABLE = "not_applicable", "ej tillämpligt"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="cells")
    question = models.ForeignKey(Question, models.PROTECT, related_name="cells", verbose_name="fråga")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="cells", verbose_name="enhet")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", verbose_name="utförare")
    result = models.CharField("resultat", max_length=20, choices=Result, blank=True, default="")
    value = models.CharField("värde", max_length=100, blank=True)
    note = models.TextField("vad som sågs", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField("granskat", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "ruta i rutnätet"
        verbose_name_plural = "rutor i rutnätet"
        constraints = (
            models.UniqueConstraint(fields=("question", "unit"), name="cell_once"),
            models.CheckConstraint(
                name="cell_examined_by_somebody",
                condition=models.Q(result="") | models.Q(by__isnull=False, at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question_id} × {self.unit_id}"
