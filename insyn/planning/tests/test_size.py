"""The frame, the draw and the coverage map stay swift when there is much of everything, and the pages ask little."""

import datetime as dt
import time

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from insyn.base.periods import period
from insyn.contracts.models import Contract, ContractPeriod, ContractUnit
from insyn.organisation.models import Unit, UnitSpell
from insyn.planning.actions.draws import draw_contracts, publish_frame
from insyn.planning.models import DrawEntry
from insyn.planning.queries.draws import protocol_text_of
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_drawn_draw, a_plan, a_planned
from insyn.statistics.draw import verify_protocol
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world

MANY = 2000


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def many_contracts(world: World, number: int) -> None:
    contracts = Contract.objects.bulk_create(
        Contract(
            number=f"M-{n}", public_id=f"m-{n:05}", name=f"Avtal {n}", form="lov", provider=world.private,
            board=world.elderly, area=world.nursing,
        )
        for n in range(number)
    )  # fmt: skip
    ContractPeriod.objects.bulk_create(ContractPeriod(contract=c, valid=period(BEGINNING)) for c in contracts)
    units = many_units(world, number)
    ContractUnit.objects.bulk_create(
        ContractUnit(contract=c, unit=u, valid=period(BEGINNING)) for c, u in zip(contracts, units, strict=True)
    )


def many_units(world: World, number: int) -> list[Unit]:
    units = Unit.objects.bulk_create(Unit(key=f"u-{n}", name=f"Enhet {n}", slug=f"u-{n}") for n in range(number))
    UnitSpell.objects.bulk_create(
        UnitSpell(unit=u, name=u.name, area=world.nursing, provider=world.private, valid=period(BEGINNING))
        for u in units
    )
    return units


def test_a_frame_is_built_with_few_queries_whatever_its_size(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    draw = a_draw(world, a_plan(world))
    with django_assert_max_num_queries(9):
        prepare_frame(draw)
    many_contracts(world, 50)
    with django_assert_max_num_queries(9):
        prepare_frame(draw)


def test_thousands_of_contracts_are_published_and_drawn_in_seconds(world: World) -> None:
    many_contracts(world, MANY)
    draw = a_draw(world, a_plan(world), size=30)
    began = time.perf_counter()
    seen = prepare_frame(draw).sha256
    publish_frame(draw_id=draw.pk, seen_sha256=seen, by=world.sten, at=NOON)
    drawn = draw_contracts(
        draw_id=draw.pk, seed=SEED, meeting="Nämnden § 1", meeting_date=dt.date(2025, 3, 4), witness="Ordföranden",
        by=world.sten, at=NOON + dt.timedelta(days=1),
    )  # fmt: skip
    assert verify_protocol(protocol_text_of(drawn).encode()).is_ok
    assert DrawEntry.objects.filter(draw=draw).count() == MANY + 3
    # Generous, for a machine that does other things too.
    assert time.perf_counter() - began < 10


def test_the_coverage_map_of_thousands_of_units_opens_at_once(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_units(world, MANY)
    client = client_of(world.anna)
    address = reverse("planning:coverage")
    client.get(address)
    began = time.perf_counter()
    with django_assert_max_num_queries(12):
        page = client.get(address, {"luckor": "alla"})
    assert "Enhet 0" in page.text
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize("tab", ["plan", "planned_list", "calendar", "rotation", "commitments", "versions"])
def test_a_plans_pages_ask_as_much_for_many_rows_as_for_few(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries, tab: str
) -> None:
    plan = a_plan(world)
    for number in range(25):
        a_planned(
            world, plan, title=f"Uppföljning {number}", month=dt.date(2025, 4, 1), responsible=world.anna,
            units=[world.lindgarden],
        )  # fmt: skip
    client = client_of(world.sten)
    client.get(reverse("people:me"))
    with django_assert_max_num_queries(24):
        assert client.get(reverse(f"planning:{tab}", args=[plan.pk])).status_code == 200


def test_a_draws_page_asks_little(world: World, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    draw = a_drawn_draw(world, a_plan(world), size=3)
    client = client_of(world.anna)
    client.get(reverse("people:me"))
    with django_assert_max_num_queries(12):
        client.get(reverse("planning:draw", args=[draw.pk]))
