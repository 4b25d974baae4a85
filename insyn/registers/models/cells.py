"""Events counted beforehand, for each node and month; a cell equals the count of its rows."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from insyn.registers.models.categories import StaffSeen


class Cell(models.Model):
    """The node is as it was on the event's day: the unit's provider, assignment and area, and the row's board.

    One row holds all categories in arrays side by side: a node's ten years are then 120 rows a kind, not 1,440.
    Category 0 stands for rows that have none.
    """

    class Level(models.IntegerChoices):
        BOARD = 1, "nämnd"
        AREA = 2, "verksamhetsområde"
        ASSIGNMENT = 3, "verksamhetsuppdrag"
        PROVIDER = 4, "utförare"
        UNIT = 5, "enhet"

    level = models.PositiveSmallIntegerField(choices=Level)
    node_id = models.BigIntegerField()
    month = models.DateField()
    kind = models.CharField(max_length=20)
    n = models.PositiveIntegerField()
    categories = ArrayField(models.BigIntegerField())
    category_n = ArrayField(models.PositiveIntegerField())

    objects: ClassVar[Any] = StaffSeen.as_manager()

    class Meta:
        abstract = True


class EventCell(Cell):
    """Events of a month (by the event's day), and for how many an action has been registered."""

    actioned = models.PositiveIntegerField()
    serious = models.PositiveIntegerField()
    category_actioned = ArrayField(models.PositiveIntegerField())
    # The runs that told of these events last; 0 stands for those entered by hand.
    runs = ArrayField(models.BigIntegerField(), default=list)
    run_n = ArrayField(models.PositiveIntegerField(), default=list)

    class Meta:
        verbose_name = "summa av händelser"
        verbose_name_plural = "summor av händelser"
        constraints = (models.UniqueConstraint(fields=("level", "node_id", "month", "kind"), name="event_cell_once"),)

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.node_id} {self.month}"


class DueCell(Cell):
    """Events whose last day to be closed falls in a month: how many were closed by it, and at all, day by day.

    What is past its deadline on any asked day is thus a sum of whole months and the first days of one, and what is
    overdue that day is what of it has not been closed. A single unit has no such cells: its rows are few.
    """

    in_time = models.PositiveIntegerField()
    closed = models.PositiveIntegerField(default=0)
    category_in_time = ArrayField(models.PositiveIntegerField())
    day_n = ArrayField(models.PositiveIntegerField(), size=31)
    day_in_time = ArrayField(models.PositiveIntegerField(), size=31)
    day_closed = ArrayField(models.PositiveIntegerField(), size=31, default=list)

    class Meta:
        verbose_name = "summa av frister"
        verbose_name_plural = "summor av frister"
        constraints = (models.UniqueConstraint(fields=("level", "node_id", "month", "kind"), name="due_cell_once"),)

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.node_id} {self.month}"
