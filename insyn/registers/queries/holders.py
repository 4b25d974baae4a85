"""Who works with what a board receives, and in which roles."""

import datetime as dt

from django.db.models import Q

from insyn.access.models import RoleAssignment
from insyn.registers.models import EVENT_ROLES


def holders_of_board(board_id: int, day: dt.date) -> dict[int, set[str]]:
    """The people of the board, or of all boards, by number, each with the roles held on the day."""
    rows = RoleAssignment.objects.on(day).filter(Q(board=board_id) | Q(board=None), role__in=EVENT_ROLES)
    found: dict[int, set[str]] = {}
    for person_id, role in rows.values_list("person_id", "role"):
        found.setdefault(person_id, set()).add(role)
    return found
