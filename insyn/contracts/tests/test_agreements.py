"""Contracts: periods with options, units, adopted requirements and what mirrors what."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.base import spells
from insyn.base.periods import period
from insyn.contracts import actions
from insyn.contracts.actions import refusals
from insyn.contracts.models import Contract, ContractPeriod, RequirementSet, RequirementVersion
from insyn.contracts.queries import requirements_on
from insyn.contracts.queries.mirroring import mirrored
from insyn.organisation import parts
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 3)
LAST = dt.date(2027, 12, 31)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def act(world: World) -> dict[str, Any]:
    return {"by": world.berit, "at": NOON}


@pytest.fixture
def berit(world: World) -> Client:
    return client_of(world.berit)


def the_period(world: World) -> ContractPeriod:
    return ContractPeriod.objects.get(contract=world.contract)


def test_an_option_that_is_taken_up_prolongs_the_same_period(world: World, act: dict[str, Any]) -> None:
    row = the_period(world)
    option = actions.add_option(period_id=row.pk, until=dt.date(2029, 12, 31), notice_date=None, **act)
    actions.take_up_option(option_id=option.pk, taken_up=DAY, **act)
    assert the_period(world).valid == period(dt.date(2024, 1, 1), dt.date(2030, 1, 1))
    with pytest.raises(refusals.OptionTakenUp):
        actions.take_up_option(option_id=option.pk, taken_up=DAY, **act)
    with pytest.raises(refusals.OptionTakenUp):
        actions.drop_option(option_id=option.pk, **act)


def test_an_option_must_reach_beyond_the_period_and_not_into_the_next(world: World, act: dict[str, Any]) -> None:
    row = the_period(world)
    with pytest.raises(refusals.OptionTooShort):
        actions.add_option(period_id=row.pk, until=LAST, notice_date=None, **act)
    actions.add_period(contract_id=world.contract.pk, start=dt.date(2028, 6, 1), last=None, note="", **act)
    option = actions.add_option(period_id=row.pk, until=dt.date(2028, 12, 31), notice_date=None, **act)
    with pytest.raises(spells.TimeTaken):
        actions.take_up_option(option_id=option.pk, taken_up=DAY, **act)


def test_a_contract_ends_early_with_its_reason(world: World, act: dict[str, Any]) -> None:
    ended = actions.end_period_early(period_id=the_period(world).pk, last=DAY, reason="Hävt.", **act)
    assert (ended.valid.upper, ended.end_reason) == (DAY + dt.timedelta(days=1), "Hävt.")
    with pytest.raises(refusals.NoLaterThanNow):
        actions.end_period_early(period_id=ended.pk, last=LAST, reason="x", **act)


def test_two_periods_may_not_overlap(world: World, act: dict[str, Any]) -> None:
    with pytest.raises(spells.TimeTaken):
        actions.add_period(contract_id=world.contract.pk, start=DAY, last=None, note="", **act)


def test_a_unit_works_under_a_contract_from_a_day_when_it_is_open(world: World, act: dict[str, Any]) -> None:
    unit: dict[str, Any] = {"contract_id": world.contract.pk, "unit": world.aspgarden, "last": None} | act
    with pytest.raises(refusals.UnitClosedThen):
        actions.attach_unit(start=dt.date(2019, 1, 1), **unit)
    row = actions.attach_unit(start=DAY, **unit)
    with pytest.raises(refusals.UnitAttachedAlready):
        actions.attach_unit(start=LAST, **unit)
    assert actions.detach_unit(row_id=row.pk, last=DAY, **act).valid.upper == DAY + dt.timedelta(days=1)


def test_a_new_wording_from_a_day_leaves_the_old_visits_as_they_were(world: World, act: dict[str, Any]) -> None:
    change: dict[str, Any] = {"requirement_id": world.requirement.pk, "text": "Ny.", "source_ref": "p. 4.1"} | act
    actions.change_wording(day=DAY, **change)
    assert requirements_on(world.contract, DAY - dt.timedelta(days=1))[0].text.startswith("Varje person")
    assert requirements_on(world.contract, DAY)[0].text == "Ny."


def test_a_corrected_wording_was_always_so(world: World, act: dict[str, Any]) -> None:
    version = RequirementVersion.objects.get(requirement=world.requirement)
    actions.correct_wording(
        version_id=version.pk,
        text="Rätt.",
        source_ref="",
        start=version.valid.lower,
        last=None,
        reason="Skrivfel.",
        **act,
    )
    assert requirements_on(world.contract, dt.date(2024, 1, 1))[0].text == "Rätt."


def test_a_contract_deviates_only_from_what_it_has_adopted(world: World, act: dict[str, Any]) -> None:
    other = RequirementSet.objects.create(code="X", name="X", source="statute")
    foreign = actions.add_requirement(
        requirement_set=other, code="1", quality_area=world.participation, dimension="process", text="T",
        source_ref="", start=DAY, **act,
    )  # fmt: skip
    how: dict[str, Any] = {
        "contract_id": world.contract.pk,
        "kind": "removed",
        "text": "",
        "reason": "Avtalat.",
        "last": None,
    } | act
    with pytest.raises(refusals.NotAdopted):
        actions.deviate(requirement=foreign, start=DAY, **how)
    row = actions.deviate(requirement=world.requirement, start=DAY, **how)
    with pytest.raises(refusals.DeviatesAlready):
        actions.deviate(requirement=world.requirement, start=LAST, **how)
    actions.end_deviation(deviation_id=row.pk, last=DAY, **act)
    assert len(requirements_on(world.contract, DAY)) == 1
    assert len(requirements_on(world.contract, DAY + dt.timedelta(days=1))) == 2


def test_the_mirror_shows_what_differs(world: World, act: dict[str, Any]) -> None:
    assert [row.difference for row in mirrored(world.own_contract, DAY)] == ["", ""]
    actions.deviate(
        contract_id=world.contract.pk, requirement=world.requirement, kind="replaced", text="Strängare.",
        reason="Anbudet.", start=DAY, last=None, **act,
    )  # fmt: skip
    assert [row.difference for row in mirrored(world.own_contract, DAY)] == ["olika lydelse", ""]
    assert mirrored(world.contract, DAY) == []


def test_a_contract_about_one_person_has_a_public_name_without_its_number(world: World, act: dict[str, Any]) -> None:
    fields: dict[str, Any] = {
        "number": "IND-198112289874", "name": "Individavtal", "form": Contract.Form.INDIVIDUAL,
        "provider": world.private, "board": world.disability,
    }  # fmt: skip
    made = actions.open_contract(fields=fields, start=DAY, last=None, **act)
    assert made.public_id == "ind-1"


def test_closing_a_unit_says_which_contracts_it_is_in(world: World) -> None:
    assert parts.warnings_of("unit", world.lindgarden.pk, DAY) == [
        "Enheten ingår i avtalet AV-2024-01 Lindgården, drift."
    ]


PAGES = ("contract", "contract_history", "valid_requirements", "mirror")


def test_everybody_on_the_staff_reads_and_only_the_boards_own_edit(world: World, berit: Client) -> None:
    anna, carin = client_of(world.anna), client_of(world.carin)
    for name in PAGES:
        assert anna.get(reverse(f"contracts:{name}", args=[world.own_contract.pk])).status_code == 200
        assert carin.get(reverse(f"contracts:{name}", args=[world.contract.pk])).status_code == 404
    change = reverse("contracts:contract_change", args=[world.contract.pk])
    assert anna.get(change).status_code == 403
    assert berit.get(change).status_code == 200
    Contract.objects.filter(pk=world.contract.pk).update(board=world.disability)
    assert berit.get(change).status_code == 403


def test_every_form_of_a_contract_opens(world: World, berit: Client) -> None:
    pk, row = world.contract.pk, the_period(world)
    pages: tuple[str, ...] = ("contract_change", "period_new", "unit_new", "adoption_new", "deviation_new")
    addresses = [reverse(f"contracts:{name}", args=[pk]) for name in pages]
    within = ("period_correction", "period_end", "option_new")
    addresses += [reverse(f"contracts:{name}", args=[pk, row.pk]) for name in within]
    addresses += [reverse("contracts:unit_end", args=[pk, world.contract.units.get().pk])]
    addresses += [reverse("contracts:adoption_end", args=[pk, world.contract.adoptions.get().pk])]
    addresses += [reverse("contracts:contract_new"), reverse("contracts:set_new")]
    requirement = world.requirement
    pages = ("requirement", "wording_new", "requirement_correction", "requirement_end")
    addresses += [reverse(f"contracts:{name}", args=[requirement.pk]) for name in pages]
    addresses += [reverse("contracts:wording_correction", args=[requirement.pk, requirement.versions.get().pk])]
    pages = ("requirement_set", "set_change", "set_history", "requirement_new")
    addresses += [reverse(f"contracts:{name}", args=[world.requirements.pk]) for name in pages]
    addresses += [reverse("contracts:requirement_sets"), reverse("contracts:requirements")]
    addresses += [reverse("contracts:of_unit", args=[world.lindgarden.pk])]
    addresses += [reverse("contracts:of_provider", args=[world.private.pk])]
    assert {address: berit.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_berit_takes_up_an_option_on_the_page(world: World, berit: Client) -> None:
    row = the_period(world)
    url = reverse("contracts:option_new", args=[world.contract.pk, row.pk])
    assert berit.post(url, {"until": "2029-12-31"}).status_code == 302
    option = row.options.get()
    taken = reverse("contracts:option_taken_up", args=[world.contract.pk, option.pk])
    assert berit.post(taken, {"taken_up": "2025-03-03"}).status_code == 302
    again = berit.post(taken, {"taken_up": "2025-03-03"})
    assert again.status_code == 422
    assert "redan utnyttjad" in again.content.decode()


def test_the_requirements_of_a_day_come_as_a_workbook(world: World, berit: Client) -> None:
    url = reverse("contracts:valid_requirements", args=[world.contract.pk])
    answer = berit.get(url, {"dag": "2025-03-03", "format": "xlsx"})
    assert answer["Content-Type"].endswith("sheet")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined] # a streamed answer


@pytest.mark.parametrize("sought", ["genomförandeplaner", "AKTUELLA", "D1", "genomför"])
def test_requirements_are_found_by_what_they_say(world: World, berit: Client, sought: str) -> None:
    rows = berit.get(reverse("contracts:requirements"), {"sok": sought}).context["list"].rows
    assert world.requirement.pk in {row.pk for row in rows}


def test_lists_and_pages_take_few_queries(world: World, berit: Client, django_assert_max_num_queries: Any) -> None:
    berit.get(reverse("contracts:contracts"))
    with django_assert_max_num_queries(10):
        berit.get(reverse("contracts:contracts"))
    with django_assert_max_num_queries(12):
        berit.get(reverse("contracts:valid_requirements", args=[world.contract.pk]))
    with django_assert_max_num_queries(16):
        berit.get(reverse("contracts:contract", args=[world.contract.pk]))


def test_a_boards_requirements_are_kept_by_its_own_and_common_ones_by_every_commissioner(
    world: World, berit: Client
) -> None:
    addresses = [
        reverse(f"contracts:{name}", args=[world.requirements.pk]) for name in ("set_change", "requirement_new")
    ]
    addresses += [reverse("contracts:requirement_end", args=[world.requirement.pk])]
    for board, status in ((world.elderly, 200), (world.disability, 403), (None, 200)):
        RequirementSet.objects.filter(pk=world.requirements.pk).update(board=board)
        assert [berit.get(address).status_code for address in addresses] == [status] * len(addresses)
        page = berit.get(reverse("contracts:requirement_set", args=[world.requirements.pk])).text
        assert (addresses[0] in page) == (status == 200)


def test_a_commissioner_gives_no_set_to_another_board(world: World, berit: Client) -> None:
    given = {"code": "M-1", "name": "Nämndens mål", "source": "goals", "board": world.disability.pk}
    answer = berit.post(reverse("contracts:set_new"), given)
    assert answer.status_code == 422
    assert not RequirementSet.objects.filter(code="M-1").exists()
