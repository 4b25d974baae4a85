"""A unit's risk: each part shown, what is missing said, the order by weights that the board decided before."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.base.periods import period, today
from insyn.measures.models import Weighing
from insyn.organisation.models import Unit
from insyn.planning.actions.risk import DecidedTooLate, NothingWeighs, decide_weights
from insyn.planning.models import CoverageRecord, DemandedAction, RiskWeights
from insyn.planning.queries.risk import RiskRow, risk_of_board
from insyn.registers.models import Event, UnitVolume
from tests.access.sample_signals import a_signal
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = NOON.date()
WEIGHTS = {"deviations": 1.0, "complaints": 2.0, "deficiencies": 1.0, "signals": 1.0, "in_depth": 1.0}
DECIDED = dt.date(2024, 12, 1)


@pytest.fixture
def world() -> World:
    return build_world()


def weigh(world: World, **changes: float) -> RiskWeights:
    return decide_weights(
        board=world.elderly, weights=WEIGHTS | changes, decided_date=DECIDED, decision="Äldrenämnden § 14",
        start=dt.date(2025, 1, 1), by=world.sten, at=NOON,
    )  # fmt: skip


def rows(world: World, day: dt.date = DAY) -> dict[str, RiskRow]:
    return {row.unit.name: row for row in risk_of_board(world.elderly, day).rows}


def complained(world: World, unit: Unit, count: int, day: dt.date = dt.date(2024, 11, 5)) -> None:
    for nth in range(count):
        Event.objects.create(
            reference=f"K{unit}{nth}", kind="complaint", board=world.elderly, unit=unit, registered_date=day
        )


def test_the_unit_with_most_against_it_comes_first_and_every_part_is_shown(world: World) -> None:
    weigh(world)
    complained(world, world.aspgarden, 4)
    a_signal(world, unit=world.aspgarden)
    DemandedAction.objects.create(
        action_id=1, follow_up_id=1, board=world.elderly, unit=world.aspgarden, text="Rutin", demanded_date=DAY
    )
    found = rows(world)["Aspgården"]
    assert found.place == 1
    assert [part.value for part in found.parts] == ["", "4", "1", "1", "62"]
    adds = [float(part.contribution.replace(",", ".")) for part in found.parts if part.contribution]
    assert sum(adds) == pytest.approx(float(found.total.replace(",", ".")), abs=0.03)


def test_deviations_without_volumes_are_missing_and_not_nought(world: World) -> None:
    weigh(world)
    told = {"board": world.elderly, "registered_date": dt.date(2024, 11, 5), "kind": "deviation"}
    for unit in (world.aspgarden, world.lindgarden):
        Event.objects.create(reference=f"A{unit}", unit=unit, **told)
    year = period(dt.date(2024, 1, 1), dt.date(2025, 4, 1))
    UnitVolume.objects.create(unit=world.aspgarden, measure="client_days", valid=year, value=4560)
    found = rows(world)
    assert found["Aspgården"].parts[0].value == "0,3"
    assert found["Lindgården"].parts[0].is_missing
    assert found["Björkgården"].parts[0].is_missing


def test_a_recent_in_depth_follow_up_and_a_written_off_signal_lower_the_risk(world: World) -> None:
    weigh(world)
    CoverageRecord.objects.create(unit=world.lindgarden, depth="in_depth", date=dt.date(2025, 2, 1))
    dismissed = a_signal(world, unit=world.lindgarden)
    Weighing.objects.create(signal=dismissed, verdict="dismissed", reason="Känt", by=world.anna, at=NOON)
    found = rows(world)["Lindgården"]
    assert found.place == 3
    assert [part.value for part in found.parts[3:]] == ["0", "1"]


def test_without_a_decision_there_is_no_order(world: World) -> None:
    complained(world, world.aspgarden, 4)
    assert {row.place for row in rows(world).values()} == {0}
    weigh(world)
    assert {row.place for row in rows(world, dt.date(2024, 12, 31)).values()} == {0}
    assert sorted(row.place for row in rows(world).values()) == [1, 2, 3]


def test_weights_are_decided_before_they_hold_and_something_must_weigh(world: World) -> None:
    told: dict[str, Any] = {"board": world.elderly, "decision": "§ 1", "by": world.sten, "at": NOON}
    with pytest.raises(DecidedTooLate):
        decide_weights(**told, weights=WEIGHTS, decided_date=DAY, start=DAY)
    with pytest.raises(NothingWeighs):
        decide_weights(**told, weights=dict.fromkeys(WEIGHTS, 0.0), decided_date=DECIDED, start=DAY)


def test_new_weights_end_the_old_ones_the_day_before(world: World) -> None:
    weigh(world)
    decide_weights(
        board=world.elderly, weights=WEIGHTS | {"signals": 3.0}, decided_date=DAY, decision="§ 20",
        start=dt.date(2025, 6, 1), by=world.sten, at=NOON,
    )  # fmt: skip
    assert [each.valid.lower for each in RiskWeights.objects.order_by("valid")] == [
        dt.date(2025, 1, 1),
        dt.date(2025, 6, 1),
    ]
    assert RiskWeights.objects.on(dt.date(2025, 5, 31)).get().signals == 1


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_pages_show_the_boards_units_the_unit_and_the_contracts_units(world: World) -> None:
    weigh(world)
    anna = client_of(world.anna)
    shown = page(anna, "planning:risk")
    assert all(name in shown for name in ("Lindgården", "Björkgården", "Aspgården", "Äldrenämnden § 14"))
    for name, pk in (("planning:unit_risk", world.lindgarden.pk), ("planning:contract_risk", world.contract.pk)):
        shown = page(anna, name, pk)
        assert "Klagomål och synpunkter" in shown
        assert "Aspgården" not in shown
    assert "den egna nämndens enheter" in page(client_of(world.bo), "planning:unit_risk", world.lindgarden.pk)


def test_the_strategist_enters_the_boards_decision(world: World) -> None:
    sten, url = client_of(world.sten), reverse("planning:risk_weights")
    data = dict.fromkeys(WEIGHTS, "1,5") | {
        "board": world.elderly.pk, "decided_date": today().isoformat(), "decision": "§ 9", "start": today().isoformat(),
    }  # fmt: skip
    refused = sten.post(url, data)
    assert refused.status_code == 422
    assert "innan de börjar gälla" in refused.content.decode()
    assert sten.post(url, data | {"decided_date": "2025-01-01"}).status_code == 302
    assert RiskWeights.objects.get().complaints == 1.5
