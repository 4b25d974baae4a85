"""Requirement sets, their requirements and wordings, and which of them a contract adopts."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, is_valid_on, no_overlap
from insyn.base.scope import Scope
from insyn.base.search import swedish_vector
from insyn.contracts.models.contracts import Contract
from insyn.organisation.models import Board, DatedQuerySet, QualityArea, Spell


class SharedQuerySet(models.QuerySet[Any]):
    """Requirements are public documents: everybody with an account reads them."""

    def visible_to(self, scope: Scope) -> Self:
        return self.all() if scope.grants else self.none()


@tracked()
class RequirementSet(models.Model):
    """A document that sets requirements: a tender document, a statute, a guideline or the board's goals."""

    class Source(models.TextChoices):
        TENDER = "tender", "förfrågningsunderlag"
        STATUTE = "statute", "lag eller föreskrift"
        GUIDELINE = "guideline", "riktlinje"
        GOALS = "goals", "nämndens mål"

    code = models.CharField("kod", max_length=60, unique=True)
    name = models.CharField("benämning", max_length=200)
    source = models.CharField("källa", max_length=20, choices=Source)
    board = models.ForeignKey(
        Board, models.PROTECT, related_name="requirement_sets", null=True, blank=True, verbose_name="nämnd"
    )

    objects: ClassVar[Any] = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "kravsamling"
        verbose_name_plural = "kravsamlingar"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


@tracked()
class Requirement(models.Model):
    """One requirement, which keeps its code while its wording changes."""

    class Dimension(models.TextChoices):
        STRUCTURE = "structure", "struktur"
        PROCESS = "process", "process"
        OUTCOME = "outcome", "resultat"

    requirement_set = models.ForeignKey(
        RequirementSet, models.PROTECT, related_name="requirements", verbose_name="kravsamling"
    )
    code = models.CharField("kod", max_length=60)
    quality_area = models.ForeignKey(
        QualityArea, models.PROTECT, related_name="requirements", verbose_name="kvalitetsområde"
    )
    dimension = models.CharField("slag", max_length=20, choices=Dimension)

    objects: ClassVar[Any] = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "krav"
        verbose_name_plural = "krav"
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("requirement_set", "code"), name="requirement_code_once"),)

    def __str__(self) -> str:
        return self.code


@tracked(part_of=["requirement"])
class RequirementVersion(Spell):
    """A requirement's wording during a time, with where it is written."""

    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="versions", verbose_name="krav")
    valid = DateRangeField("gäller")
    text = models.TextField("lydelse")
    source_ref = models.CharField("var det står", max_length=300, blank=True)
    search = models.GeneratedField(
        expression=swedish_vector(A="text"), output_field=SearchVectorField(), db_persist=True, editable=False
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "kravets lydelse"
        verbose_name_plural = "kravets lydelser"
        ordering = ("valid",)
        constraints = (
            no_overlap("requirement", name="requirement_version_no_overlap"),
            has_start("requirement_version"),
        )
        indexes = (GinIndex(fields=["search"], name="requirement_version_search"),)

    def __str__(self) -> str:
        return self.text[:80]

    def holds_on(self, day: datetime.date) -> bool:
        return is_valid_on(self.valid, day)


@tracked(part_of=["contract", "requirement_set"])
class Adoption(Spell):
    """That a contract takes over a requirement set during a time."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="adoptions", verbose_name="avtal")
    requirement_set = models.ForeignKey(
        RequirementSet, models.PROTECT, related_name="adoptions", verbose_name="kravsamling"
    )
    valid = DateRangeField("gäller")
    wording_date = models.DateField(
        "lydelse per",
        null=True,
        blank=True,
        help_text="Låser lydelsen till den dagen; tomt följer gällande.",
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "antagen kravsamling"
        verbose_name_plural = "antagna kravsamlingar"
        constraints = (
            no_overlap("contract", "requirement_set", name="adoption_no_overlap"),
            has_start("adoption"),
        )

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.requirement_set_id}"


@tracked(part_of=["contract"])
class RequirementDeviation(Spell):
    """How one contract departs from a requirement it adopts: other words, or not at all."""

    class Kind(models.TextChoices):
        REPLACED = "replaced", "annan lydelse"
        REMOVED = "removed", "gäller inte"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="deviations", verbose_name="avtal")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="deviations", verbose_name="krav")
    valid = DateRangeField("gäller")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    text = models.TextField("lydelse", blank=True)
    reason = models.CharField("skäl", max_length=300)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "avvikande krav"
        verbose_name_plural = "avvikande krav"
        constraints = (
            no_overlap("contract", "requirement", name="requirement_deviation_no_overlap"),
            has_start("requirement_deviation"),
            models.CheckConstraint(
                name="requirement_deviation_text_when_replaced",
                condition=models.Q(kind="removed") | ~models.Q(text=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.requirement_id}"
