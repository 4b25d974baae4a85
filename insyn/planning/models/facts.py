"""What casework tells of its follow-ups, so that commitments count themselves and demands are carried over."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Unit
from insyn.planning.models.plans import FollowUpKind, FollowUpPlan, PlannedFollowUp


class BoardFactQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for()
        return self.all() if boards is None else self.filter(board__in=boards)


@tracked(on_insert=False)
class FollowUpOutcome(models.Model):
    """How far a follow-up has come, as commitments and the plan's page need to know; written by casework."""

    class State(models.TextChoices):
        OPENED = "opened", "pågår"
        DONE = "done", "genomförd"
        REPORTED = "reported", "redovisad"
        CLOSED = "closed", "avslutad"
        CALLED_OFF = "called_off", "inställd"

    # The follow-up lives on a floor above, so its number is kept without a foreign key.
    follow_up_id = models.BigIntegerField("uppföljning", unique=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", verbose_name="nämnd")
    plan = models.ForeignKey(
        FollowUpPlan, models.PROTECT, related_name="outcomes", null=True, blank=True, verbose_name="plan"
    )
    planned = models.ForeignKey(
        PlannedFollowUp, models.PROTECT, related_name="outcomes", null=True, blank=True, verbose_name="planerad"
    )
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind)
    registry_number = models.CharField("diarienummer", max_length=60, blank=True)
    title = models.CharField("rubrik", max_length=200)
    state = models.CharField("läge", max_length=20, choices=State, default=State.OPENED)
    done_date = models.DateField("genomförd", null=True, blank=True)
    reported_date = models.DateField("redovisad", null=True, blank=True)

    objects: ClassVar[Any] = BoardFactQuerySet.as_manager()

    class Meta:
        verbose_name = "uppföljning i planen"
        verbose_name_plural = "uppföljningar i planen"

    def __str__(self) -> str:
        return f"{self.registry_number} {self.title}".strip()


@tracked(on_insert=False)
class DemandedAction(models.Model):
    """An action that a follow-up demanded of a unit, carried into the next plan; written by casework."""

    action_id = models.BigIntegerField("åtgärd", unique=True)
    follow_up_id = models.BigIntegerField("uppföljning")
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", verbose_name="nämnd")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="avtal"
    )
    text = models.TextField("åtgärd")
    demanded_date = models.DateField("krävd")
    due_date = models.DateField("ska vara klar", null=True, blank=True)
    is_open = models.BooleanField("inte avslutad", default=True)

    objects: ClassVar[Any] = BoardFactQuerySet.as_manager()

    class Meta:
        verbose_name = "krävd åtgärd"
        verbose_name_plural = "krävda åtgärder"
        indexes = (models.Index(fields=("board", "demanded_date"), name="demanded_board_date"),)

    def __str__(self) -> str:
        return self.text[:80]
