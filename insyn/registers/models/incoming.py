"""What the public has sent in and nobody has yet taken up: outside the registers and their figures until then."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.organisation.models import Board, ServiceArea, Unit
from insyn.registers.models.categories import Category
from insyn.registers.models.events import EVENT_ROLES, Event


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def visible_to(self, scope: Scope) -> Self:
        """The board's own people; what says neither unit nor area, everybody who receives for some board."""
        boards = scope.boards_for(*EVENT_ROLES)
        if boards is None:
            return self.all()
        return self.filter(Q(board_id__in=boards) | Q(board=None)) if boards else self.none()

    def waiting(self) -> Self:
        return self.filter(state=Incoming.State.WAITING)


@tracked(exclude=("text", "name", "reach"))
class Incoming(models.Model):
    """A complaint or opinion from the public site, until somebody registers it, moves it on or puts it aside.

    Who sent it, where they have said so, is kept while it waits, and never in the trail.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "väntar"
        REGISTERED = "registered", "registrerad"
        MOVED_ON = "moved_on", "lämnad vidare"
        PUT_ASIDE = "put_aside", "undanlagd"

    reference = models.CharField("referens", max_length=20, unique=True)
    kind = models.CharField("slag", max_length=20, choices=Event.Kind)
    source = models.CharField("från", max_length=20, choices=Event.Source, default=Event.Source.PUBLIC)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="nämnd")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="verksamhetsområde"
    )
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="kategori"
    )
    text = models.TextField("vad som framfördes", blank=True)
    name = models.CharField("namn", max_length=200, blank=True)
    reach = models.CharField("e-post eller telefon", max_length=200, blank=True)
    received_at = models.DateTimeField("kom in")
    state = models.CharField("läge", max_length=12, choices=State, default=State.WAITING)
    event = models.OneToOneField(
        Event, models.PROTECT, related_name="incoming", null=True, blank=True, verbose_name="registrerad som"
    )
    outcome = models.TextField("vart den lämnades eller varför den lades undan", blank=True)
    handled_by_id = models.BigIntegerField("hanterad av", null=True, blank=True, editable=False)
    handled_at = models.DateTimeField("hanterad", null=True, blank=True, editable=False)

    objects: ClassVar[Any] = IncomingQuerySet.as_manager()

    class Meta:
        verbose_name = "inkommen synpunkt"
        verbose_name_plural = "inkomna synpunkter"
        ordering = ("received_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="incoming_registered_as_an_event",
                condition=Q(state="registered", event__isnull=False) | (~Q(state="registered") & Q(event=None)),
            ),
            models.CheckConstraint(
                name="incoming_says_what_came_of_it",
                condition=Q(state__in=("waiting", "registered")) | ~Q(outcome=""),
            ),
            # Whoever sent it stays known only while it waits; a registered one has its own row for that.
            models.CheckConstraint(
                name="incoming_forgets_its_sender", condition=Q(state="waiting") | Q(name="", reach="")
            ),
        )

    def __str__(self) -> str:
        return self.reference


class SenderCount(models.Model):
    """How much has come in an hour, from one address and from all; the address itself is never kept."""

    hour = models.DateTimeField()
    # A keyed digest that is another one every day; empty for all together.
    sender = models.CharField(max_length=40, blank=True)
    n = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "antal inkomna"
        verbose_name_plural = "antal inkomna"
        constraints = (models.UniqueConstraint(fields=("hour", "sender"), name="sender_count_once"),)

    def __str__(self) -> str:
        return f"{self.hour}: {self.n}"
