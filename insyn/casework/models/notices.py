"""Urgent notices with their receipts, and the provider's check of the facts."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.casework.models.findings import Finding
from insyn.casework.models.follow_ups import CasePartQuerySet, FollowUp
from insyn.casework.models.gathering import ProviderPartQuerySet
from insyn.organisation.models import Board, Provider, Unit


@tracked()
class UrgentRecipient(models.Model):
    """Who is told at once of an acute deficiency in a board's cases."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="urgent_recipients", verbose_name="nämnd")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="person")
    capacity = models.CharField("egenskap", max_length=100, help_text="Till exempel nämndens ordförande.")
    valid = DateRangeField("gäller")

    class Meta:
        verbose_name = "mottagare av akuta underrättelser"
        verbose_name_plural = "mottagare av akuta underrättelser"

    def __str__(self) -> str:
        return f"{self.capacity}: {self.person}"


class UrgentNoticeQuerySet(models.QuerySet["UrgentNotice"]):
    def visible_to(self, scope: Scope) -> Self:
        """Its recipients and whoever works with the case; never a provider."""
        if not scope.is_staff:
            return self.none()
        received = models.Q(receipts__person_id=scope.person_id)
        return self.filter(received | models.Q(follow_up__in=FollowUp.objects.visible_to(scope))).distinct()


@tracked()
class UrgentNotice(models.Model):
    """That an acute, serious deficiency was made known at once to the director and the board."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="urgent_notices")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="urgent_notices", verbose_name="brist")
    text = models.TextField("underrättelse")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("skickad")

    objects: ClassVar[Any] = UrgentNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "akut underrättelse"
        verbose_name_plural = "akuta underrättelser"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"akut underrättelse {self.at:%Y-%m-%d %H:%M}"


@tracked()
class Receipt(models.Model):
    """That a recipient was told, how many times, and when they confirmed it."""

    notice = models.ForeignKey(UrgentNotice, models.CASCADE, related_name="receipts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="urgent_receipts")
    capacity = models.CharField("egenskap", max_length=100)
    last_sent_at = models.DateTimeField("senast skickad")
    times_sent = models.PositiveSmallIntegerField("antal utskick", default=1)
    received_at = models.DateTimeField("kvitterad", null=True, blank=True)

    class Meta:
        verbose_name = "kvittens"
        verbose_name_plural = "kvittenser"
        constraints = (models.UniqueConstraint(fields=("notice", "person"), name="receipt_once"),)

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.person_id}"


@tracked()
class FactualCheck(models.Model):
    """A draft sent to a provider to check its facts; the draft's blocks are kept as they were sent."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="factual_checks")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", verbose_name="utförare")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")
    round = models.PositiveSmallIntegerField("omgång", default=1)
    draft = models.JSONField("utkastet som det skickades")
    draft_number = models.PositiveSmallIntegerField("utkastets version", default=1)
    due_date = models.DateField("senast")
    sent_at = models.DateTimeField("skickat")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField("påmind", null=True, blank=True)
    answered_at = models.DateTimeField("besvarat", null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    closed_at = models.DateTimeField("avslutat", null=True, blank=True)
    closed_reason = models.CharField("avslutat utan svar, skäl", max_length=300, blank=True)

    objects: ClassVar[Any] = ProviderPartQuerySet.as_manager()

    class Meta:
        verbose_name = "faktagranskning"
        verbose_name_plural = "faktagranskningar"
        ordering = ("-sent_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("follow_up", "provider", "unit", "round"), name="factual_check_round_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"faktagranskning, omgång {self.round}"


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(check_of__in=FactualCheck.objects.visible_to(scope))


@tracked()
class Statement(models.Model):
    """A remark on one block of the draft, and how the officer disposed of it; both stay."""

    class Disposition(models.TextChoices):
        NONE = "", "inte behandlad"
        ACCEPTED = "accepted", "rättas"
        PARTLY = "partly", "rättas delvis"
        DECLINED = "declined", "ändras inte"

    check_of = models.ForeignKey(FactualCheck, models.CASCADE, related_name="statements")
    block_id = models.CharField("stycke", max_length=60)
    block_text = models.TextField("styckets text som den skickades")
    text = models.TextField("anmärkning")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    disposition = models.CharField("behandling", max_length=20, choices=Disposition, blank=True, default="")
    reply = models.TextField("svar på anmärkningen", blank=True)
    disposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)
    disposed_at = models.DateTimeField("behandlad", null=True, blank=True)

    objects: ClassVar[Any] = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "anmärkning"
        verbose_name_plural = "anmärkningar"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:80]


@tracked()
class Handover(models.Model):
    """That a follow-up was handed over in somebody's absence."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="handovers")
    from_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="från")
    to_person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="till")
    reason = models.CharField("skäl", max_length=300)
    until = models.DateField("till och med", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = CasePartQuerySet.as_manager()

    class Meta:
        verbose_name = "överlämning"
        verbose_name_plural = "överlämningar"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.from_person_id} → {self.to_person_id}"
