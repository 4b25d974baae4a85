"""What a follow-up looks at within its targets, and how that changed under way."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp
from insyn.organisation.models import QualityArea


@tracked()
class ChosenArea(models.Model):
    """A quality area that the follow-up looks at; a removed one stays with its reason in the scope changes."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="chosen_areas")
    quality_area = models.ForeignKey(QualityArea, models.PROTECT, related_name="+", verbose_name="kvalitetsområde")
    removed_at = models.DateTimeField("borttaget", null=True, blank=True)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "valt kvalitetsområde"
        verbose_name_plural = "valda kvalitetsområden"
        constraints = (models.UniqueConstraint(fields=("follow_up", "quality_area"), name="chosen_area_once"),)

    def __str__(self) -> str:
        return str(self.quality_area)


@tracked()
class ScopeChange(models.Model):
    """That requirements or quality areas were added or removed under way, and why."""

    class Kind(models.TextChoices):
        ADDED = "added", "tillagt"
        REMOVED = "removed", "borttaget"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="scope_changes")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    what = models.TextField("vad")
    reason = models.TextField("skäl")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "ändring av omfattningen"
        verbose_name_plural = "ändringar av omfattningen"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what[:60]}"
