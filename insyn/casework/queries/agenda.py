"""A person's follow-ups and their days, for the calendar: number and title, never what a case is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from insyn.base.periods import local_date
from insyn.base.scope import Scope
from insyn.casework.models import ActionPlan, DocumentRequest, FactualCheck, FollowUp, Participation, Visit
from insyn.planning.agenda import AgendaEntry


def case_entries(scope: Scope) -> Iterator[AgendaEntry]:
    """The open follow-ups in which the person takes part, and the days that wait in them; five queries."""
    mine = Participation.objects.filter(person=scope.person_id, ended_at__isnull=True)
    rows = FollowUp.objects.visible_to(scope).open().filter(pk__in=mine.values("follow_up_id"))
    cases = {row.pk: row for row in rows}
    for case in cases.values():
        day = case.month or local_date(case.created_at)
        yield AgendaEntry(f"uppfoljning-{case.pk}", f"{case.registry_number} {case.title}", day, None, _page(case))
    for uid, label, case_id, day in _days(list(cases)):
        case = cases[case_id]
        yield AgendaEntry(uid, f"{label}: {case.registry_number}", day, None, _page(case))


def _days(cases: list[int]) -> Iterator[tuple[str, str, int, dt.date]]:
    for asked in DocumentRequest.objects.filter(follow_up__in=cases, settled_at__isnull=True):
        day = asked.extended_due_date or asked.due_date
        yield f"begaran-{asked.pk}", "Handlingar ska vara inne", asked.follow_up_id, day
    for check in FactualCheck.objects.filter(follow_up__in=cases, closed_at__isnull=True):
        yield f"faktagranskning-{check.pk}", "Faktagranskningen ska vara besvarad", check.follow_up_id, check.due_date
    for plan in ActionPlan.objects.filter(follow_up__in=cases, state=ActionPlan.State.ASKED):
        yield f"atgardsplan-{plan.pk}", "Åtgärdsplanen ska vara inne", plan.follow_up_id, plan.due_date
    for visit in Visit.objects.filter(follow_up__in=cases):
        yield f"besok-{visit.pk}", "Besök", visit.follow_up_id, visit.date


def _page(case: FollowUp) -> str:
    return reverse("casework:follow_up", args=[case.pk])
