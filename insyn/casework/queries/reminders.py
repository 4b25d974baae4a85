"""What is overdue from providers and has not been reminded of lately."""

import datetime as dt

from django.db.models import Q
from django.db.models.functions import Coalesce

from insyn.casework.models import FollowUp
from insyn.casework.queries.follow_ups import waiting_checks, waiting_requests

OVER = (FollowUp.Stage.CLOSED, FollowUp.Stage.CALLED_OFF)
BETWEEN = dt.timedelta(days=7)


def _quiet_since(day: dt.date) -> Q:
    return Q(reminded_at__isnull=True) | Q(reminded_at__date__lte=day - BETWEEN)


def requests_to_remind(day: dt.date) -> list[int]:
    """Requests past their day, not reminded of for a week."""
    overdue = waiting_requests().annotate(due=Coalesce("extended_due_date", "due_date")).filter(due__lt=day)
    rows = overdue.filter(_quiet_since(day)).exclude(follow_up__stage__in=OVER)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def checks_to_remind(day: dt.date) -> list[int]:
    """Factual checks past their day, not reminded of for a week."""
    rows = waiting_checks().filter(_quiet_since(day), due_date__lt=day).exclude(follow_up__stage__in=OVER)
    return list(rows.order_by("pk").values_list("pk", flat=True))
