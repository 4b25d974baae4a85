import datetime as dt

import pytest
from django.urls import reverse

from insyn.base.periods import period
from insyn.organisation.models import Deadline
from insyn.organisation.queries.deadlines import deadline_on
from tests.clients import client_of
from tests.world import build_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 1, 31)


def test_a_new_installation_has_deadlines_to_count_with() -> None:
    assert deadline_on("action_plan", DAY).after(DAY) == dt.date(2025, 2, 14)
    assert deadline_on("urgent_repeat", DAY).span == dt.timedelta(hours=4)


def test_a_boards_own_deadline_goes_before_everybodys_on_the_days_when_it_holds() -> None:
    world = build_world()
    Deadline.objects.create(
        code="action_plan", board=world.elderly, amount=1, unit="months", valid=period(dt.date(2025, 1, 1))
    )
    assert deadline_on("action_plan", DAY, world.elderly).after(DAY) == dt.date(2025, 2, 28)
    assert deadline_on("action_plan", DAY, world.disability).amount == 14
    assert deadline_on("action_plan", dt.date(2024, 12, 31), world.elderly).amount == 14


def test_a_strategist_decides_deadlines_of_the_own_board_only() -> None:
    world = build_world()
    sten, valid = client_of(world.sten), period(dt.date(2025, 1, 1))
    own, others = (
        Deadline.objects.create(code="action_plan", board=board, amount=1, unit="months", valid=valid)
        for board in (world.elderly, world.disability)
    )
    change = [reverse("organisation:deadline_change", args=[row.pk]) for row in (own, others)]
    assert [sten.get(address).status_code for address in change] == [200, 403]
    page = sten.get(reverse("organisation:deadlines")).text
    assert (change[0] in page, change[1] in page) == (True, False)
    common = Deadline.objects.filter(code="factual_check", board=None)[0]
    given = {"board": world.disability.pk, "amount": 7, "unit": "days", "start": "2025-03-01"}
    assert sten.post(reverse("organisation:deadline_own", args=[common.pk]), given).status_code == 422
    assert client_of(world.disa).get(change[1]).status_code == 200


def test_a_deadline_decided_later_goes_before_the_one_that_came_with_the_system() -> None:
    Deadline.objects.create(code="urgent_repeat", amount=2, unit="hours", valid=period(dt.date(2020, 1, 1)))
    assert deadline_on("urgent_repeat", DAY).amount == 2
    assert deadline_on("urgent_repeat", dt.date(2019, 12, 31)).amount == 4
