"""What a person is to a follow-up."""

from collections.abc import Iterable

from insyn.base.scope import Scope
from insyn.casework.models import FollowUp, Participation
from insyn.casework.queries.facts import active_participations
from insyn.casework.rules.powers import Standing


def standing_of(follow_up: FollowUp, scope: Scope, participations: Iterable[Participation] | None = None) -> Standing:
    """The roles the person holds for the follow-up's board, and the part taken in the follow-up itself."""
    active = active_participations(follow_up.pk) if participations is None else participations
    mine = next((each for each in active if each.person_id == scope.person_id), None)
    roles = frozenset(grant.role for grant in scope.staff_grants if grant.board_id in {None, follow_up.board_id})
    return Standing(roles, mine.part if mine else "", mine.conflict if mine else "")
