"""What is examined is chosen, may change under way, and the change and its reason stay."""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.base.periods import period
from insyn.casework.actions.extent import NothingChanged, ReasonIsNeeded, RequirementNotInContract, change_extent
from insyn.casework.models import Assessment, ChosenArea, FollowUp, ScopeChange
from insyn.casework.tests.cast import a_follow_up
from insyn.contracts.models import Requirement, RequirementDeviation
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def choose(world: World, follow_up: FollowUp, *codes: str, remove: tuple[str, ...] = (), reason: str = "") -> None:
    def pairs(wanted: tuple[str, ...]) -> list[tuple[int, int]]:
        return [(world.contract.pk, Requirement.objects.get(code=code).pk) for code in wanted]

    change_extent(
        follow_up_id=follow_up.pk, add=pairs(codes), remove=pairs(remove), reason=reason, by=world.anna, at=NOON
    )


def chosen(follow_up: FollowUp) -> list[str]:
    rows = Assessment.objects.filter(follow_up=follow_up, removed_at__isnull=True)
    return list(rows.order_by("requirement__code").values_list("requirement__code", flat=True))


def test_a_chosen_requirement_has_the_words_of_the_reference_day(world: World) -> None:
    RequirementDeviation.objects.create(
        contract=world.contract,
        requirement=world.requirement,
        valid=period(dt.date(2024, 1, 1)),
        kind="replaced",
        text="Planen ska förnyas varje kvartal.",
        reason="Avtalets bilaga",
    )
    follow_up = a_follow_up(world)
    choose(world, follow_up, "D1", "D2")
    assert chosen(follow_up) == ["D1", "D2"]
    assert Assessment.objects.get(requirement__code="D1").text == "Planen ska förnyas varje kvartal."
    assert Assessment.objects.get(requirement__code="D2").text == "Den enskilde ska delta när planen skrivs."


def test_the_quality_areas_follow_the_requirements(world: World) -> None:
    follow_up = a_follow_up(world)
    choose(world, follow_up, "D1")
    assert ChosenArea.objects.get(follow_up=follow_up, removed_at=None).quality_area == world.participation
    choose(world, follow_up, remove=("D1",))
    assert ChosenArea.objects.get(follow_up=follow_up).removed_at is not None


def test_before_the_examination_nothing_is_asked(world: World) -> None:
    follow_up = a_follow_up(world, stage="preparing")
    choose(world, follow_up, "D1")
    assert not ScopeChange.objects.exists()


def test_under_way_a_change_needs_a_reason_that_stays(world: World) -> None:
    follow_up = a_follow_up(world)
    choose(world, follow_up, "D1")
    FollowUp.objects.filter(pk=follow_up.pk).update(stage="examining", notified_at=NOON)
    with pytest.raises(ReasonIsNeeded):
        choose(world, follow_up, "D2")
    choose(world, follow_up, "D2", remove=("D1",), reason="Anhöriga har hört av sig")
    kept = {(change.kind, change.what, change.reason) for change in ScopeChange.objects.all()}
    assert kept == {("added", "D2", "Anhöriga har hört av sig"), ("removed", "D1", "Anhöriga har hört av sig")}
    assert chosen(follow_up) == ["D2"]


def test_a_judgement_that_is_taken_out_comes_back_as_it_was(world: World) -> None:
    follow_up = a_follow_up(world)
    choose(world, follow_up, "D1")
    judged = {"verdict": "met", "ground": "Sett", "judged_by": world.anna, "judged_at": NOON}
    Assessment.objects.filter(follow_up=follow_up).update(**judged)
    choose(world, follow_up, remove=("D1",))
    choose(world, follow_up, "D1")
    assert Assessment.objects.get(follow_up=follow_up).verdict == "met"


def test_another_contracts_requirement_is_refused(world: World) -> None:
    other = Requirement.objects.create(
        requirement_set=world.requirements, code="X9", quality_area=world.participation, dimension="process"
    )
    follow_up = a_follow_up(world)
    with pytest.raises(RequirementNotInContract):
        change_extent(follow_up_id=follow_up.pk, add=[(world.contract.pk, other.pk)], remove=[], by=world.anna, at=NOON)
    with pytest.raises(NothingChanged):
        change_extent(follow_up_id=follow_up.pk, add=[], remove=[], by=world.anna, at=NOON)


def test_whole_areas_are_chosen_on_the_page_and_two_people_do_not_undo_each_other(world: World) -> None:
    follow_up = a_follow_up(world)
    address = reverse("casework:extent", args=[follow_up.pk])
    anna, olle = client_of(world.anna), client_of(world.olle)
    shown = anna.get(address).context["form"]["shown"].value()
    d1 = f"{world.contract.pk}-{world.requirement.pk}"
    anna.post(address, {"krav": [d1], "shown": shown})
    assert chosen(follow_up) == ["D1"]
    # Olle read the page before Anna saved, and chose the other one.
    d2 = f"{world.contract.pk}-{Requirement.objects.get(code='D2').pk}"
    olle.post(address, {"krav": [d2], "shown": shown})
    assert chosen(follow_up) == ["D1", "D2"]
    now = anna.get(address).context["form"]["shown"].value()
    anna.post(address, {"krav": [], "shown": now})
    assert chosen(follow_up) == []
    anna.post(address, {"omrade": [f"{world.contract.pk}:{world.participation.pk}"], "shown": ""})
    assert chosen(follow_up) == ["D1", "D2"]


def test_only_those_who_take_part_choose(world: World) -> None:
    address = reverse("casework:extent", args=[a_follow_up(world, stage="preparing").pk])
    assert client_of(world.sten).get(address).status_code == 200
    assert client_of(world.sten).post(address, {"krav": []}).status_code == 403
    assert client_of(world.bo).post(address, {"krav": []}).status_code == 404
