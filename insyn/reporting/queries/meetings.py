"""Meetings, their items, decisions and tasks."""

import datetime as dt

from django.db.models import Count, Prefetch, QuerySet

from insyn.base.scope import Scope
from insyn.reporting.models import BoardItem, DecisionTask, DocumentVersion, Meeting


def meetings(scope: Scope) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(scope).annotate(item_count=Count("items"))
    return rows


def items_of(meeting_id: int, scope: Scope) -> "QuerySet[BoardItem]":
    """What is on a meeting that the person may read, in its order, with reports, decisions and tasks."""
    tasks = Prefetch("decision__tasks", DecisionTask.objects.select_related("owner"))
    rows: QuerySet[BoardItem] = (
        BoardItem.objects.filter(meeting_id=meeting_id, version__in=DocumentVersion.objects.visible_to(scope))
        .select_related("version__document__follow_up", "version__author", "decision", "meeting__board")
        .prefetch_related(tasks)
        .order_by("order", "pk")
    )
    return rows


def tasks(scope: Scope) -> "QuerySet[DecisionTask]":
    """Tasks of decisions on meetings the person may see, and one's own."""
    seen = Meeting.objects.visible_to(scope)
    rows: QuerySet[DecisionTask] = DecisionTask.objects.filter(decision__item__meeting__in=seen) | (
        DecisionTask.objects.filter(owner_id=scope.person_id)
    )
    return rows.select_related("owner", "decision__item__meeting__board", "decision__item__version__document")


def own_open_tasks(scope: Scope) -> "QuerySet[DecisionTask]":
    rows: QuerySet[DecisionTask] = DecisionTask.objects.filter(owner_id=scope.person_id, done_at__isnull=True)
    return rows.select_related("decision__item__version__document").order_by("due_date")


def is_late(task: DecisionTask, day: dt.date) -> bool:
    return task.done_at is None and task.due_date < day
