"""An administrator makes accounts and gives roles; nobody else does."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from insyn.access.actions import LastAdministrator, NotTheProvidersUnit, RoleHeldAlready, end_role, grant_role
from insyn.access.models import Role
from insyn.access.queries import scope_of
from insyn.people.models import Person
from tests.clients import client_of
from tests.world import BEGINNING, World, build_world

TODAY = dt.date(2025, 3, 3)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def as_disa(world: World) -> Client:
    return client_of(world.disa)


def test_disa_makes_an_account_and_gives_it_a_role(world: World, as_disa: Client) -> None:
    made = as_disa.post(
        reverse("access:person_new"), {"name": "Nora Ny", "email": "Nora@Exempel.se", "title": "Uppföljare"}
    )
    nora = Person.objects.get(email="nora@exempel.se")
    assert made["Location"] == reverse("access:role_new", args=[nora.pk])
    as_disa.post(
        made["Location"], {"role": Role.OFFICER, "board": world.elderly.pk, "start": "2025-01-01", "last": "2025-12-31"}
    )
    assert scope_of(nora.pk, dt.date(2025, 12, 31)).has_role(Role.OFFICER, board_id=world.elderly.pk)
    assert not scope_of(nora.pk, dt.date(2026, 1, 1)).grants


def test_an_address_that_is_taken_is_refused_and_what_was_typed_stays(world: World, as_disa: Client) -> None:
    answer = as_disa.post(reverse("access:person_new"), {"name": "Anna Två", "email": "ANNA@exempel.se", "title": ""})
    assert answer.status_code == 422
    assert "Anna Två" in answer.text
    assert "redan ett konto" in answer.text


def test_a_closed_account_sees_nothing_even_while_signed_in(world: World, as_disa: Client) -> None:
    as_disa.post(reverse("access:closure", args=[world.anna.pk]))
    assert not scope_of(world.anna.pk, TODAY).grants


def test_nobody_closes_the_own_account(world: World, as_disa: Client) -> None:
    as_disa.post(reverse("access:closure", args=[world.disa.pk]))
    world.disa.refresh_from_db()
    assert world.disa.is_active


@pytest.mark.parametrize(("name", "status"), [("anna", 403), ("carin", 404), ("elsa", 404), ("disa", 200)])
def test_only_an_administrator_opens_the_list(world: World, name: str, status: int) -> None:
    client = client_of(getattr(world, name))
    assert client.get(reverse("access:people")).status_code == status


def test_a_managers_unit_must_be_the_providers_own(world: World) -> None:
    with pytest.raises(NotTheProvidersUnit):
        grant_role(
            person=world.elsa,
            role=Role.PROVIDER_MANAGER,
            provider=world.private,
            unit=world.aspgarden,
            start=TODAY,
            by=world.disa,
            at=timezone.now(),
        )


def test_a_role_is_not_given_twice_for_the_same_time(world: World) -> None:
    with pytest.raises(RoleHeldAlready):
        grant_role(
            person=world.anna, role=Role.OFFICER, board=world.elderly, start=TODAY, by=world.disa, at=timezone.now()
        )


def test_a_role_that_ended_yesterday_gives_nothing_today(world: World) -> None:
    held = world.anna.role_assignments.get()
    end_role(assignment_id=held.pk, end=TODAY, by=world.disa, at=timezone.now())
    assert scope_of(world.anna.pk, TODAY - dt.timedelta(days=1)).is_staff
    assert not scope_of(world.anna.pk, TODAY).is_staff
    assert scope_of(world.anna.pk, BEGINNING).is_staff


def test_the_last_administrator_stays(world: World) -> None:
    held = world.disa.role_assignments.get()
    with pytest.raises(LastAdministrator):
        end_role(assignment_id=held.pk, end=TODAY, by=world.disa, at=timezone.now())
