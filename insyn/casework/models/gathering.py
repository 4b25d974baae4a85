"""Gathering: preparation, requests, visits and the documents of a follow-up."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from insyn.base.history import tracked
from insyn.base.models import StoredFile
from insyn.base.scope import Scope
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp, FollowUpTarget
from insyn.organisation.models import Provider, Unit


@tracked()
class PreparationItem(models.Model):
    """One thing to read before the visit; it shows live rows, and keeps how they were read when ticked."""

    class Topic(models.TextChoices):
        CONTRACT = "contract", "Avtalet"
        REQUIREMENTS = "requirements", "Gällande krav"
        EARLIER_FINDINGS = "earlier_findings", "Tidigare iakttagelser"
        OPEN_ACTIONS = "open_actions", "Pågående åtgärder"
        COMPLAINTS = "complaints", "Synpunkter och klagomål"
        ANNUAL_REPORT = "annual_report", "Verksamhetsberättelsen"
        SOCIAL_ADMINISTRATION = "social_administration", "Uppgifter från socialförvaltningen"
        MEDICAL = "medical", "Uppgifter från MAS/MAR"
        IT_SYSTEMS = "it_systems", "Uppgifter ur IT-system"
        SIGNAL = "signal", "Signalen bakom uppföljningen"
        OTHER = "other", "Övrigt"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="preparation")
    topic = models.CharField("ämne", max_length=30, choices=Topic)
    title = models.CharField("rubrik", max_length=200)
    order = models.PositiveSmallIntegerField("ordning", default=0)
    note = models.TextField("anteckning", blank=True)
    as_read = models.JSONField("som det lästes", null=True, blank=True)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="läst av"
    )
    ticked_at = models.DateTimeField("läst", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "förberedelse"
        verbose_name_plural = "förberedelser"
        ordering = ("order", "pk")
        constraints = (
            models.CheckConstraint(
                name="preparation_ticked_by_somebody",
                condition=models.Q(ticked_at__isnull=True, ticked_by__isnull=True)
                | models.Q(ticked_at__isnull=False, ticked_by__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title


class ProviderPartQuerySet(models.QuerySet[Any]):
    """Parts addressed to one provider (and perhaps one unit): others with the same case do not see them."""

    def visible_to(self, scope: Scope) -> Self:
        if scope.is_staff:
            return self.filter(follow_up__in=FollowUp.objects.visible_to(scope))
        seen = models.Q(pk__in=())
        for grant in scope.provider_grants:
            own = models.Q(provider_id=grant.provider_id)
            seen |= own & models.Q(unit_id=grant.unit_id) if grant.unit_id else own
        return self.filter(seen, follow_up__in=FollowUp.objects.visible_to(scope))


@tracked()
class DocumentRequest(models.Model):
    """What the provider is asked to send, by when."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="document_requests")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", verbose_name="utförare")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")
    text = models.TextField("vad som begärs")
    due_date = models.DateField("senast")
    extended_due_date = models.DateField("förlängd till", null=True, blank=True)
    extension_reason = models.CharField("skäl till förlängning", max_length=300, blank=True)
    sent_at = models.DateTimeField("skickad")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField("påmind", null=True, blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    answer = models.TextField("svar", blank=True)
    settled_at = models.DateTimeField("färdig", null=True, blank=True)

    objects: ClassVar[Any] = ProviderPartQuerySet.as_manager()

    class Meta:
        verbose_name = "begäran om handlingar"
        verbose_name_plural = "begäranden om handlingar"
        ordering = ("due_date", "pk")

    def __str__(self) -> str:
        return self.text[:80]


@tracked()
class CaseDocument(models.Model):
    """A document of the case: what happened when, when it was collected, and when it came into the system."""

    class Standing(models.TextChoices):
        DRAFT = "draft", "utkast"
        SENT = "sent", "avsänd"
        RECEIVED = "received", "inkommen"

    class Kind(models.TextChoices):
        NOTICE = "notice", "avisering"
        REQUESTED = "requested", "begärd handling"
        EVIDENCE = "evidence", "underlag"
        PHOTO = "photo", "fotografi"
        LETTER = "letter", "skrivelse"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="documents")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", null=True, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True)
    request = models.ForeignKey(DocumentRequest, models.PROTECT, related_name="documents", null=True, blank=True)
    kind = models.CharField("slag", max_length=20, choices=Kind)
    title = models.CharField("rubrik", max_length=200)
    text = models.TextField("text", blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="fil")
    standing = models.CharField("läge", max_length=20, choices=Standing, default=Standing.DRAFT)
    event_date = models.DateField("händelsens dag", null=True, blank=True)
    collected_date = models.DateField("inhämtad", null=True, blank=True)
    uploaded_at = models.DateTimeField("uppladdad")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_date = models.DateField("inkom", null=True, blank=True)
    sent_date = models.DateField("avsändes", null=True, blank=True)

    objects: ClassVar[Any] = ProviderPartQuerySet.as_manager()

    class Meta:
        verbose_name = "handling"
        verbose_name_plural = "handlingar"
        ordering = ("-uploaded_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="case_document_standing_has_date",
                condition=models.Q(standing="draft")
                | models.Q(standing="sent", sent_date__isnull=False)
                | models.Q(standing="received", received_date__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_photo(self) -> bool:
        return bool(self.kind == self.Kind.PHOTO)


@tracked()
class Visit(models.Model):
    """A visit or another gathering of material: how, announced or not, and who was met."""

    class Method(models.TextChoices):
        OBSERVATION = "observation", "observation"
        INTERVIEW = "interview", "intervju"
        SURVEY = "survey", "enkät"
        DOCUMENTS = "documents", "insamling av dokument"

    class Party(models.TextChoices):
        AUTHORITY = "authority", "myndigheten"
        PERFORMER = "performer", "verksamheten"
        USERS = "users", "brukarna"
        HEALTH_CARE = "health_care", "hälso- och sjukvården"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="visits")
    target = models.ForeignKey(FollowUpTarget, models.PROTECT, related_name="visits", null=True, blank=True)
    date = models.DateField("dag")
    methods = ArrayField(models.CharField(max_length=20, choices=Method), verbose_name="metoder")
    is_announced = models.BooleanField("föranmält")
    met = ArrayField(models.CharField(max_length=20, choices=Party), verbose_name="möttes", blank=True, default=list)
    text = models.TextField("anteckningar", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "besök"
        verbose_name_plural = "besök"
        ordering = ("date", "pk")

    def __str__(self) -> str:
        return f"besök {self.date}"


@tracked()
class IndividualsView(models.Model):
    """The individual's own view: how it was obtained, or why it was not."""

    class How(models.TextChoices):
        CONVERSATION = "conversation", "samtal med enskilda"
        SURVEY = "survey", "enkät"
        INDIVIDUAL_FOLLOW_UPS = "individual_follow_ups", "individuppföljningar"
        REPRESENTATIVE = "representative", "företrädare eller anhöriga"
        OBSERVATION = "observation", "observation"
        NOT_OBTAINED = "not_obtained", "har inte inhämtats"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="individuals_views")
    how = models.CharField("hur den inhämtades", max_length=30, choices=How)
    text = models.TextField("vad som framkom", blank=True)
    why_not = models.TextField("varför inte", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "den enskildes uppfattning"
        verbose_name_plural = "den enskildes uppfattning"
        ordering = ("at",)
        constraints = (
            models.CheckConstraint(
                name="individuals_view_or_why_not",
                condition=(models.Q(how="not_obtained") & ~models.Q(why_not=""))
                | (~models.Q(how="not_obtained") & ~models.Q(text="")),
            ),
        )

    def __str__(self) -> str:
        return self.get_how_display()
