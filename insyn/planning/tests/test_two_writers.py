"""Two strategists on the same row: what only one has changed is merged, about the rest the second one is asked."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.people.models import Person
from insyn.planning.actions.parts import save_commitment, save_focus_area, save_rotation
from insyn.planning.models import FollowUpPlan
from insyn.planning.tests.plans import a_draw, a_plan, a_planned
from tests.clients import client_of
from tests.forms import Form, forms_of
from tests.world import BEGINNING, NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    """Olle is a strategist too."""
    world = build_world()
    grant_role(person=world.olle, role=Role.STRATEGIST, board=world.elderly, start=BEGINNING, by=None, at=NOON)
    return world


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    return a_plan(world, introduction="Så följer vi upp.")


class Writer:
    """A person with a form open."""

    def __init__(self, person: Person, address: str) -> None:
        self.client, self.page = client_of(person), ""
        self.form = self._read(self.client.get(address), address)

    def save(self, **typed: Any) -> int:
        answer = self.client.post(self.form.action, self.form.sent(typed))
        if answer.content:
            self.form, self.page = self._read(answer, self.form.action), answer.text
        return answer.status_code

    def _read(self, answer: Any, address: str) -> Form:
        return next(forms_of(answer.content, address))


@dataclass(frozen=True)
class Case:
    """A row of a plan, its form, two fields that two people change, and what is saved in each."""

    make: Callable[[World, FollowUpPlan], Model]
    address: Callable[[Any, FollowUpPlan], str]
    one: tuple[str, str]
    other: tuple[str, str]

    def open(self, world: World, plan: FollowUpPlan) -> tuple[Any, Writer, Writer]:
        row = self.make(world, plan)
        address = self.address(row, plan)
        return row, Writer(world.sten, address), Writer(world.olle, address)


def part(name: str) -> Callable[[Any, FollowUpPlan], str]:
    return lambda row, plan: reverse("planning:part_edit", args=[plan.pk, name, row.pk])


def row_page(name: str) -> Callable[[Any, FollowUpPlan], str]:
    return lambda row, plan: reverse(f"planning:{name}", args=[row.pk])


def focus_area(world: World, plan: FollowUpPlan) -> Model:
    return save_focus_area(plan_id=plan.pk, name="Delaktighet", by=world.sten, at=NOON)


def rotation(world: World, plan: FollowUpPlan) -> Model:
    return save_rotation(plan_id=plan.pk, board=world.elderly, year=2025, wording="Boende", by=world.sten, at=NOON)


def commitment(world: World, plan: FollowUpPlan) -> Model:
    words: dict[str, Any] = {"text": "Minst tio enheter", "rule": "units_followed_up", "target": 10}
    return save_commitment(plan_id=plan.pk, **words, by=world.sten, at=NOON)


CASES = {
    "plan": Case(lambda world, plan: plan, row_page("plan_edit"), ("title", "Plan A"), ("introduction", "Inledning B")),
    "planned": Case(a_planned, row_page("planned_edit"), ("title", "Titel A"), ("note", "Anteckning B")),
    "draw": Case(a_draw, row_page("draw_edit"), ("title", "Urval A"), ("size", "3")),
    "focus area": Case(focus_area, part("fokusomraden"), ("name", "Område A"), ("description", "Beskrivning B")),
    "rotation": Case(rotation, part("rotation"), ("wording", "Ord A"), ("year", "2026")),
    "commitment": Case(commitment, part("ataganden"), ("text", "Åtagande A"), ("target", "12")),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_changes_in_two_fields_are_both_kept(world: World, plan: FollowUpPlan, case: Case) -> None:
    row, sten, olle = case.open(world, plan)
    (one, first), (other, second) = case.one, case.other
    assert sten.save(**{one: first}) == 302
    assert olle.save(**{other: second}) == 302
    row.refresh_from_db()
    assert (str(getattr(row, one)), str(getattr(row, other))) == (first, second)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_about_the_same_field_the_second_is_asked(world: World, plan: FollowUpPlan, case: Case) -> None:
    row, sten, olle = case.open(world, plan)
    field, first = case.one
    sten.save(**{field: first})
    assert olle.save(**{field: "Olles ord"}) == 409
    row.refresh_from_db()
    assert getattr(row, field) == first
    assert world.sten.name in olle.page
    assert first in olle.page
    assert olle.save(**{f"{field}__choice": "mine"}) == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Olles ord"


def test_targets_officer_and_month_are_merged_too(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan, units=[world.lindgarden])
    address = reverse("planning:planned_edit", args=[planned.pk])
    sten, olle = Writer(world.sten, address), Writer(world.olle, address)
    sten.save(units=[str(world.lindgarden.pk), str(world.bjorkgarden.pk)], responsible=str(world.anna.pk))
    assert olle.save(month="2025-05-01") == 302
    planned.refresh_from_db()
    assert (planned.responsible, planned.month) == (world.anna, dt.date(2025, 5, 1))
    assert {each.unit for each in planned.targets.all()} == {world.lindgarden, world.bjorkgarden}


def test_a_follow_up_moved_in_the_calendar_meanwhile_is_asked_about(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan, month=dt.date(2025, 3, 1))
    sten, olle = (Writer(who, reverse("planning:calendar", args=[plan.pk])) for who in (world.sten, world.olle))
    assert sten.save(month="2025-05-01") == 302
    assert olle.save(month="2025-06-01") == 409
    assert "Maj 2025" in olle.page
    assert olle.save(month__choice="theirs") == 302
    planned.refresh_from_db()
    assert planned.month == dt.date(2025, 5, 1)


def test_another_title_does_not_stand_in_the_way_of_a_move(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan, month=dt.date(2025, 3, 1))
    olle = Writer(world.olle, reverse("planning:calendar", args=[plan.pk]))
    Writer(world.sten, reverse("planning:planned_edit", args=[planned.pk])).save(title="Ny rubrik")
    assert olle.save(month="2025-06-01") == 302
    planned.refresh_from_db()
    assert (planned.title, planned.month) == ("Ny rubrik", dt.date(2025, 6, 1))


def test_merged_officers_are_still_two_different_people(world: World, plan: FollowUpPlan, client: Client) -> None:
    planned = a_planned(world, plan)
    address = reverse("planning:planned_edit", args=[planned.pk])
    sten, olle = Writer(world.sten, address), Writer(world.olle, address)
    sten.save(responsible=str(world.anna.pk))
    assert olle.save(assistant=str(world.anna.pk)) == 422
    assert "två olika personer" in olle.page
