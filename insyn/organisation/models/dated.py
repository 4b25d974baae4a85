"""What every dated subject shares: an identity, and querysets by day and by scope."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.scope import Scope


class Identity(models.Model):
    """Something that keeps being itself while its name and place change."""

    key = models.CharField("nyckel", max_length=60, unique=True)
    name = models.CharField("namn", max_length=200)
    slug = models.SlugField("adress", max_length=120, unique=True)

    objects: ClassVar[Any]

    class Meta:
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("name",)

    def __str__(self) -> str:
        return self.name


class Spell(models.Model):
    """What was true of something during a time; the reason stays when the row is found to have been wrong."""

    correction_reason = models.CharField(
        "skäl till rättelse", max_length=300, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        abstract = True


class KnownByMonth(models.Model):
    """A time that began by a register of which only the month is known: it began in that month at the latest."""

    start_by_month = models.BooleanField(
        "första dagen känd bara till månaden", default=False, db_default=False, editable=False
    )

    class Meta:
        abstract = True


class DatedQuerySet(models.QuerySet[Any]):
    def on(self, day: datetime.date) -> Self:
        return self.filter(valid__contains=day)


class StaffQuerySet(models.QuerySet[Any]):
    """Register rows that every member of staff shares and no provider lists."""

    def visible_to(self, scope: Scope) -> Self:
        return self.all() if scope.is_staff else self.none()
