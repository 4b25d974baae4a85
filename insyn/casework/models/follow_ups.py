"""The follow-up itself: what it looks at, who works on it, and where it stands."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.casework.models import closing
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Provider, ProviderSpell, Unit, UnitSpell
from insyn.planning.models import Depth, DrawEntry, FollowUpKind, FollowUpPlan, PlannedFollowUp

# Who works with a board's cases at every stage, and who reads them first when they have been reported.
CASE_ROLES = ("strategist", "officer", "medical", "commissioner", "director")
READING_ROLES = ("secretary", "member")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, scope: Scope) -> Self:
        """A board's own people; those who take part; a provider's manager once notified, own units only.

        Asked by subqueries and not by joins: no row comes twice, and a list of a hundred thousand stays swift.
        """
        return self.filter(self._working(scope) | self._reading(scope) | self._provider(scope))

    def worked_on_by(self, scope: Scope) -> Self:
        """Those whose working material the person reads too: not the secretary's or a member's, who read results."""
        return self.filter(self._working(scope))

    @staticmethod
    def _working(scope: Scope) -> models.Q:
        if not scope.is_staff:
            return models.Q(pk__in=())
        working = scope.boards_for(*CASE_ROLES)
        if working is None:
            return models.Q(pk__isnull=False)
        taking_part = Participation.objects.filter(person=scope.person_id, ended_at__isnull=True)
        shared = FollowUpShare.objects.filter(board__in=working)
        seen = models.Q(board__in=working) | models.Q(pk__in=taking_part.values("follow_up_id"))
        return seen | models.Q(pk__in=shared.values("follow_up_id"))

    @staticmethod
    def _reading(scope: Scope) -> models.Q:
        reading = scope.boards_for(*READING_ROLES)
        reported = models.Q(reported_at__isnull=False)
        return reported if reading is None else reported & models.Q(board__in=reading)

    @staticmethod
    def _provider(scope: Scope) -> models.Q:
        own = models.Q(pk__in=())
        for grant in scope.provider_grants:
            targets = FollowUpTarget.objects.filter(provider=grant.provider_id)
            targets = targets.filter(unit_id=grant.unit_id) if grant.unit_id else targets
            own |= models.Q(pk__in=targets.values("follow_up_id"))
        return own & models.Q(notified_at__isnull=False)

    def open(self) -> Self:
        return self.exclude(stage__in=(FollowUp.Stage.CLOSED, FollowUp.Stage.CALLED_OFF))


class CasePartQuerySet(models.QuerySet[Any]):
    """Something that belongs to a follow-up is seen by whoever sees the follow-up."""

    def visible_to(self, scope: Scope) -> Self:
        return self.filter(follow_up__in=FollowUp.objects.visible_to(scope))


@tracked()
class FollowUp(models.Model):
    """One follow-up, from planned to closed, with a registry number of its own."""

    class Stage(models.TextChoices):
        PLANNED = "planned", "planerad"
        NOTIFIED = "notified", "aviserad"
        PREPARING = "preparing", "förbereds"
        EXAMINING = "examining", "granskas"
        ANALYSING = "analysing", "analyseras"
        FACTUAL_CHECK = "factual_check", "faktagranskas"
        ACTION_PLAN_ASKED = "action_plan_asked", "åtgärdsplan begärd"
        ACTION_PLAN_IN = "action_plan_in", "åtgärdsplan inkommen"
        NEW_ANALYSIS = "new_analysis", "ny analys"
        APPROVED = "approved", "godkänd"
        FEEDBACK_GIVEN = "feedback_given", "återkopplad"
        REPORTED = "reported", "redovisad"
        CLOSED = "closed", "avslutad"
        CALLED_OFF = "called_off", "inställd"

    class ReportTo(models.TextChoices):
        BOARD = "board", "nämnden"
        MANAGER = "manager", "ansvarig chef"

    class PerformedBy(models.TextChoices):
        AUTHORITY = "authority", "förvaltningen"
        PROVIDER = "provider", "utföraren själv"

    registry_number = models.CharField("diarienummer", max_length=60, unique=True)
    title = models.CharField("rubrik", max_length=200)
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind)
    stage = models.CharField("läge", max_length=30, choices=Stage, default=Stage.PLANNED)
    board = models.ForeignKey(Board, models.PROTECT, related_name="follow_ups", verbose_name="nämnd")
    plan = models.ForeignKey(
        FollowUpPlan, models.PROTECT, related_name="follow_ups", null=True, blank=True, verbose_name="plan"
    )
    planned = models.OneToOneField(
        PlannedFollowUp, models.PROTECT, related_name="follow_up", null=True, blank=True, verbose_name="planerad som"
    )
    draw_entry = models.OneToOneField(
        DrawEntry, models.PROTECT, related_name="follow_up", null=True, blank=True, verbose_name="dragen i urvalet"
    )
    started_from = models.ForeignKey(
        "self", models.PROTECT, related_name="started", null=True, blank=True, verbose_name="startad ur"
    )
    ground = models.CharField("grund för urvalet", max_length=20, choices=PlannedFollowUp.Ground)
    ground_text = models.TextField("bakgrund", blank=True)
    report_to = models.CharField("redovisas för", max_length=20, choices=ReportTo, default=ReportTo.BOARD)
    reference_date = models.DateField("uppgifter per", help_text="Den dag vars namn och krav visas.")
    month = models.DateField("planerad månad", null=True, blank=True)
    notified_at = models.DateTimeField("aviserad", null=True, blank=True)
    approved_at = models.DateTimeField("godkänd", null=True, blank=True)
    reported_at = models.DateTimeField("redovisad", null=True, blank=True)
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)
    called_off_reason = models.TextField("skäl till att den ställdes in", blank=True)
    conclusion = models.TextField("samlad bedömning", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("upplagd")
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="follow_up_called_off_with_reason",
                condition=~models.Q(stage="called_off") | ~models.Q(called_off_reason=""),
            ),
            models.CheckConstraint(
                name="follow_up_closed_has_time",
                condition=models.Q(stage="closed", closed_at__isnull=False)
                | (~models.Q(stage="closed") & models.Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="follow_up_past_planned_is_notified",
                condition=models.Q(stage__in=("planned", "called_off")) | models.Q(notified_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("board", "stage"), name="follow_up_board_stage"),)
        triggers = (closing.FOLLOW_UP_CLOSES_LAST,)

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.stage not in {self.Stage.CLOSED, self.Stage.CALLED_OFF}


@tracked()
class FollowUpTarget(models.Model):
    """A contract, unit, whole provider or the authority that is examined, as it was on the reference day."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="targets")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="follow_up_targets", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="follow_up_targets", null=True, blank=True)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="follow_up_targets", null=True, blank=True)
    is_authority = models.BooleanField("myndighetsutövningen", default=False)
    # The spells that were valid on the reference day: what an old follow-up keeps showing.
    unit_spell = models.ForeignKey(UnitSpell, models.PROTECT, related_name="+", null=True, blank=True)
    provider_spell = models.ForeignKey(ProviderSpell, models.PROTECT, related_name="+", null=True, blank=True)
    depth = models.CharField("djup", max_length=20, choices=Depth, default=Depth.IN_DEPTH)
    performed_by = models.CharField(
        "granskas av", max_length=20, choices=FollowUp.PerformedBy, default=FollowUp.PerformedBy.AUTHORITY
    )

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "föremål för uppföljningen"
        verbose_name_plural = "föremål för uppföljningen"
        constraints = (
            models.CheckConstraint(
                name="follow_up_target_something",
                condition=models.Q(is_authority=True) | models.Q(provider__isnull=False, provider_spell__isnull=False),
            ),
            models.UniqueConstraint(
                fields=("follow_up", "contract", "unit", "provider", "is_authority"),
                name="follow_up_target_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        if self.is_authority:
            return "Myndighetsutövningen"
        return str(self.unit_spell or self.contract or self.provider_spell)


@tracked()
class FollowUpShare(models.Model):
    """That a joint follow-up's part is shared with another board, by a decision that says why."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="shares")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", verbose_name="nämnd")
    reason = models.TextField("skäl och beslut")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "delning med annan nämnd"
        constraints = (models.UniqueConstraint(fields=("follow_up", "board"), name="follow_up_share_once"),)

    def __str__(self) -> str:
        return f"{self.follow_up_id}: {self.board_id}"


@tracked()
class Participation(models.Model):
    """That a person works on a follow-up, and has said whether a conflict of interest exists."""

    class Part(models.TextChoices):
        RESPONSIBLE = "responsible", "ansvarig"
        ASSISTANT = "assistant", "biträdande"
        MEDICAL = "medical", "MAS/MAR"
        JOINT = "joint", "från socialförvaltningen"
        SUBSTITUTE = "substitute", "ersättare"

    class Conflict(models.TextChoices):
        NOT_DECLARED = "", "inte prövat"
        NONE = "none", "inget jäv"
        EXISTS = "exists", "jäv föreligger"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="participations")
    part = models.CharField("uppgift", max_length=20, choices=Part)
    conflict = models.CharField("jäv", max_length=10, choices=Conflict, blank=True, default="")
    conflict_note = models.CharField("om jävsprövningen", max_length=300, blank=True)
    declared_at = models.DateTimeField("jäv prövat", null=True, blank=True)
    substitutes_for = models.ForeignKey("self", models.PROTECT, related_name="substitutes", null=True, blank=True)
    started_at = models.DateTimeField("från")
    ended_at = models.DateTimeField("till", null=True, blank=True)
    end_reason = models.CharField("skäl till slut", max_length=300, blank=True)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        constraints = (
            models.UniqueConstraint(
                fields=("follow_up", "person"),
                name="participation_once_at_a_time",
                condition=models.Q(ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("follow_up",),
                name="participation_one_responsible",
                condition=models.Q(ended_at__isnull=True, part="responsible"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.person}"


@tracked()
class StageChange(models.Model):
    """That a follow-up went from one stage to another: who, when and why."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="stage_changes")
    from_stage = models.CharField("från", max_length=30, choices=FollowUp.Stage, blank=True)
    to_stage = models.CharField("till", max_length=30, choices=FollowUp.Stage)
    note = models.TextField("anteckning", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "byte av läge"
        verbose_name_plural = "byten av läge"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.from_stage} → {self.to_stage}"
