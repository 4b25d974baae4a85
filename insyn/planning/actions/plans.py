"""Plans: written, decided at a meeting, and from then on revised in numbered versions."""

import datetime as dt
from collections.abc import Iterable

from django.utils.text import slugify

from insyn.base.actions import action
from insyn.base.periods import local_date, period_through
from insyn.base.refusals import Refusal
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.planning.models import FollowUpPlan, PlanBoard, PlanVersion
from insyn.planning.queries.content import plan_content
from insyn.planning.queries.plans import latest_version
from insyn.planning.rules.comparison import compare


class PlanWithoutBoard(Refusal):
    message = "Välj minst en nämnd som beslutar om planen."


class NothingToDecide(Refusal):
    message = "Planen är densamma som den senast beslutade versionen. Ändra planen innan den beslutas igen."


class RevisionWithoutReason(Refusal):
    message = "Skriv varför planen revideras. Skälet står sedan vid versionen."


class DecidedAhead(Refusal):
    message = "Sammanträdet har inte varit än. Fastställ planen när nämnden har fattat sitt beslut."


def free_slug(title: str, taken: Iterable[str]) -> str:
    """An address from a title, numbered where another has it."""
    base = slugify(title)[:100] or "plan"
    used = set(taken)
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in used)


@action("Lade upp en plan")
def create_plan(
    *,
    title: str,
    starts: dt.date,
    ends: dt.date | None,
    boards: Iterable[Board],
    introduction: str = "",
    by: Person,
    at: dt.datetime,
) -> FollowUpPlan:
    """Begin a plan for one or several boards; `ends` is the last day. Raises PlanWithoutBoard."""
    taken = FollowUpPlan.objects.filter(slug__startswith=slugify(title)[:100]).values_list("slug", flat=True)
    plan: FollowUpPlan = FollowUpPlan.objects.create(
        title=title.strip(),
        slug=free_slug(title, taken),
        period=period_through(starts, ends),
        introduction=introduction.strip(),
    )
    _set_boards(plan, boards)
    return plan


@action("Ändrade planen")
def change_plan(
    *,
    plan_id: int,
    title: str,
    starts: dt.date,
    ends: dt.date | None,
    boards: Iterable[Board],
    introduction: str,
    by: Person,
    at: dt.datetime,
) -> FollowUpPlan:
    """Change the working plan; what is decided stays in its versions. Raises PlanWithoutBoard."""
    plan = locked_plan(plan_id)
    plan.title, plan.introduction = title.strip(), introduction.strip()
    plan.period = period_through(starts, ends)
    plan.revision += 1
    plan.save()
    _set_boards(plan, boards)
    return plan


def locked_plan(plan_id: int) -> FollowUpPlan:
    plan: FollowUpPlan = FollowUpPlan.objects.select_for_update().get(pk=plan_id)
    return plan


def _set_boards(plan: FollowUpPlan, boards: Iterable[Board]) -> None:
    wanted = {board.pk for board in boards}
    if not wanted:
        raise PlanWithoutBoard
    plan.plan_boards.exclude(board__in=wanted).delete()
    missing = wanted - set(plan.plan_boards.values_list("board_id", flat=True))
    PlanBoard.objects.bulk_create(PlanBoard(plan=plan, board_id=pk) for pk in sorted(missing))


@action("Fastställde planen")
def decide_plan(
    *,
    plan_id: int,
    meeting_date: dt.date,
    paragraph: str,
    case_number: str,
    reason: str = "",
    by: Person,
    at: dt.datetime,
) -> PlanVersion:
    """Freeze the plan as a numbered version, as the meeting decided it.

    Raises DecidedAhead, and for a revision RevisionWithoutReason or NothingToDecide.
    """
    plan = locked_plan(plan_id)
    earlier, content = latest_version(plan), plan_content(plan)
    if meeting_date > local_date(at):
        raise DecidedAhead
    if earlier and not reason.strip():
        raise RevisionWithoutReason
    if earlier and not any(section.differs for section in compare(earlier.content, content)):
        raise NothingToDecide
    version: PlanVersion = PlanVersion.objects.create(
        plan=plan,
        number=earlier.number + 1 if earlier else 1,
        meeting_date=meeting_date,
        paragraph=paragraph.strip(),
        case_number=case_number.strip(),
        reason=reason.strip(),
        content=content,
        decided_by=by,
        decided_at=at,
    )
    return version
