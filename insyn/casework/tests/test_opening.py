"""Opening a follow-up freezes what was true on its reference day and gives it a number of its own."""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.base.periods import period
from insyn.casework.actions import opening
from insyn.casework.models import FollowUp, Visit
from insyn.casework.queries.targets import Wanted
from insyn.casework.tests.cast import a_follow_up, order
from insyn.organisation.models import UnitSpell
from insyn.planning.models import FollowUpPlan, PlanBoard, PlannedFollowUp, PlannedTarget
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_numbers_follow_each_other_in_the_year(world: World) -> None:
    first, second = a_follow_up(world), a_follow_up(world)
    assert (first.registry_number, second.registry_number) == ("UPF-2025-1", "UPF-2025-2")
    typed = a_follow_up(world, registry_number="ON 2025/77")
    assert (typed.registry_number, a_follow_up(world).registry_number) == ("ON 2025/77", "UPF-2025-3")


def test_a_registry_number_is_used_once(world: World) -> None:
    a_follow_up(world, registry_number="ON 2025/77")
    with pytest.raises(opening.RegistryNumberTaken, match="ON 2025/77 finns redan"):
        a_follow_up(world, registry_number="ON 2025/77")


def test_a_contract_stands_for_its_units_with_their_spells(world: World) -> None:
    target = a_follow_up(world).targets.get()
    assert (target.contract, target.unit, target.provider) == (world.contract, world.lindgarden, world.private)
    assert (str(target), str(target.provider_spell)) == ("Lindgården", "Omsorgsbolaget Ek AB")


def test_an_old_follow_up_keeps_the_name_of_its_day(world: World) -> None:
    target = a_follow_up(world).targets.get()
    day = dt.date(2025, 6, 1)
    UnitSpell.objects.filter(unit=world.lindgarden).update(valid=period(dt.date(2020, 1, 1), day))
    UnitSpell.objects.create(
        unit=world.lindgarden, name="Nya Lindgården", area=world.nursing, provider=world.private, valid=period(day)
    )
    later = a_follow_up(world, reference_date=day).targets.get()
    target.refresh_from_db()
    assert (str(target), str(later)) == ("Lindgården", "Nya Lindgården")


def test_a_unit_brings_its_only_contract(world: World) -> None:
    target = a_follow_up(world, wanted=Wanted(unit_ids=(world.lindgarden.pk,))).targets.get()
    assert target.contract == world.contract


def test_a_whole_area_a_provider_and_the_authority_may_be_looked_at_together(world: World) -> None:
    wanted = Wanted(area_id=world.nursing.pk, provider_ids=(world.private.pk,), is_authority=True)
    made = a_follow_up(world, kind="overarching", wanted=wanted)
    assert sorted(str(target) for target in made.targets.all()) == [
        "Aspgården",
        "Björkgården",
        "Lindgården",
        "Myndighetsutövningen",
        "Omsorgsbolaget Ek AB",
    ]


def test_what_did_not_exist_on_the_day_is_refused_by_name(world: World) -> None:
    with pytest.raises(opening.TargetWasNotThere, match="Lindgården fanns inte i registret den 2019-01-01"):
        a_follow_up(world, reference_date=dt.date(2019, 1, 1), wanted=Wanted(unit_ids=(world.lindgarden.pk,)))


def test_nothing_to_look_at_is_refused(world: World) -> None:
    with pytest.raises(opening.NothingToFollowUp):
        a_follow_up(world, wanted=Wanted())
    assert not FollowUp.objects.exists()


def test_a_planned_follow_up_is_opened_once(world: World) -> None:
    plan = FollowUpPlan.objects.create(title="Plan 2025", slug="plan-2025", period=period(dt.date(2025, 1, 1)))
    PlanBoard.objects.create(plan=plan, board=world.elderly)
    planned = PlannedFollowUp.objects.create(plan=plan, kind="contract", title="Lindgården", ground="rotation")
    PlannedTarget.objects.create(planned=planned, unit=world.lindgarden)
    made = opening.open_follow_up(order=order(world, planned_id=planned.pk), by=world.anna, at=NOON)
    assert made.plan == plan
    with pytest.raises(opening.AlreadyOpened, match=made.registry_number):
        opening.open_follow_up(order=order(world, planned_id=planned.pk), by=world.olle, at=NOON)


def test_what_is_read_before_the_visit_is_laid_out_at_once(world: World) -> None:
    topics = list(a_follow_up(world).preparation.values_list("topic", flat=True))
    assert topics[:3] == ["contract", "requirements", "earlier_findings"]
    assert {"complaints", "annual_report", "social_administration", "medical", "it_systems"} < set(topics)


def test_a_target_with_nothing_on_it_may_be_taken_out_but_not_the_last_one(world: World) -> None:
    follow_up = a_follow_up(world, wanted=Wanted(unit_ids=(world.lindgarden.pk, world.aspgarden.pk)))
    first, second = follow_up.targets.order_by("pk")
    opening.remove_target(target_id=first.pk, by=world.anna, at=NOON)
    with pytest.raises(opening.NothingToFollowUp):
        opening.remove_target(target_id=second.pk, by=world.anna, at=NOON)


def test_a_target_that_has_been_visited_stays(world: World) -> None:
    follow_up = a_follow_up(world, wanted=Wanted(unit_ids=(world.lindgarden.pk, world.aspgarden.pk)))
    target = follow_up.targets.order_by("pk")[0]
    given = {"date": dt.date(2025, 3, 3), "methods": ["interview"], "is_announced": True}
    Visit.objects.create(follow_up=follow_up, target=target, by=world.anna, at=NOON, **given)
    with pytest.raises(opening.TargetInUse):
        opening.remove_target(target_id=target.pk, by=world.anna, at=NOON)


def test_two_who_change_the_facts_lose_neither_text(world: World) -> None:
    follow_up = a_follow_up(world)
    address = reverse("casework:follow_up_facts", args=[follow_up.pk])
    form = client_of(world.anna).get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    client_of(world.anna).post(address, {**given, "title": "Annas rubrik"})
    answer = client_of(world.olle).post(address, {**given, "title": "Olles rubrik", "ground_text": "Klagomål"})
    page = answer.content.decode()
    assert (answer.status_code, "Annas rubrik" in page, "Olles rubrik" in page) == (409, True, True)
    assert client_of(world.sten).get(address).status_code == 200
    assert client_of(world.berit).get(address).status_code == 403
