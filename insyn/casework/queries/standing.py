"""What a person is to a follow-up."""

from collections.abc import Iterable

from insyn.base.scope import Scope
from insyn.casework.models import FollowUp, Participation
from insyn.casework.queries.facts import participations_to_weigh
from insyn.casework.rules.powers import Standing

CONFLICT = Participation.Conflict.EXISTS


def standing_of(follow_up: FollowUp, scope: Scope, weighed: Iterable[Participation] | None = None) -> Standing:
    """The roles the person holds for the follow-up's board, the part taken in it, and what an earlier part left."""
    rows = participations_to_weigh(follow_up.pk, scope.person_id) if weighed is None else weighed
    own = [each for each in rows if each.person_id == scope.person_id]
    mine = next((each for each in own if each.ended_at is None), None)
    roles = frozenset(grant.role for grant in scope.staff_grants if grant.board_id in {None, follow_up.board_id})
    return Standing(
        roles,
        mine.part if mine else "",
        mine.conflict if mine else "",
        is_conflicted=any(each.conflict == CONFLICT for each in own),
        has_been_responsible=any(each.part == Participation.Part.RESPONSIBLE for each in own),
    )


def has_conflict(follow_up_id: int, person_id: int) -> bool:
    """Whether the person has said that a conflict of interest exists in the follow-up."""
    rows = Participation.objects.filter(follow_up_id=follow_up_id, person_id=person_id)
    return rows.filter(conflict=CONFLICT).exists()
