"""The town before the journey: a board, the people with their roles, and an empty register."""

from dataclasses import dataclass

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.base.periods import period
from insyn.organisation.models import Board, QualityArea
from insyn.people.models import Person
from tests.world import BEGINNING, NOON, board, person


@dataclass(frozen=True)
class Town:
    """Anna follows up, Sten is strategist, Berit commissioner, Siv secretary, Disa administrator.

    Carin has an account without a role: her unit is not in the register yet.
    """

    anna: Person
    sten: Person
    berit: Person
    siv: Person
    disa: Person
    carin: Person
    board: Board


def found_town() -> Town:
    elderly = board("aldre", "Äldrenämnden")
    QualityArea.objects.create(code="delaktighet", name="Delaktighet", valid=period(BEGINNING))
    QualityArea.objects.create(code="bemanning", name="Bemanning", valid=period(BEGINNING))
    return Town(
        anna=_employed("Anna Uppföljare", Role.OFFICER, elderly),
        sten=_employed("Sten Strateg", Role.STRATEGIST, elderly),
        berit=_employed("Berit Beställare", Role.COMMISSIONER, elderly),
        siv=_employed("Siv Sekreterare", Role.SECRETARY, elderly),
        disa=_employed("Disa Administratör", Role.ADMINISTRATOR),
        carin=person("Carin Enhetschef"),
        board=elderly,
    )


def _employed(name: str, role: str, board: Board | None = None) -> Person:
    made = person(name)
    grant_role(person=made, role=role, start=BEGINNING, board=board, by=None, at=NOON)
    return made
