"""Did those chosen for a reason have deficiencies more often than those whom chance chose?"""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.base.periods import period
from insyn.base.scope import Grant, Scope
from insyn.casework.actions.findings import withdraw_finding
from insyn.casework.models import FollowUp
from insyn.casework.queries.chosen import chosen_and_found
from insyn.casework.tests.cases import deficiency, follow_up_of
from insyn.contracts.models import Contract
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.tests.plans import a_plan
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
ADDRESS = "casework:chosen_and_found"


@pytest.fixture
def world() -> World:
    return build_world()


def a_draw(world: World, year: int = 2025) -> Draw:
    made: Draw = Draw.objects.create(
        plan=a_plan(world), title=f"Urval {year}", slug=f"urval-{year}", reference_date=dt.date(year, 1, 15), size=9,
        complaint_window=period(dt.date(year - 1, 1, 1), dt.date(year, 1, 1)), severity_floor=3, rule_version="1",
    )  # fmt: skip
    return made


def examined(world: World, draw: Draw, picked_as: str, *, has_deficiency: bool, stage: str = "analysing") -> FollowUp:
    number = DrawEntry.objects.count() + 1
    told = {"form": world.contract.form, "board": world.elderly, "provider": world.private}
    told |= {"public_id": f"dr-{number}"}
    contract = Contract.objects.create(number=f"DR-{number}", name=f"Avtal {number}", **told)
    entry = DrawEntry.objects.create(
        draw=draw, contract=contract, public_id=contract.number, is_eligible=True, picked_as=picked_as
    )
    made = follow_up_of(world, draw_entry=entry)
    if has_deficiency:
        deficiency(world, made)
    FollowUp.objects.filter(pk=made.pk).update(stage=stage, called_off_reason="Enheten lades ned.")
    return made


def told(scope: Scope) -> dict[str, tuple[int, int, str]]:
    (year,) = chosen_and_found(scope)
    return {ground.code: (ground.examined, ground.found, ground.share) for ground in year.grounds}


EVERYBODY = Scope(1, frozenset({Grant("strategist")}), NOON.date())


def test_each_ground_is_counted_by_itself_with_its_uncertainty(world: World) -> None:
    draw = a_draw(world)
    for has_deficiency in (True, True, True, False):
        examined(world, draw, "complaints", has_deficiency=has_deficiency)
    for has_deficiency in (True, False, False):
        examined(world, draw, "random", has_deficiency=has_deficiency)
    assert told(EVERYBODY) == {
        "complaints": (4, 3, "75 % (30–95 %)"),
        "commissioners": (0, 0, ""),
        "random": (3, 1, "33 % (6–79 %)"),
    }
    (year,) = chosen_and_found(EVERYBODY)
    assert year.words.startswith("2025: 3 av 4 valda efter risk hade brister, 1 av 3 valda av slumpen;")


def test_only_what_is_examined_to_the_end_counts_and_no_withdrawn_deficiency(world: World) -> None:
    draw = a_draw(world)
    examined(world, draw, "complaints", has_deficiency=True, stage="examining")
    examined(world, draw, "complaints", has_deficiency=True, stage="called_off")
    withdrawn = examined(world, draw, "random", has_deficiency=True)
    withdraw_finding(finding_id=withdrawn.findings.get().pk, reason="Fel enhet", by=world.anna, at=NOON)
    assert told(EVERYBODY) == {"complaints": (0, 0, ""), "commissioners": (0, 0, ""), "random": (1, 0, "0 % (0–79 %)")}
    (year,) = chosen_and_found(EVERYBODY)
    assert "går inte att säga än" in year.words


def test_the_latest_year_stands_first_and_another_boards_are_not_counted(world: World) -> None:
    for year in (2024, 2025):
        examined(world, a_draw(world, year), "random", has_deficiency=False)
    assert [year.year for year in chosen_and_found(EVERYBODY)] == [2025, 2024]
    others = Scope(1, frozenset({Grant("officer", board_id=world.disability.pk)}), NOON.date())
    assert chosen_and_found(others) == []


def test_the_page_tells_it_and_says_so_where_there_is_nothing(world: World) -> None:
    anna = client_of(world.anna)
    assert "Ingen uppföljning ur ett urval är färdiggranskad än." in anna.get(reverse(ADDRESS)).content.decode()
    draw = a_draw(world)
    examined(world, draw, "complaints", has_deficiency=True)
    examined(world, draw, "random", has_deficiency=False)
    page = anna.get(reverse(ADDRESS)).content.decode()
    assert "1 av 1 valda efter risk hade brister" in page
    assert reverse(ADDRESS) in anna.get(reverse("casework:findings")).content.decode()
