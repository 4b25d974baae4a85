"""What an import run did to rows that were there before it: with this it can be taken back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from insyn.base.models import ImportRun


class RunChange(models.Model):
    """A row as it was before a run changed or withdrew it."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="+")
    row_id = models.BigIntegerField()
    before = models.JSONField()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = "rad före inläsning"
        verbose_name_plural = "rader före inläsning"
        constraints = (models.UniqueConstraint(fields=("run", "row_id"), name="run_change_once"),)

    def __str__(self) -> str:
        return f"{self.run_id}/{self.row_id}"
