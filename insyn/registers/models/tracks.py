"""The legal tracks of an event: each with its own clock, decider, duty to inform, and receipt."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.models import StoredFile
from insyn.base.scope import Scope
from insyn.registers.models.events import EVENT_ROLES, Event


class OfEvent(models.QuerySet[Any]):
    """Part of an event: seen by those who see the event."""

    path = "event__"

    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(**{f"{self.path}board_id__in": boards})


class OfTrack(OfEvent):
    path = "track__event__"


@tracked(on_insert=False, part_of=["event"])
class Track(models.Model):
    """An event under one law: who decides, and what has been done in which order."""

    class Basis(models.TextChoices):
        SOL = "sol", "SoL"
        LSS = "lss", "LSS"
        HSL = "hsl", "HSL"
        LEX_SARAH = "lex_sarah", "lex Sarah"
        LEX_MARIA = "lex_maria", "lex Maria"
        COMPLAINT = "complaint", "klagomål"

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks")
    basis = models.CharField("lagspår", max_length=20, choices=Basis)
    started_date = models.DateField("började")
    # A person's id: people stand below, and the trail outlives them.
    decider_id = models.BigIntegerField("beslutar", null=True, blank=True)
    is_serious = models.BooleanField("allvarligt", null=True, blank=True)
    ground = models.TextField("skäl för bedömningen", blank=True, default="", db_default="")
    # The run that opened it, where no person did.
    origin_run_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = OfEvent.as_manager()

    class Meta:
        verbose_name = "lagspår"
        verbose_name_plural = "lagspår"
        ordering = ("event", "basis")
        constraints = (models.UniqueConstraint(fields=("event", "basis"), name="event_track_once"),)

    def __str__(self) -> str:
        return self.get_basis_display()


@tracked(part_of=["track"])
class TrackStep(models.Model):
    """Something done on a track, with what shows it; only this stops a clock."""

    class Kind(models.TextChoices):
        ASSESSED = "assessed", "bedömd"
        INVESTIGATED = "investigated", "utredd"
        INFORMED = "informed", "den enskilde informerad"
        SENT = "sent", "anmäld till IVO"
        RECEIPT = "receipt", "mottagen av IVO"
        ANSWERED = "answered", "besvarad"
        DECIDED = "decided", "beslut från IVO"
        CLOSED = "closed", "avslutad"

    track = models.ForeignKey(Track, models.CASCADE, related_name="steps")
    kind = models.CharField("steg", max_length=20, choices=Kind)
    done_date = models.DateField("gjort")
    evidence = models.CharField("vad som visar det", max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="fil")
    note = models.TextField("anteckning", blank=True, default="", db_default="")
    by_id = models.BigIntegerField("av", null=True, editable=False)
    at = models.DateTimeField("antecknat", editable=False)

    objects: ClassVar[Any] = OfTrack.as_manager()

    class Meta:
        verbose_name = "steg på lagspår"
        verbose_name_plural = "steg på lagspår"
        ordering = ("done_date", "pk")
        constraints = (
            models.UniqueConstraint(fields=("track", "kind"), name="track_step_once"),
            models.CheckConstraint(name="track_step_has_evidence", condition=~models.Q(evidence="")),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
