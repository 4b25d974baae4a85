"""What a member of staff must do, in order of date: read across every floor, scoped to the person."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from insyn.access.models import Role
from insyn.base.periods import local_date
from insyn.base.scope import Scope
from insyn.casework.models import Action, ActionPlan, DocumentRequest, FollowUp, Participation, Statement
from insyn.casework.queries.awaiting import awaiting_approval
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.measures.queries.signals import to_weigh
from insyn.organisation.queries.deadlines import deadline_on
from insyn.planning.models import Draw
from insyn.publishing.models import PublicVersion
from insyn.registers.models import EVENT_ROLES, Incoming
from insyn.registers.queries import running
from insyn.registers.queries.deadlines import Deadlines
from insyn.registers.rules import State
from insyn.reporting.models import DocumentVersion, Meeting
from insyn.reporting.queries.half_years import asked_half_years
from insyn.reporting.queries.meetings import own_open_tasks

# Who is reminded of the half-yearly compilation; others may write in it too.
COMPILERS = (Role.OFFICER, Role.STRATEGIST)
# So many clocks stand one by one on the start page.
MOST_CLOCKS = 12
# So many signals too: they are many the first time that a register is looked through.
MOST_SIGNALS = 5


@dataclass(frozen=True)
class Todo:
    """Something that waits for the person, with its last day where it has one."""

    label: str
    what: str
    url: str
    due: dt.date | None = None
    is_late: bool = False


def todos(scope: Scope, day: dt.date) -> list[Todo]:
    """Everything that waits, what has a last day first and the most urgent before the others."""
    rows = [
        *_conflicts(scope),
        *_signals(scope, day),
        *_incoming(scope, day),
        *_draws(scope),
        *_plans(scope),
        *_requests(scope, day),
        *_remarks(scope),
        *_carried_out(scope),
        *_effects(scope, day),
        *_case_approvals(scope),
        *_approvals(scope),
        *_confirmations(scope),
        *_tasks(scope, day),
        *_compilations(scope, day),
        *_clocks(scope, day),
    ]
    return sorted(rows, key=lambda each: (each.due is None, each.due or day, each.label))


def _own(scope: Scope) -> "QuerySet[Participation]":
    rows: QuerySet[Participation] = Participation.objects.filter(person_id=scope.person_id or 0, ended_at__isnull=True)
    return rows.filter(follow_up__in=FollowUp.objects.open())


def _conflicts(scope: Scope) -> list[Todo]:
    rows = _own(scope).filter(conflict="").select_related("follow_up")
    return [
        Todo("Pröva jäv", row.follow_up.title, reverse("casework:declaration", args=[row.follow_up_id])) for row in rows
    ]


def _signals(scope: Scope, day: dt.date) -> list[Todo]:
    """The most urgent of those to weigh, and how many there are beside them."""
    rows = list(to_weigh(scope, day))
    found = [
        Todo("Väg signalen", str(row), reverse("measures:signal", args=[row.pk]), row.due_date, row.due_date < day)
        for row in rows[:MOST_SIGNALS]
    ]
    if len(rows) > MOST_SIGNALS:
        after = rows[MOST_SIGNALS]
        left = f"{len(rows) - MOST_SIGNALS} till"
        address = f"{reverse('measures:signals')}?state=unweighed"
        found.append(Todo("Väg signalerna", left, address, after.due_date, after.due_date < day))
    return found


def _incoming(scope: Scope, day: dt.date) -> list[Todo]:
    """What the public has sent in and nobody has read: all together, by the last day of the first."""
    found = Incoming.objects.visible_to(scope).waiting().aggregate(n=Count("pk"), first=Min("received_at"))
    if not found["n"]:
        return []
    came = local_date(found["first"])
    due = deadline_on("event_registered", came).after(came)
    words = f"{found['n']} från allmänheten"
    address = f"{reverse('registers:incoming_list')}?state={Incoming.State.WAITING}"
    return [Todo("Läs det som har kommit in", words, address, due, due < day)]


# What the strategist does next with a draw.
NEXT_IN_DRAW = {
    Draw.Stage.PREPARING: ("Publicera urvalsramen", "planning:frame_publication"),
    Draw.Stage.PUBLISHED: ("Skriv in fröet och dra", "planning:drawing"),
}


def _draws(scope: Scope) -> list[Todo]:
    rows = Draw.objects.visible_to(scope).filter(stage__in=NEXT_IN_DRAW)
    boards = scope.boards_for(Role.STRATEGIST)
    if boards is not None:
        rows = rows.filter(plan__plan_boards__board__in=boards).distinct()
    found = []
    for row in rows:
        label, route = NEXT_IN_DRAW[row.stage]
        found.append(Todo(label, row.title, reverse(route, args=[row.pk])))
    return found


def _cases(scope: Scope) -> "QuerySet[FollowUp]":
    rows: QuerySet[FollowUp] = FollowUp.objects.filter(pk__in=_own(scope).values("follow_up"))
    return rows


def _plans(scope: Scope) -> list[Todo]:
    rows = ActionPlan.objects.filter(follow_up__in=_cases(scope), state=ActionPlan.State.SUBMITTED)
    return [
        Todo(
            "Granska åtgärdsplanen",
            row.follow_up.title,
            reverse("casework:action_plan", args=[row.follow_up_id, row.pk]),
        )
        for row in rows.select_related("follow_up")
    ]


def _requests(scope: Scope, day: dt.date) -> list[Todo]:
    rows = DocumentRequest.objects.filter(follow_up__in=_cases(scope), settled_at__isnull=True)
    late = []
    for row in rows.select_related("follow_up"):
        due = row.extended_due_date or row.due_date
        label = "Gå igenom svaret" if row.answered_at else "Begärda handlingar har inte kommit in"
        if row.answered_at or due < day:
            url = reverse("casework:documents", args=[row.follow_up_id])
            late.append(Todo(label, row.follow_up.title, url, due, due < day))
    return late


def _remarks(scope: Scope) -> list[Todo]:
    rows = Statement.objects.filter(
        check_of__follow_up__in=_cases(scope), check_of__answered_at__isnull=False, disposition=""
    )
    checks = {row.check_of for row in rows.select_related("check_of__follow_up")}
    return [
        Todo(
            "Behandla anmärkningar i faktagranskningen",
            check.follow_up.title,
            reverse("casework:factual_check", args=[check.follow_up_id, check.pk]),
        )
        for check in checks
    ]


def _carried_out(scope: Scope) -> list[Todo]:
    rows = Action.objects.filter(plan__follow_up__in=_cases(scope), state=Action.State.DONE)
    return [
        Todo(
            "Kontrollera att åtgärden är genomförd",
            row.text,
            reverse("casework:action", args=[row.plan.follow_up_id, row.pk]),
        )
        for row in rows.select_related("plan")
    ]


def _effects(scope: Scope, day: dt.date) -> list[Todo]:
    rows = Action.objects.filter(
        plan__follow_up__in=_cases(scope), state=Action.State.VERIFIED, effect_check_date__lte=day
    ).filter(effect_checks__isnull=True)
    return [
        Todo(
            "Pröva effekten av åtgärden",
            row.text,
            reverse("casework:case_actions", args=[row.plan.follow_up_id]),
            row.effect_check_date,
            is_late=bool(row.effect_check_date and row.effect_check_date < day),
        )
        for row in rows.select_related("plan")
    ]


def _case_approvals(scope: Scope) -> list[Todo]:
    return [
        Todo("Godkänn uppföljningen", row.title, reverse("casework:approval", args=[row.pk]))
        for row in awaiting_approval(scope)
    ]


def _approvals(scope: Scope) -> list[Todo]:
    approvers = BY_ACT[Act.APPROVE_REPORT].roles
    if not scope.has_role(*approvers):
        return []
    jav = Participation.objects.filter(person_id=scope.person_id or 0, conflict=Participation.Conflict.EXISTS)
    rows = DocumentVersion.objects.visible_to(scope).filter(state=DocumentVersion.State.READY)
    rows = rows.exclude(document__follow_up__in=jav.values("follow_up"))
    rows = rows.exclude(author_id=scope.person_id).exclude(saved_drafts__by_id=scope.person_id)
    return [
        Todo("Godkänn rapporten", row.document.title, reverse("reporting:report", args=[row.pk]))
        for row in rows.select_related("document").distinct()
        if scope.has_role(*approvers, board_id=row.document.board_id)
    ]


def _confirmations(scope: Scope) -> list[Todo]:
    if not scope.has_role(Role.OFFICER, Role.STRATEGIST, Role.DIRECTOR, Role.SECRETARY):
        return []
    rows = PublicVersion.objects.visible_to(scope).filter(state=PublicVersion.State.AWAITING)
    rows = rows.exclude(prepared_by_id=scope.person_id).exclude(maskings__by_id=scope.person_id)
    return [
        Todo("Bekräfta publiceringen", row.title, reverse("publishing_work:version", args=[row.pk]))
        for row in rows.distinct()
    ]


def _tasks(scope: Scope, day: dt.date) -> list[Todo]:
    return [
        Todo("Uppgift ur nämndens beslut", row.text, reverse("reporting:task", args=[row.pk]), row.due_date,
             row.due_date < day)
        for row in own_open_tasks(scope)
    ]  # fmt: skip


def _compilations(scope: Scope, day: dt.date) -> list[Todo]:
    """The half-yearly compilation of each board that the person writes for, when its last day comes near."""
    if not scope.has_role(*COMPILERS):
        return []
    labels = {"write": "Skriv halvårssammanställningen", "hand_over": "Anmäl halvårssammanställningen"}
    found = []
    for due in asked_half_years(scope, day):
        label, board = labels.get(due.waits_for), due.meeting.board
        if label and scope.has_role(*COMPILERS, board_id=board.pk):
            name = "reporting:document" if due.version else "reporting:half_year"
            url = reverse(name, args=[due.version.document_id if due.version else due.meeting.pk])
            found.append(Todo(label, board.name, url, due.meeting.deadline_date, due.is_late))
    return found


def _clocks(scope: Scope, day: dt.date) -> list[Todo]:
    """What is reported and soon runs out of time: those of the law one by one, the many events in one line."""
    if not scope.has_role(*EVENT_ROLES):
        return []
    rows = running.running_on_tracks(scope, Deadlines(), day).rows + running.running_at_authorities(scope, day)
    near = [row for row in rows if row.is_for(scope) and row.clock.state in {State.SOON, State.LATE}]
    found = [
        Todo(row.clock.rule.name, f"{row.what}, {row.unit}", row.url, row.due, row.clock.state is State.LATE)
        for row in sorted(near, key=running.by_day)[:MOST_CLOCKS]
    ]
    if len(near) > MOST_CLOCKS:
        found.append(Todo("Frister som löper", f"{len(near) - MOST_CLOCKS} till", reverse("registers:own_clocks")))
    if scope.has_role(Role.OFFICER, Role.STRATEGIST) and (late := running.late_counted(scope, day)):
        count = f"Fler än {running.OVERDUE_COUNTED}" if late > running.OVERDUE_COUNTED else str(late)
        found.append(Todo("Försenade händelser", f"{count} ska avslutas", f"{reverse('registers:events')}?state=late"))
    return found


def own_cases(scope: Scope) -> "QuerySet[FollowUp]":
    """The follow-ups that the person takes part in and that are not over."""
    return _cases(scope).select_related("board").order_by("month", "registry_number")


def coming_meetings(scope: Scope, day: dt.date) -> "QuerySet[Meeting]":
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(scope).filter(date__gte=day)
    return rows.select_related("board").order_by("date")[:4]
