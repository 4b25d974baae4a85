"""What residents read: a masked public version of an approved report, confirmed by two."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from insyn.base.detection import Ground
from insyn.base.history import tracked
from insyn.base.models import StoredFile
from insyn.base.scope import Scope
from insyn.casework.models import FollowUp
from insyn.reporting.models import DocumentVersion


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(follow_up__in=FollowUp.objects.visible_to(scope))

    def public(self) -> Self:
        return self.filter(published_at__isnull=False)


@tracked()
class Publication(models.Model):
    """A follow-up's page on the public site, through all its versions."""

    follow_up = models.OneToOneField(FollowUp, models.PROTECT, related_name="publication", verbose_name="uppföljning")
    slug = models.SlugField("adress", max_length=160, unique=True)
    published_at = models.DateTimeField("först publicerad", null=True, blank=True)
    withdrawn_at = models.DateTimeField("återkallad", null=True, blank=True)

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "publicering"
        verbose_name_plural = "publiceringar"
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return self.slug


class PublicVersionQuerySet(models.QuerySet["PublicVersion"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(publication__in=Publication.objects.visible_to(scope))


@tracked()
class PublicVersion(models.Model):
    """A masked copy of an approved version; it stands alone, and a withdrawn one holds no text."""

    class State(models.TextChoices):
        MASKING = "masking", "maskeras"
        AWAITING = "awaiting", "väntar på bekräftelse"
        PUBLISHED = "published", "publicerad"
        REPLACED = "replaced", "ersatt"
        WITHDRAWN = "withdrawn", "återkallad"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="versions", verbose_name="publicering")
    number = models.PositiveSmallIntegerField("version")
    source = models.ForeignKey(
        DocumentVersion, models.PROTECT, related_name="public_versions", verbose_name="godkänd rapport"
    )
    state = models.CharField("läge", max_length=20, choices=State, default=State.MASKING)
    title = models.CharField("rubrik", max_length=200)
    summary = models.TextField("sammanfattning", blank=True)
    tree = models.JSONField("maskerad text", null=True, blank=True)
    correction = models.TextField("vad som rättats", blank=True)
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    word = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("förberedd")
    sent_for_confirmation_at = models.DateTimeField("lämnad för bekräftelse", null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_at = models.DateTimeField("återkallad", null=True, blank=True)
    search = SearchVectorField(null=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PublicVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "offentlig version"
        verbose_name_plural = "offentliga versioner"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "number"), name="public_version_number_once"),
            models.UniqueConstraint(
                fields=("publication",), name="public_version_one_published", condition=models.Q(state="published")
            ),
            models.UniqueConstraint(
                fields=("publication",),
                name="public_version_one_in_preparation",
                condition=models.Q(state__in=("masking", "awaiting")),
            ),
            models.CheckConstraint(
                name="public_version_confirmed_by_another",
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("prepared_by")),
            ),
            models.CheckConstraint(
                name="public_version_published_is_confirmed",
                condition=~models.Q(state="published")
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False, tree__isnull=False),
            ),
            models.CheckConstraint(
                name="public_version_withdrawn_is_empty",
                condition=~models.Q(state="withdrawn")
                | models.Q(
                    tree__isnull=True,
                    pdf__isnull=True,
                    word__isnull=True,
                    search__isnull=True,
                    summary="",
                    withdrawn_at__isnull=False,
                ),
            ),
        )
        indexes = (GinIndex(fields=["search"], name="public_version_search"),)

    def __str__(self) -> str:
        return f"version {self.number}"


class MaskingQuerySet(models.QuerySet["Masking"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(version__in=PublicVersion.objects.visible_to(scope))


# The masked words themselves are not kept here: they stand in the approved report, behind its own lock.
@tracked()
class Masking(models.Model):
    """A place pointed out in the text, and whether it was masked: on what ground and by whom."""

    class Choice(models.TextChoices):
        UNDECIDED = "", "inte avgjort"
        MASK = "mask", "maskeras"
        KEEP = "keep", "behålls"

    version = models.ForeignKey(PublicVersion, models.CASCADE, related_name="maskings")
    block_id = models.CharField("stycke", max_length=60)
    path = models.CharField("ställe i stycket", max_length=120, blank=True)
    start = models.PositiveIntegerField("från tecken")
    end = models.PositiveIntegerField("till tecken")
    ground = models.CharField("grund", max_length=20, choices=[(ground.value, ground.label) for ground in Ground])
    certainty = models.PositiveSmallIntegerField("säkerhet", default=0)
    why = models.CharField("varför det pekades ut", max_length=200, blank=True)
    choice = models.CharField("beslut", max_length=10, choices=Choice, blank=True, default="")
    is_detected = models.BooleanField("utpekad av systemet", default=True)
    note = models.CharField("anteckning", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MaskingQuerySet.as_manager()

    class Meta:
        verbose_name = "maskering"
        verbose_name_plural = "maskeringar"
        ordering = ("block_id", "path", "start")
        constraints = (
            models.UniqueConstraint(fields=("version", "block_id", "path", "start", "end"), name="masking_once"),
            models.CheckConstraint(name="masking_has_extent", condition=models.Q(end__gt=models.F("start"))),
            models.CheckConstraint(
                name="masking_decided_by_somebody",
                condition=models.Q(choice="") | models.Q(by__isnull=False, at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.block_id} {self.start}–{self.end}"


@tracked()
class Feedback(models.Model):
    """What a visitor reported about accessibility; answered within a stated time."""

    text = models.TextField("vad som inte fungerade")
    address = models.CharField("sidans adress", max_length=300, blank=True)
    contact = models.EmailField("e-post för svar", blank=True)
    received_at = models.DateTimeField("inkom")
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answer = models.TextField("svar", blank=True)

    class Meta:
        verbose_name = "synpunkt på tillgängligheten"
        verbose_name_plural = "synpunkter på tillgängligheten"
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return self.text[:80]
