"""A signal: something that gives reason to look closer, frozen as it was found, and how it was weighed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.organisation.models import Board, Provider, Unit
from insyn.registers.models import EVENT_ROLES, Category, Event


class SignalQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        """Whoever may read the events may read what they add up to; never a provider."""
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(board_id__in=boards)

    def unweighed(self) -> Self:
        standing = Weighing.objects.filter(signal=models.OuterRef("pk"), undone_at=None)
        return self.filter(~models.Exists(standing))


@tracked()
class Signal(models.Model):
    """Reason to look closer at a unit or a provider, by a rule decided beforehand."""

    class Rule(models.TextChoices):
        REPEATED = "repeated", "upprepade avvikelser"
        MORE_COMPLAINTS = "more_complaints", "fler klagomål än väntat"
        AMONG_OTHERS = "among_others", "fler händelser än jämförbara enheter"
        COMPLAINTS = "complaints", "antal klagomål"
        RISK = "risk", "risk för upprepning"
        SERIOUS = "serious", "särskilt allvarlig händelse"
        LEX = "lex", "lex Sarah eller lex Maria"
        ECONOMY = "economy", "ekonomisk avvikelse"

    rule = models.CharField("regel", max_length=20, choices=Rule)
    board = models.ForeignKey(Board, models.PROTECT, related_name="signals", verbose_name="nämnd")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="signals", null=True, blank=True, verbose_name="enhet")
    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="signals", null=True, blank=True, verbose_name="utförare"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="kategori"
    )
    kind = models.CharField("slag av händelser", max_length=20, blank=True)
    period = DateRangeField("tid")
    # The rule in words, its parameters, what was expected and seen, and the hash of what it was computed from.
    evidence = models.JSONField("underlag")
    found_at = models.DateTimeField("funnen")
    due_date = models.DateField("ska vara vägd")
    run_id = models.BigIntegerField("inläsning", null=True, blank=True, editable=False)
    entered_by_id = models.BigIntegerField("inlagd av", null=True, blank=True, editable=False)
    # The same finding has the same key, whichever night it is found.
    key = models.CharField(max_length=200, unique=True, editable=False)

    objects: ClassVar[Any] = SignalQuerySet.as_manager()

    class Meta:
        verbose_name = "signal"
        verbose_name_plural = "signaler"
        ordering = ("-found_at", "-pk")
        indexes = (models.Index(fields=("unit", "rule"), name="signal_unit_rule"),)
        constraints = (
            models.CheckConstraint(name="signal_is_about_somebody", condition=~models.Q(unit=None, provider=None)),
        )
        triggers = (pgtrigger.Protect(name="signal_is_frozen", operation=pgtrigger.Update | pgtrigger.Delete),)

    @property
    def chart_id(self) -> str:
        return f"signal-{self.pk}"

    def __str__(self) -> str:
        about = self.unit or self.provider
        rule = self.get_rule_display()
        return f"{rule[:1].upper()}{rule[1:]}: {about}"


class OfSignal(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(signal__board_id__in=boards)


class SignalRow(models.Model):
    """An event that the signal rests on; the row itself may be changed or taken back later."""

    signal = models.ForeignKey(Signal, models.CASCADE, related_name="rows")
    event = models.ForeignKey(Event, models.DO_NOTHING, related_name="+", db_constraint=False)

    objects: ClassVar[Any] = OfSignal.as_manager()

    class Meta:
        verbose_name = "rad bakom signal"
        verbose_name_plural = "rader bakom signal"
        constraints = (models.UniqueConstraint(fields=("signal", "event"), name="signal_row_once"),)

    def __str__(self) -> str:
        return f"{self.signal_id}/{self.event_id}"


@tracked(part_of=["signal"])
class Weighing(models.Model):
    """What somebody decided about a signal. Once, but for what is taken back with a reason."""

    class Verdict(models.TextChoices):
        OPENED = "opened", "uppföljning öppnad"
        JOINED = "joined", "lagd till pågående uppföljning"
        DISMISSED = "dismissed", "avskriven"

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="weighings")
    verdict = models.CharField("beslut", max_length=20, choices=Verdict)
    reason = models.TextField("skäl", blank=True)
    is_serious = models.BooleanField("bedömd som allvarlig", default=False, db_default=False)
    # Follow-ups live on a floor above.
    follow_up_id = models.BigIntegerField("uppföljning", null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="vägd av")
    at = models.DateTimeField("vägd")
    undone_at = models.DateTimeField("vägningen togs tillbaka", null=True, blank=True)
    undone_by_id = models.BigIntegerField("tagen tillbaka av", null=True, blank=True, editable=False)
    undone_reason = models.TextField("skäl att ta tillbaka", blank=True, default="", db_default="")

    objects: ClassVar[Any] = OfSignal.as_manager()

    class Meta:
        verbose_name = "vägning"
        verbose_name_plural = "vägningar"
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("signal",), condition=models.Q(undone_at=None), name="signal_weighed_once"),
            models.CheckConstraint(
                name="weighing_says_why_or_where",
                condition=(models.Q(verdict="dismissed", follow_up_id=None) & ~models.Q(reason=""))
                | (models.Q(follow_up_id__isnull=False) & ~models.Q(verdict="dismissed")),
            ),
            models.CheckConstraint(
                name="weighing_undone_with_reason", condition=models.Q(undone_at=None) | ~models.Q(undone_reason="")
            ),
        )

    def __str__(self) -> str:
        return self.get_verdict_display()
