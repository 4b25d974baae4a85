"""Follow-ups whose responsible officer has done what is theirs, and that another person approves."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from insyn.base.scope import Scope
from insyn.casework.models import ActionPlan, FactualCheck, FollowUp, Participation
from insyn.casework.queries.facts import open_deficiencies
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.casework.rules.stages import Stage


def awaiting_approval(scope: Scope) -> "QuerySet[FollowUp]":
    """Those that the person may approve: not their own, not with jäv, and with neither check nor plan on its way."""
    power = BY_ACT[Act.APPROVE]
    boards = scope.boards_for(*power.roles)
    of = OuterRef("pk")
    own = Participation.objects.filter(
        Q(part="responsible") | Q(conflict="exists"), follow_up=of, person=scope.person_id
    )
    checks = FactualCheck.objects.filter(follow_up=of, closed_at=None)
    plans = ActionPlan.objects.filter(follow_up=of, state__in=(ActionPlan.State.ASKED, ActionPlan.State.SUBMITTED))
    unasked = Q(Exists(open_deficiencies().filter(follow_up=of)), stage=Stage.FACTUAL_CHECK)
    rows: QuerySet[FollowUp] = FollowUp.objects.visible_to(scope).filter(stage__in=power.stages)
    if boards is not None:
        rows = rows.filter(board__in=boards)
    return rows.exclude(Exists(own)).exclude(Exists(checks)).exclude(Exists(plans)).exclude(unasked)
