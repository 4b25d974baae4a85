"""One categorisation common to complaints and deviations, and what other systems call the same things."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.organisation.models import Unit


class StaffSeen(models.QuerySet[Any]):
    """Settings that every member of staff may read."""

    def visible_to(self, scope: Scope) -> Self:
        return self.all() if scope.is_staff else self.none()

    def on(self, day: datetime.date) -> Self:
        return self.filter(valid__contains=day)


@tracked()
class Category(models.Model):
    """A category of what is reported, in one tree common to complaints and deviations."""

    code = models.CharField("kod", max_length=60, unique=True)
    name = models.CharField("namn", max_length=200)
    description = models.TextField("vad som hör hit", blank=True, default="", db_default="")
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True, blank=True)
    valid = DateRangeField("gäller")
    # Where a category has ended, what belongs to it is counted here from then on.
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, related_name="+", null=True, blank=True, verbose_name="ersatt av"
    )

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategorier"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


@tracked()
class SourceSystem(models.Model):
    """A system whose exports are read, such as the care system's module for deviations."""

    name = models.CharField("namn", max_length=100, unique=True)

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "källsystem"
        verbose_name_plural = "källsystem"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


@tracked()
class SourceCode(models.Model):
    """What a system calls a category or a unit, and which it is here; nothing chosen yet where both are empty."""

    class Field(models.TextChoices):
        CATEGORY = "category", "kategori"
        UNIT = "unit", "enhet"

    system = models.ForeignKey(SourceSystem, models.PROTECT, related_name="codes", verbose_name="källsystem")
    field = models.CharField("slag av kod", max_length=10, choices=Field)
    code = models.CharField("kod i källsystemet", max_length=200)
    category = models.ForeignKey(Category, models.PROTECT, related_name="codes", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        verbose_name = "kod i källsystem"
        verbose_name_plural = "koder i källsystem"
        ordering = ("system", "field", "code")
        constraints = (
            models.UniqueConstraint(fields=("system", "field", "code"), name="source_code_once"),
            models.CheckConstraint(
                name="source_code_maps_its_field",
                condition=models.Q(field="category", unit=None) | models.Q(field="unit", category=None),
            ),
        )

    def __str__(self) -> str:
        return self.code
