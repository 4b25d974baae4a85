"""Mending: action plans by round, actions, their effect, and what follows when a plan is refused."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.casework.models import closing
from insyn.casework.models.findings import Cause
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp
from insyn.casework.models.gathering import CaseDocument, ProviderPartQuerySet
from insyn.organisation.models import Provider, Unit


@tracked()
class ActionPlan(models.Model):
    """What the provider answers to the deficiencies; a refused plan is followed by a new round."""

    class State(models.TextChoices):
        ASKED = "asked", "begärd"
        SUBMITTED = "submitted", "inkommen"
        ACCEPTED = "accepted", "godtagen"
        REFUSED = "refused", "inte godtagen"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="action_plans")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="action_plans", verbose_name="utförare")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="action_plans", null=True, blank=True, verbose_name="enhet"
    )
    round = models.PositiveSmallIntegerField("omgång")
    state = models.CharField("läge", max_length=20, choices=State, default=State.ASKED)
    request_text = models.TextField("vad som begärs", blank=True)
    due_date = models.DateField("senast")
    asked_at = models.DateTimeField("begärd")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField("påmind", null=True, blank=True)
    submitted_at = models.DateTimeField("inkommen", null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    comment = models.TextField("utförarens kommentar", blank=True)
    reviewed_at = models.DateTimeField("granskad", null=True, blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    review_text = models.TextField("granskarens bedömning", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ProviderPartQuerySet.as_manager()

    class Meta:
        verbose_name = "åtgärdsplan"
        verbose_name_plural = "åtgärdsplaner"
        ordering = ("round", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("follow_up", "provider", "unit", "round"), name="action_plan_round_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="action_plan_reviewed_by_somebody",
                condition=models.Q(state__in=("asked", "submitted"))
                | models.Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"åtgärdsplan, omgång {self.round}"


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, scope: Any) -> ActionQuerySet:
        return self.filter(plan__in=ActionPlan.objects.visible_to(scope))


@tracked()
class Action(models.Model):
    """What the provider undertakes: which causes it answers, who, by when, and how the effect will be seen."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "föreslagen"
        ACCEPTED = "accepted", "godtagen"
        REFUSED = "refused", "inte godtagen"
        DONE = "done", "genomförd enligt utföraren"
        VERIFIED = "verified", "genomförandet bekräftat"

    plan = models.ForeignKey(ActionPlan, models.CASCADE, related_name="actions")
    causes = models.ManyToManyField(Cause, through="ActionCause", related_name="actions", verbose_name="orsaker")
    text = models.TextField("åtgärd")
    owner = models.CharField("ansvarig (funktion)", max_length=200)
    due_date = models.DateField("klar senast")
    effect_seen_by = models.TextField("så ska effekten märkas")
    effect_check_date = models.DateField("effekten prövas", null=True, blank=True)
    state = models.CharField("läge", max_length=20, choices=State, default=State.PROPOSED)
    done_date = models.DateField("genomförd", null=True, blank=True)
    done_note = models.TextField("utförarens svar", blank=True)
    evidence = models.ManyToManyField(
        CaseDocument, through="ActionEvidence", related_name="actions", verbose_name="underlag"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        ordering = ("due_date", "pk")
        constraints = (
            models.CheckConstraint(
                name="action_done_has_date",
                condition=~models.Q(state__in=("done", "verified")) | models.Q(done_date__isnull=False),
            ),
        )
        triggers = (closing.ANSWER_STAYS,)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.PROPOSED, self.State.ACCEPTED, self.State.DONE}


@tracked()
class ActionCause(models.Model):
    """That an action answers a cause."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="cause_links")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="action_links")

    class Meta:
        verbose_name = "orsak som åtgärden svarar på"
        constraints = (models.UniqueConstraint(fields=("action", "cause"), name="action_cause_once"),)
        triggers = (closing.LINK_STAYS,)

    def __str__(self) -> str:
        return f"{self.action_id}: {self.cause_id}"


@tracked()
class ActionEvidence(models.Model):
    """A document by which the provider shows that an action was carried out."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence_links")
    document = models.ForeignKey(CaseDocument, models.PROTECT, related_name="action_links")

    class Meta:
        verbose_name = "underlag för åtgärden"
        constraints = (models.UniqueConstraint(fields=("action", "document"), name="action_evidence_once"),)

    def __str__(self) -> str:
        return f"{self.action_id}: {self.document_id}"


class ActionPartQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Any) -> Any:
        return self.filter(action__in=Action.objects.visible_to(scope))


@tracked()
class ActionReview(models.Model):
    """An officer's judgement of an action; every round stays."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "godtas"
        REFUSED = "refused", "godtas inte"
        VERIFIED = "verified", "genomförandet bekräftas"
        NOT_DONE = "not_done", "genomförandet räcker inte"

    action = models.ForeignKey(Action, models.CASCADE, related_name="reviews")
    verdict = models.CharField("bedömning", max_length=20, choices=Verdict)
    note = models.TextField("motivering", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = ActionPartQuerySet.as_manager()

    class Meta:
        verbose_name = "granskning av åtgärd"
        verbose_name_plural = "granskningar av åtgärder"
        ordering = ("at",)

    def __str__(self) -> str:
        return self.get_verdict_display()


@tracked()
class EffectCheck(models.Model):
    """Later: was the effect of the action the intended one?"""

    class Verdict(models.TextChoices):
        INTENDED = "intended", "avsedd effekt"
        PARTLY = "partly", "delvis avsedd effekt"
        NOT_INTENDED = "not_intended", "inte avsedd effekt"

    action = models.ForeignKey(Action, models.CASCADE, related_name="effect_checks")
    verdict = models.CharField("effekt", max_length=20, choices=Verdict)
    note = models.TextField("hur det märks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = ActionPartQuerySet.as_manager()

    class Meta:
        verbose_name = "effektprövning"
        verbose_name_plural = "effektprövningar"
        ordering = ("at",)

    def __str__(self) -> str:
        return self.get_verdict_display()


@tracked()
class Escalation(models.Model):
    """A step under the contract when a plan is refused: correction, penalty, termination, the board's decision."""

    class Step(models.TextChoices):
        CORRECTION = "correction", "krav på rättelse"
        PENALTY = "penalty", "vite"
        TERMINATION = "termination", "hävning"
        BOARD = "board", "till nämnden för beslut"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="escalations")
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="escalations", null=True, blank=True)
    step = models.CharField("steg", max_length=20, choices=Step)
    clause = models.CharField("avtalspunkt", max_length=200)
    text = models.TextField("vad som krävs och varför")
    amount = models.DecimalField("belopp i kronor", max_digits=12, decimal_places=2, null=True, blank=True)
    due_date = models.DateField("senast", null=True, blank=True)
    decision = models.CharField("beslut (sammanträde och paragraf)", max_length=200, blank=True)
    outcome = models.TextField("utfall", blank=True)
    settled_at = models.DateTimeField("avslutat", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsåtgärd"
        verbose_name_plural = "avtalsåtgärder"
        ordering = ("at",)

    def __str__(self) -> str:
        return self.get_step_display()
