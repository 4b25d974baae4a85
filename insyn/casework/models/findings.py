"""Judged requirements, and what was found."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Grant, Scope
from insyn.casework.models import closing
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp, FollowUpTarget
from insyn.casework.models.gathering import CaseDocument
from insyn.contracts.models import Requirement, RequirementDeviation, RequirementVersion
from insyn.organisation.models import QualityArea

# From here on the provider has been told what the follow-up came to.
TOLD = ("feedback_given", "reported", "closed")


def _own(grant: Grant) -> models.Q:
    own = models.Q(target__provider_id=grant.provider_id)
    return own & models.Q(target__unit_id=grant.unit_id) if grant.unit_id else own


class AssessmentQuerySet(CasePartQuerySet):
    def visible_to(self, scope: Scope) -> Self:
        """Whoever works with the case; a provider its own ones, after the feedback."""
        if scope.is_staff:
            return super().visible_to(scope)
        seen = models.Q(pk__in=())
        for grant in scope.provider_grants:
            seen |= _own(grant)
        return super().visible_to(scope).filter(seen, follow_up__stage__in=TOLD)


class FindingQuerySet(CasePartQuerySet):
    def visible_to(self, scope: Scope) -> Self:
        """Whoever works with the case; a provider what an action plan is asked for, the rest after the feedback."""
        if scope.is_staff:
            return super().visible_to(scope)
        seen = models.Q(pk__in=())
        for grant in scope.provider_grants:
            asked = models.Q(kind="deficiency", follow_up__action_plans__provider_id=grant.provider_id)
            if grant.unit_id:
                asked &= models.Q(follow_up__action_plans__unit_id=grant.unit_id)
            seen |= _own(grant) & (asked | models.Q(follow_up__stage__in=TOLD))
        return super().visible_to(scope).filter(seen).exclude(state="withdrawn").distinct()


@tracked()
class Assessment(models.Model):
    """A chosen requirement, in the words valid on the reference day, and how it was judged for one target."""

    class Verdict(models.TextChoices):
        NONE = "", "inte bedömt"
        MET = "met", "uppfyllt"
        PARTLY = "partly", "delvis uppfyllt"
        NOT_MET = "not_met", "inte uppfyllt"
        NOT_EXAMINED = "not_examined", "inte granskat"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="assessments")
    target = models.ForeignKey(FollowUpTarget, models.PROTECT, related_name="assessments")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="assessments", verbose_name="krav")
    wording = models.ForeignKey(RequirementVersion, models.PROTECT, related_name="assessments", verbose_name="lydelse")
    deviation = models.ForeignKey(
        RequirementDeviation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="avvikande lydelse"
    )
    verdict = models.CharField("bedömning", max_length=20, choices=Verdict, blank=True, default="")
    ground = models.TextField("grund för bedömningen", blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    judged_at = models.DateTimeField("bedömt", null=True, blank=True)
    removed_at = models.DateTimeField("borttaget ur omfattningen", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "bedömt krav"
        verbose_name_plural = "bedömda krav"
        ordering = ("requirement__code", "pk")
        constraints = (
            models.UniqueConstraint(fields=("target", "requirement"), name="assessment_once"),
            models.CheckConstraint(
                name="assessment_judged_with_ground",
                condition=models.Q(verdict="")
                | (models.Q(judged_by__isnull=False, judged_at__isnull=False) & ~models.Q(ground="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.requirement_id}: {self.get_verdict_display()}"

    @property
    def text(self) -> str:
        return self.deviation.text if self.deviation and self.deviation.text else self.wording.text


@tracked()
class Finding(models.Model):
    """What an officer found: a deficiency, a note or a good example; one thing with many references."""

    class Kind(models.TextChoices):
        DEFICIENCY = "deficiency", "brist"
        NOTE = "note", "notering"
        GOOD_EXAMPLE = "good_example", "gott exempel"

    class Severity(models.TextChoices):
        NONE = "", "–"
        MINOR = "minor", "mindre"
        SERIOUS = "serious", "allvarlig"
        ACUTE = "acute", "akut"

    class State(models.TextChoices):
        OPEN = "open", "öppen"
        ANSWERED = "answered", "besvarad"
        ACCEPTED = "accepted", "svaret godtaget"
        CLOSED = "closed", "åtgärdad"
        WITHDRAWN = "withdrawn", "återtagen"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="findings")
    target = models.ForeignKey(FollowUpTarget, models.PROTECT, related_name="findings", null=True, blank=True)
    number = models.PositiveSmallIntegerField("nummer")
    kind = models.CharField("slag", max_length=20, choices=Kind)
    severity = models.CharField("allvarlighet", max_length=20, choices=Severity, blank=True, default="")
    quality_area = models.ForeignKey(
        QualityArea, models.PROTECT, related_name="findings", verbose_name="kvalitetsområde"
    )
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("vad som iakttogs")
    immediate_action = models.TextField("omedelbar åtgärd", blank=True)
    state = models.CharField("läge", max_length=20, choices=State, default=State.OPEN)
    assessments = models.ManyToManyField(
        Assessment, through="FindingAssessment", related_name="findings", verbose_name="krav"
    )
    evidence = models.ManyToManyField(
        CaseDocument, through="FindingEvidence", related_name="findings", verbose_name="underlag"
    )
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    found_at = models.DateTimeField("antecknad")
    found_date = models.DateField("iakttogs den")
    closed_at = models.DateTimeField("avslutad", null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    closing_note = models.TextField("om avslutet", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "iakttagelse"
        verbose_name_plural = "iakttagelser"
        ordering = ("follow_up", "number")
        constraints = (
            models.UniqueConstraint(fields=("follow_up", "number"), name="finding_number_once"),
            models.CheckConstraint(
                name="finding_severity_belongs_to_deficiencies",
                condition=(models.Q(kind="deficiency") & ~models.Q(severity=""))
                | (~models.Q(kind="deficiency") & models.Q(severity="")),
            ),
            models.CheckConstraint(
                name="finding_closed_has_time_and_person",
                condition=(
                    models.Q(state__in=("closed", "withdrawn"), closed_at__isnull=False, closed_by__isnull=False)
                    & ~models.Q(closing_note="")
                )
                | (~models.Q(state__in=("closed", "withdrawn")) & models.Q(closed_at__isnull=True)),
            ),
        )
        indexes = (
            models.Index(fields=("kind", "state"), name="finding_kind_state"),
            # The list across follow-ups: newest first, and as they were recorded within a day.
            models.Index(fields=("-found_date", "id"), name="finding_newest_first"),
        )
        triggers = (closing.FINDING_STAYS_ANSWERED,)

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state not in {self.State.CLOSED, self.State.WITHDRAWN}


@tracked()
class FindingAssessment(models.Model):
    """That a finding bears on a judged requirement."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="assessment_links")
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="finding_links")

    class Meta:
        verbose_name = "krav i iakttagelsen"
        constraints = (models.UniqueConstraint(fields=("finding", "assessment"), name="finding_assessment_once"),)

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.assessment_id}"


@tracked()
class FindingEvidence(models.Model):
    """That a finding rests on a document or photograph."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="evidence_links")
    document = models.ForeignKey(CaseDocument, models.PROTECT, related_name="finding_links")

    class Meta:
        verbose_name = "underlag i iakttagelsen"
        constraints = (models.UniqueConstraint(fields=("finding", "document"), name="finding_evidence_once"),)

    def __str__(self) -> str:
        return f"{self.finding_id}: {self.document_id}"


@tracked()
class Cause(models.Model):
    """Why a deficiency arose; each cause must be answered by an action."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="causes")
    text = models.TextField("orsak")
    order = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "orsak"
        verbose_name_plural = "orsaker"
        ordering = ("order", "pk")
        triggers = (closing.NEW_CAUSE_IS_ANSWERED, closing.LAST_CAUSE_STAYS)

    def __str__(self) -> str:
        return self.text[:80]
