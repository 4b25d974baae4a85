"""What an import run did to rows that were there before it: with this it can be taken back."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.models import ImportRun
from insyn.base.scope import Scope


class RunChangeQuerySet(models.QuerySet["RunChange"]):
    def visible_to(self, scope: Scope) -> Self:
        """Held for taking a run back; shown to nobody by itself."""
        return self.none()


class RunChange(models.Model):
    """A row as it was before a run changed or withdrew it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="+")
    row_id = models.BigIntegerField()
    before = models.JSONField()

    objects: ClassVar[Any] = RunChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "rad före inläsning"
        verbose_name_plural = "rader före inläsning"
        constraints = (models.UniqueConstraint(fields=("run", "row_id"), name="run_change_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row_id}"
