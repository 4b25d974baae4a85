"""The hierarchy of responsibility: board, service area, assignment (level 2)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, no_overlap
from insyn.organisation.models.dated import DatedQuerySet, Identity, Spell, StaffQuerySet


@tracked()
class Board(Identity):
    """A political board that answers for some of the municipality's social care."""

    objects: ClassVar[Any] = StaffQuerySet.as_manager()

    class Meta(Identity.Meta):
        verbose_name = "nämnd"
        verbose_name_plural = "nämnder"


@tracked(part_of=["board"])
class BoardSpell(Spell):
    """What a board was called during a time."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="spells", verbose_name="nämnd")
    valid = DateRangeField("gäller")
    name = models.CharField("namn", max_length=200)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "nämndens tid"
        constraints = (no_overlap("board", name="board_spell_no_overlap"), has_start("board_spell"))

    def __str__(self) -> str:
        return self.name


@tracked()
class ServiceArea(Identity):
    """A kind of service that a board follows up at an interval, such as special housing."""

    objects: ClassVar[Any] = StaffQuerySet.as_manager()

    class Meta(Identity.Meta):
        verbose_name = "verksamhetsområde"
        verbose_name_plural = "verksamhetsområden"


@tracked(part_of=["area"])
class AreaSpell(Spell):
    """Under which board, and how often, an area is followed up during a time."""

    area = models.ForeignKey(ServiceArea, models.PROTECT, related_name="spells", verbose_name="verksamhetsområde")
    valid = DateRangeField("gäller")
    name = models.CharField("namn", max_length=200)
    board = models.ForeignKey(Board, models.PROTECT, related_name="area_spells", verbose_name="nämnd")
    interval_months = models.PositiveSmallIntegerField("intervall i månader", null=True, blank=True)
    municipal_only = models.BooleanField(
        "endast kommunal verksamhet", default=False, help_text="Externa avtal följs då upp av myndigheten."
    )
    source_ref = models.CharField("källa", max_length=300, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "områdets tid"
        constraints = (no_overlap("area", name="area_spell_no_overlap"), has_start("area_spell"))

    def __str__(self) -> str:
        return self.name


@tracked()
class ServiceAssignment(Identity):
    """Level 2: an assignment within an area, under which units work."""

    objects: ClassVar[Any] = StaffQuerySet.as_manager()

    class Meta(Identity.Meta):
        verbose_name = "verksamhetsuppdrag"
        verbose_name_plural = "verksamhetsuppdrag"


@tracked(part_of=["assignment"])
class AssignmentSpell(Spell):
    """Under which area an assignment stands during a time."""

    assignment = models.ForeignKey(
        ServiceAssignment, models.PROTECT, related_name="spells", verbose_name="verksamhetsuppdrag"
    )
    valid = DateRangeField("gäller")
    name = models.CharField("namn", max_length=200)
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="assignment_spells", verbose_name="verksamhetsområde"
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdragets tid"
        constraints = (no_overlap("assignment", name="assignment_spell_no_overlap"), has_start("assignment_spell"))

    def __str__(self) -> str:
        return self.name
