"""A plan for one or several boards: focus areas, rotation, commitments and planned follow-ups."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Provider, QualityArea, ServiceArea, Unit


class FollowUpKind(models.TextChoices):
    CONTRACT = "contract", "avtalsuppföljning"
    OVERARCHING = "overarching", "övergripande uppföljning"
    PLANNED_QUALITY = "planned_quality", "planerad kvalitetsuppföljning"
    EVENT_DRIVEN = "event_driven", "händelsestyrd uppföljning"
    TARGETED = "targeted", "särskilt riktad uppföljning"
    SIX_MONTH = "six_month", "sexmånadersuppföljning"
    JOINT = "joint", "gemensam uppföljning med socialförvaltningen"
    EVALUATION = "evaluation", "utvärdering"


class PlanQuerySet(models.QuerySet["FollowUpPlan"]):
    def visible_to(self, scope: Scope) -> Self:
        """Staff of any of the plan's boards; a plan for several boards is shared by them."""
        boards = scope.boards_for()
        return self.all() if boards is None else self.filter(boards__in=boards).distinct()


class PlanPartQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(plan__in=FollowUpPlan.objects.visible_to(scope))


@tracked()
class FollowUpPlan(models.Model):
    """What one or several boards decide to follow up during a period."""

    title = models.CharField("rubrik", max_length=200)
    slug = models.SlugField("adress", max_length=120, unique=True)
    period = DateRangeField("period")
    boards = models.ManyToManyField(Board, through="PlanBoard", related_name="plans", verbose_name="nämnder")
    introduction = models.TextField("inledning", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "uppföljningsplan"
        verbose_name_plural = "uppföljningsplaner"
        ordering = ("-period", "title")
        constraints = (has_start("plan", field="period"),)

    def __str__(self) -> str:
        return self.title


@tracked(part_of=("plan",))
class PlanBoard(models.Model):
    """That a board takes part in a plan."""

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="plan_boards")
    board = models.ForeignKey(Board, models.PROTECT, related_name="plan_boards")

    class Meta:
        verbose_name = "nämnd i planen"
        constraints = (models.UniqueConstraint(fields=("plan", "board"), name="plan_board_once"),)

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.board_id}"


@tracked(part_of=("plan",))
class PlanVersion(models.Model):
    """A plan as it was decided; its content never changes, a revision is a new version."""

    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="versions", verbose_name="plan")
    number = models.PositiveSmallIntegerField("version")
    meeting_date = models.DateField("sammanträde")
    paragraph = models.CharField("paragraf", max_length=20)
    case_number = models.CharField("diarienummer", max_length=60)
    reason = models.TextField("skäl till revideringen", blank=True)
    content = models.JSONField("innehåll")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField("fastställd i systemet")

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "planversion"
        verbose_name_plural = "planversioner"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("plan", "number"), name="plan_version_number_once"),)
        triggers = (pgtrigger.Protect(name="decided_version_stays", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"version {self.number}"


@tracked(part_of=("plan",))
class FocusArea(models.Model):
    """What the plan gives priority to, such as documentation or participation."""

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="focus_areas", verbose_name="plan")
    name = models.CharField("fokusområde", max_length=200)
    description = models.TextField("beskrivning", blank=True)
    quality_area = models.ForeignKey(
        QualityArea, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="kvalitetsområde"
    )
    order = models.PositiveSmallIntegerField("ordning", default=0)

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "fokusområde"
        verbose_name_plural = "fokusområden"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name


@tracked(part_of=("plan",))
class RotationEntry(models.Model):
    """That a service area is followed up in a year, in the source's own words, mapped to an area when one fits."""

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="rotation", verbose_name="plan")
    board = models.ForeignKey(Board, models.PROTECT, related_name="rotation", verbose_name="nämnd")
    year = models.PositiveSmallIntegerField("år")
    wording = models.CharField("källans ord", max_length=200)
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="rotation", null=True, blank=True, verbose_name="verksamhetsområde"
    )

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "rad i rotationen"
        verbose_name_plural = "rotation"
        ordering = ("year", "board", "wording")
        constraints = (models.UniqueConstraint(fields=("plan", "board", "year", "wording"), name="rotation_once"),)

    def __str__(self) -> str:
        return f"{self.year}: {self.wording}"


@tracked(part_of=("plan",))
class Commitment(models.Model):
    """Something countable that the plan promises, such as at least ten units."""

    class Rule(models.TextChoices):
        UNITS_FOLLOWED_UP = "units_followed_up", "enheter som följts upp fördjupat"
        FOLLOW_UPS_DONE = "follow_ups_done", "genomförda uppföljningar av ett slag"
        JOINT_DONE = "joint_done", "uppföljningar tillsammans med socialförvaltningen"
        STRUCTURAL_COVERAGE = "structural_coverage", "andel enheter som granskats på strukturell nivå"
        REPORTED = "reported", "uppföljningar som redovisats för nämnden"

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="commitments", verbose_name="plan")
    text = models.CharField("åtagande", max_length=300)
    rule = models.CharField("räknas så", max_length=40, choices=Rule)
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind, blank=True)
    target = models.PositiveIntegerField("minst", help_text="Antal, eller procent när åtagandet är en andel.")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "åtagande"
        verbose_name_plural = "åtaganden"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text


@tracked(part_of=("plan",))
class PlannedFollowUp(models.Model):
    """A follow-up that the plan schedules, before it is opened."""

    class Ground(models.TextChoices):
        ROTATION = "rotation", "rotation"
        COMPLAINTS = "complaints", "klagomål och synpunkter"
        COMMISSIONERS = "commissioners", "beställarna"
        RANDOM = "random", "slump"
        SIX_MONTHS = "six_months", "nytt avtal efter sex månader"
        CARRIED_OVER = "carried_over", "åtgärder från förra året"
        ASSIGNED = "assigned", "nämndens uppdrag"
        EVENT = "event", "särskild händelse"

    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="planned", verbose_name="plan")
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind)
    title = models.CharField("rubrik", max_length=200)
    ground = models.CharField("grund för urvalet", max_length=20, choices=Ground)
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="planned", null=True, blank=True, verbose_name="verksamhetsområde"
    )
    month = models.DateField("månad", null=True, blank=True, help_text="Den första dagen i månaden.")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="planned_responsible",
        null=True,
        blank=True,
        verbose_name="ansvarig",
    )
    assistant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="planned_assisting",
        null=True,
        blank=True,
        verbose_name="biträdande",
    )
    effort_days = models.PositiveSmallIntegerField("beräknade arbetsdagar", default=10)
    note = models.TextField("anteckning", blank=True)
    cancelled_reason = models.CharField("utgår, skäl", max_length=300, blank=True)
    proposal_key = models.CharField(max_length=120, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "planerad uppföljning"
        verbose_name_plural = "planerade uppföljningar"
        ordering = ("month", "title")
        constraints = (
            models.CheckConstraint(
                name="planned_month_is_first_day", condition=models.Q(month__isnull=True) | models.Q(month__day=1)
            ),
            models.CheckConstraint(
                name="planned_two_different_officers",
                condition=models.Q(assistant__isnull=True) | ~models.Q(assistant=models.F("responsible")),
            ),
            models.UniqueConstraint(
                fields=("plan", "proposal_key"), name="planned_proposal_once", condition=~models.Q(proposal_key="")
            ),
        )

    def __str__(self) -> str:
        return self.title


@tracked(part_of=("planned",))
class PlannedTarget(models.Model):
    """What a planned follow-up is to look at."""

    planned = models.ForeignKey(PlannedFollowUp, models.CASCADE, related_name="targets")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="planned_targets", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="planned_targets", null=True, blank=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="planned_targets", null=True, blank=True)

    class Meta:
        verbose_name = "planerat föremål"
        constraints = (
            models.CheckConstraint(
                name="planned_target_something",
                condition=models.Q(contract__isnull=False)
                | models.Q(unit__isnull=False)
                | models.Q(provider__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.unit or self.contract or self.provider)


@tracked(part_of=("plan",))
class ProposalDismissal(models.Model):
    """That somebody decided not to plan what the system proposed, and why."""

    plan = models.ForeignKey(FollowUpPlan, models.CASCADE, related_name="dismissals")
    proposal_key = models.CharField(max_length=120)
    reason = models.CharField("skäl", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "avvisat förslag"
        constraints = (models.UniqueConstraint(fields=("plan", "proposal_key"), name="dismissal_once"),)

    def __str__(self) -> str:
        return self.proposal_key
