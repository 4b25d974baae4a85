"""The board's meetings, what goes to them, and the decisions that come back as tasks."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.casework.models import CASE_ROLES, READING_ROLES
from insyn.organisation.models import Board
from insyn.reporting.models.documents import DocumentVersion


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, scope: Scope) -> Self:
        """The board's own people; the administrator has no part in what the board deals with."""
        boards = scope.boards_for(*CASE_ROLES, *READING_ROLES)
        return self.all() if boards is None else self.filter(board__in=boards)


@tracked()
class Meeting(models.Model):
    """A meeting of a board, with the last day for documents."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="meetings", verbose_name="nämnd")
    date = models.DateField("sammanträdesdag")
    deadline_date = models.DateField("handlingar senast")
    is_half_year = models.BooleanField("halvårsredovisning", default=False)
    note = models.CharField("anteckning", max_length=200, blank=True)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "sammanträde"
        verbose_name_plural = "sammanträden"
        ordering = ("date",)
        constraints = (
            models.UniqueConstraint(fields=("board", "date"), name="meeting_once"),
            models.CheckConstraint(
                name="meeting_deadline_before_meeting", condition=models.Q(deadline_date__lte=models.F("date"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.board} {self.date}"


class MeetingPartQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(scope))


@tracked()
class BoardItem(models.Model):
    """An approved document on its way to a meeting, for decision or for information."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name="sammanträde")
    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="board_item", verbose_name="rapport")
    for_decision = models.BooleanField("för beslut")
    order = models.PositiveSmallIntegerField("ordning", default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    dealt_with_at = models.DateTimeField("behandlad", null=True, blank=True)

    objects: ClassVar[Any] = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = "ärende till nämnden"
        verbose_name_plural = "ärenden till nämnden"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.version_id}"


@tracked()
class BoardDecision(models.Model):
    """What the board decided on an item: text, paragraph, date and who is to have it."""

    item = models.OneToOneField(BoardItem, models.PROTECT, related_name="decision", verbose_name="ärende")
    text = models.TextField("beslut")
    paragraph = models.CharField("paragraf", max_length=20)
    date = models.DateField("beslutsdag")
    recipients = models.TextField("beslutet skickas till", blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "nämndens beslut"
        verbose_name_plural = "nämndens beslut"
        ordering = ("-date",)

    def __str__(self) -> str:
        return f"§ {self.paragraph}"


@tracked()
class DecisionTask(models.Model):
    """Something the board's decision asks somebody to do."""

    decision = models.ForeignKey(BoardDecision, models.CASCADE, related_name="tasks", verbose_name="beslut")
    text = models.TextField("uppgift")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decision_tasks", verbose_name="ansvarig"
    )
    due_date = models.DateField("senast")
    done_at = models.DateTimeField("utförd", null=True, blank=True)
    done_note = models.TextField("hur den utfördes", blank=True)

    class Meta:
        verbose_name = "uppgift ur beslut"
        verbose_name_plural = "uppgifter ur beslut"
        ordering = ("due_date",)

    def __str__(self) -> str:
        return self.text[:80]
