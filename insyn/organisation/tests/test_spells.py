"""A change from a day and a correction of a mistake are two different acts."""

import datetime as dt
from typing import Any

import pytest

from insyn.base import spells
from insyn.base.history import history_of
from insyn.base.periods import period
from insyn.organisation import actions
from insyn.organisation.kinds import AREA, PROVIDER, UNIT
from insyn.organisation.models import AssignmentSpell, ServiceAssignment, Unit, UnitSpell
from tests.world import BEGINNING, NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 2, 1)
LATER = dt.date(2025, 6, 1)


@pytest.fixture
def world() -> World:
    return build_world()


def change(world: World, day: dt.date, **changes: Any) -> UnitSpell:
    spell: UnitSpell = actions.change_subject(
        kind=UNIT, subject_id=world.lindgarden.pk, day=day, changes=changes, by=world.disa, at=NOON
    )
    return spell


def correct(world: World, spell: UnitSpell, **changes: Any) -> UnitSpell:
    start, end = changes.pop("start", spell.valid.lower), changes.pop("end", spell.valid.upper)
    corrected: UnitSpell = actions.correct_spell(
        kind=UNIT, spell_id=spell.pk, start=start, end=end, changes=changes, reason="Fel i underlaget.",
        by=world.disa, at=NOON,
    )  # fmt: skip
    return corrected


def times(world: World) -> list[tuple[dt.date, dt.date | None, str]]:
    rows = UnitSpell.objects.filter(unit=world.lindgarden).order_by("valid")
    return [(row.valid.lower, row.valid.upper, row.name) for row in rows]


def test_a_change_leaves_what_was_true_before(world: World) -> None:
    change(world, DAY, name="Nya Lindgården")
    assert times(world) == [(BEGINNING, DAY, "Lindgården"), (DAY, None, "Nya Lindgården")]


def test_a_change_keeps_the_border_to_a_later_one(world: World) -> None:
    change(world, LATER, name="Sist")
    change(world, DAY, name="Mitt emellan")
    assert times(world) == [(BEGINNING, DAY, "Lindgården"), (DAY, LATER, "Mitt emellan"), (LATER, None, "Sist")]


def test_only_what_was_changed_is_carried_into_a_change(world: World) -> None:
    spell = change(world, DAY, provider=world.other_private)
    assert (spell.name, spell.area, spell.provider) == ("Lindgården", world.nursing, world.other_private)


def test_the_name_on_the_unit_is_todays(world: World) -> None:
    change(world, dt.date(2025, 3, 4), name="I morgon")
    assert Unit.objects.get(pk=world.lindgarden.pk).name == "Lindgården"
    assert actions.refresh_names(at=NOON, day=dt.date(2025, 3, 4)) == 1
    assert Unit.objects.get(pk=world.lindgarden.pk).name == "I morgon"
    assert actions.refresh_names(at=NOON, day=dt.date(2025, 3, 4)) == 0


def test_what_is_closed_keeps_its_last_name_and_what_is_to_come_has_its_first(world: World) -> None:
    actions.close_subject(
        kind=UNIT, subject_id=world.lindgarden.pk, last_day=DAY, reason="Lades ned.", by=world.disa, at=NOON
    )
    fields = {"name": "Framtidsgården", "provider": world.private, "area": None, "assignment": None}
    made = actions.open_subject(kind=UNIT, key="", start=LATER, fields=fields, by=world.disa, at=NOON)
    assert made.key == "framtidsgarden"
    assert actions.refresh_names(at=NOON, day=dt.date(2025, 3, 4)) == 0


def test_a_correction_changes_the_row_and_keeps_the_reason(world: World) -> None:
    spell = UnitSpell.objects.get(unit=world.lindgarden)
    correct(world, spell, name="Lindegården")
    assert times(world) == [(BEGINNING, None, "Lindegården")]
    told = [change.after for row in history_of(world.lindgarden) for part in row.parts for change in part.changes]
    assert "Fel i underlaget." in told
    assert history_of(world.lindgarden)[0].action == "Rättade ett fel"


def test_a_corrected_border_moves_the_neighbour_both_ways(world: World) -> None:
    spell = change(world, DAY, name="Ny")
    spell = correct(world, spell, start=dt.date(2025, 1, 1))
    assert times(world) == [(BEGINNING, dt.date(2025, 1, 1), "Lindgården"), (dt.date(2025, 1, 1), None, "Ny")]
    correct(world, spell, start=LATER)
    assert times(world) == [(BEGINNING, LATER, "Lindgården"), (LATER, None, "Ny")]


def test_a_correction_may_not_swallow_its_neighbour(world: World) -> None:
    spell = change(world, DAY, name="Ny")
    with pytest.raises(spells.TimeTaken):
        correct(world, spell, start=BEGINNING)


@pytest.mark.parametrize(
    ("day", "changes", "refusal"),
    [
        (BEGINNING, {"name": "X"}, spells.BeginsThatDay),
        (BEGINNING - dt.timedelta(days=1), {"name": "X"}, spells.BeforeTheBeginning),
        (DAY, {}, spells.NothingChanged),
        (DAY, {"name": "Lindgården"}, spells.NothingChanged),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    world: World, day: dt.date, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        change(world, day, **changes)


def test_a_unit_closes_and_opens_again_after_a_gap(world: World) -> None:
    act = {"kind": UNIT, "subject_id": world.lindgarden.pk, "by": world.disa, "at": NOON}
    actions.close_subject(last_day=DAY, reason="Ombyggnad.", **act)  # type: ignore[arg-type] # the same for both
    with pytest.raises(spells.NotValidThen):
        change(world, LATER, name="X")
    fields = {"name": "Lindgården", "provider": world.other_private, "area": world.nursing, "assignment": None}
    actions.reopen_subject(start=LATER, fields=fields, **act)  # type: ignore[arg-type]
    closed = dt.date(2025, 2, 2)
    assert times(world) == [(BEGINNING, closed, "Lindgården"), (LATER, None, "Lindgården")]
    with pytest.raises(spells.TimeTaken):
        actions.reopen_subject(start=dt.date(2025, 1, 1), fields=fields, **act)  # type: ignore[arg-type]
    with pytest.raises(spells.ChangedLater):
        actions.close_subject(last_day=dt.date(2025, 1, 1), reason="", **act)  # type: ignore[arg-type]


def test_the_end_follows_the_last_part_when_a_closed_time_is_divided(world: World) -> None:
    actions.close_subject(
        kind=UNIT, subject_id=world.lindgarden.pk, last_day=LATER, reason="Lades ned.", by=world.disa, at=NOON
    )
    later = change(world, DAY, name="Ny")
    first = UnitSpell.objects.get(unit=world.lindgarden, valid__startswith=BEGINNING)
    assert (first.end_reason, later.end_reason) == ("", "Lades ned.")


def test_a_change_that_never_happened_is_taken_away(world: World) -> None:
    spell = change(world, DAY, name="Ny")
    actions.withdraw_change(kind=UNIT, spell_id=spell.pk, by=world.disa, at=NOON)
    assert times(world) == [(BEGINNING, None, "Lindgården")]


def test_an_assignment_of_another_area_is_refused(world: World) -> None:
    assignment = ServiceAssignment.objects.create(key="u", name="U", slug="u")
    AssignmentSpell.objects.create(assignment=assignment, name="U", area=world.housing, valid=period(BEGINNING))
    with pytest.raises(actions.AssignmentElsewhere):
        change(world, DAY, assignment=assignment)


def test_provider_and_area_change_by_the_same_acts(world: World) -> None:
    actions.change_subject(
        kind=PROVIDER, subject_id=world.private.pk, day=DAY, changes={"name": "Ek Nu AB"}, by=world.disa, at=NOON
    )
    actions.change_subject(
        kind=AREA, subject_id=world.nursing.pk, day=DAY, changes={"interval_months": 12}, by=world.disa, at=NOON
    )
    world.private.refresh_from_db()
    assert world.private.name == "Ek Nu AB"
    intervals = [spell.interval_months for spell in world.nursing.spells.order_by("valid")]
    assert intervals == [24, 12]
