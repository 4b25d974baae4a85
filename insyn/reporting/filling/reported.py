"""Everything that a board was told of in a half-year, read in a fixed number of queries whatever its size."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count, Exists, OuterRef, QuerySet

from insyn.base.periods import STOCKHOLM, last_day, local_date
from insyn.casework.models import Action, Assessment, Cell, EffectCheck, Finding, FollowUp, FollowUpTarget
from insyn.organisation.models import Board
from insyn.planning.models import FollowUpPlan
from insyn.planning.queries.commitments import CountedCommitment, CountedRow, counted_commitments, counted_rows
from insyn.reporting.models import BoardDecision, BoardItem

BOARD, MANAGER = "nämnden", "ansvarig chef"


@dataclass(frozen=True)
class Counts:
    """How many requirements (or answers of a grid) of a follow-up were judged one way in one quality area."""

    follow_up_id: int
    area: str
    verdict: str
    count: int


@dataclass(frozen=True)
class Reported:
    """One follow-up that was reported: on which day, to whom, and what it came to."""

    follow_up: FollowUp
    day: dt.date
    where: str
    for_decision: bool = False
    is_interim: bool = False
    targets: tuple[FollowUpTarget, ...] = ()
    judged: tuple[Counts, ...] = ()
    cells: tuple[Counts, ...] = ()
    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()

    def findings_of(self, kind: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind == kind)

    @property
    def deficiencies(self) -> tuple[Finding, ...]:
        return self.findings_of(Finding.Kind.DEFICIENCY)


@dataclass(frozen=True)
class Promised:
    """A commitment as far as it has come, and what was counted."""

    counted: CountedCommitment
    rows: tuple[CountedRow, ...]


@dataclass(frozen=True)
class HalfYearContent:
    """What a compilation is filled from."""

    board: Board
    starts: dt.date
    ends: dt.date
    day: dt.date
    reported: tuple[Reported, ...]
    effects: Mapping[int, EffectCheck]
    decisions: tuple[BoardDecision, ...]
    commitments: tuple[tuple[FollowUpPlan, tuple[Promised, ...]], ...]


def read_half_year(board: Board, period: DateRange, *, day: dt.date) -> HalfYearContent:
    """What the board was told of in the period; what changes with time is told as on the day."""
    starts: dt.date = period.lower
    ends = last_day(period) or day
    found = reported_in(board, starts, ends)
    reported = _with_rows(found)
    actions = [action.pk for each in reported for action in each.actions]
    plans = FollowUpPlan.objects.filter(boards=board, period__overlap=period).order_by("period")
    return HalfYearContent(
        board=board,
        starts=starts,
        ends=ends,
        day=day,
        reported=reported,
        effects={check.action_id: check for check in EffectCheck.objects.filter(action__in=actions).order_by("at")},
        decisions=tuple(_decisions(board, starts, ends)),
        commitments=tuple((plan, _promised(plan)) for plan in plans),
    )


def _promised(plan: FollowUpPlan) -> tuple[Promised, ...]:
    return tuple(Promised(each, tuple(counted_rows(each.row, plan))) for each in counted_commitments(plan))


def reported_in(board: Board, starts: dt.date, ends: dt.date) -> list[Reported]:
    """The follow-ups whose report stood on a meeting in the time, and those that were reported without a meeting."""
    items = _at_meetings({board.pk}, starts, ends).order_by("meeting__date", "pk")
    found = {}
    for item in items.select_related("meeting", "decision", "version__document__follow_up"):
        document = item.version.document
        assert document.follow_up is not None  # noqa: S101 - filtered above
        found[document.follow_up_id] = Reported(
            document.follow_up,
            item.meeting.date,
            _where(item),
            for_decision=item.for_decision,
            is_interim=document.purpose == "interim",
        )
    for follow_up in _without_meeting({board.pk}, starts, ends):
        where = BOARD if follow_up.report_to == FollowUp.ReportTo.BOARD else MANAGER
        assert follow_up.reported_at is not None  # noqa: S101 - asked for above
        found.setdefault(follow_up.pk, Reported(follow_up, local_date(follow_up.reported_at), where))
    return sorted(found.values(), key=lambda each: (each.day, each.follow_up.registry_number))


def count_reported(asked: Sequence[tuple[Board, dt.date, dt.date]]) -> list[int]:
    """How many `reported_in` would give of each board and time; two queries however many are asked of."""
    if not asked:
        return []
    boards = {board.pk for board, _, _ in asked}
    first, last = min(starts for _, starts, _ in asked), max(ends for _, _, ends in asked)
    items = _at_meetings(boards, first, last)
    told = set(items.values_list("meeting__board", "version__document__follow_up", "meeting__date"))
    for each in _without_meeting(boards, first, last):
        assert each.reported_at is not None  # noqa: S101 - asked for below
        told.add((each.board_id, each.pk, local_date(each.reported_at)))
    return [
        len({follow_up for at, follow_up, day in told if at == board.pk and starts <= day <= ends})
        for board, starts, ends in asked
    ]


def _at_meetings(boards: Set[int], starts: dt.date, ends: dt.date) -> QuerySet[BoardItem]:
    rows: QuerySet[BoardItem] = BoardItem.objects.filter(
        meeting__board__in=boards, meeting__date__range=(starts, ends), version__document__follow_up__isnull=False
    )
    return rows


def _where(item: BoardItem) -> str:
    decision = getattr(item, "decision", None)
    if decision:
        return f"{BOARD}, § {decision.paragraph}"
    return f"{BOARD}, för beslut" if item.for_decision else f"{BOARD}, för kännedom"


def _without_meeting(boards: Set[int], starts: dt.date, ends: dt.date) -> Iterable[FollowUp]:
    """Reported to a manager, or noted by hand: the follow-up never stood on a meeting."""
    at_meeting = BoardItem.objects.filter(version__document__follow_up=OuterRef("pk"))
    first = dt.datetime.combine(starts, dt.time(), STOCKHOLM)
    after = dt.datetime.combine(ends + dt.timedelta(days=1), dt.time(), STOCKHOLM)
    rows = FollowUp.objects.filter(~Exists(at_meeting), board__in=boards, reported_at__gte=first, reported_at__lt=after)
    found: Iterable[FollowUp] = rows.order_by("reported_at")
    return found


def _with_rows(found: list[Reported]) -> tuple[Reported, ...]:
    keys = [each.follow_up.pk for each in found]
    targets = FollowUpTarget.objects.filter(follow_up__in=keys).select_related(
        "contract", "unit", "unit_spell__area", "provider_spell"
    )
    findings = Finding.objects.filter(follow_up__in=keys).exclude(state=Finding.State.WITHDRAWN)
    findings = findings.select_related(
        "quality_area", "target__unit_spell", "target__provider_spell", "target__contract"
    )
    actions = Action.objects.filter(plan__follow_up__in=keys).exclude(state=Action.State.REFUSED)
    targets_of, findings_of = _grouped(targets.order_by("pk")), _grouped(findings.order_by("number"))
    actions_of: dict[int, list[Action]] = defaultdict(list)
    for action in actions.select_related("plan").order_by("due_date", "pk"):
        actions_of[action.plan.follow_up_id].append(action)
    judged_of, cells_of = _grouped(_judged(keys)), _grouped(_cells(keys))
    return tuple(
        replace(
            each,
            targets=tuple(targets_of[each.follow_up.pk]),
            findings=tuple(findings_of[each.follow_up.pk]),
            actions=tuple(actions_of[each.follow_up.pk]),
            judged=tuple(judged_of[each.follow_up.pk]),
            cells=tuple(cells_of[each.follow_up.pk]),
        )
        for each in found
    )


class OfFollowUp(Protocol):
    @property
    def follow_up_id(self) -> int: ...


def _grouped[R: OfFollowUp](rows: Iterable[R]) -> Mapping[int, list[R]]:
    grouped: dict[int, list[R]] = defaultdict(list)
    for row in rows:
        grouped[row.follow_up_id].append(row)
    return grouped


def _judged(keys: list[int]) -> Iterable[Counts]:
    rows = (
        Assessment.objects.filter(follow_up__in=keys, removed_at__isnull=True)
        .exclude(verdict=Assessment.Verdict.NONE)
        .values_list("follow_up_id", "requirement__quality_area__name", "verdict")
        .annotate(many=Count("pk"))
        .order_by("follow_up_id", "requirement__quality_area__name", "verdict")
    )
    return (Counts(*row) for row in rows)


def _cells(keys: list[int]) -> Iterable[Counts]:
    rows = (
        Cell.objects.filter(follow_up__in=keys, question__retired_at__isnull=True)
        .exclude(result=Cell.Result.NONE)
        .values_list("follow_up_id", "result")
        .annotate(many=Count("pk"))
        .order_by("follow_up_id", "result")
    )
    return (Counts(follow_up, "", result, many) for follow_up, result, many in rows)


def _decisions(board: Board, starts: dt.date, ends: dt.date) -> Iterable[BoardDecision]:
    rows: Iterable[BoardDecision] = (
        BoardDecision.objects.filter(item__meeting__board=board, item__meeting__date__range=(starts, ends))
        .select_related("item__meeting", "item__version__document")
        .prefetch_related("tasks")
        .order_by("date", "pk")
    )
    return rows
