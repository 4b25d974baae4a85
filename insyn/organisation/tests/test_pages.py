"""The register's pages: who may read and edit, and what they show as of a day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.base.periods import period
from insyn.organisation import actions
from insyn.organisation.kinds import KINDS, PROVIDER, UNIT, Kind
from insyn.organisation.models import Unit, UnitSpell
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 2, 1)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def disa(world: World) -> Client:
    return client_of(world.disa)


def unit_url(world: World, part: str = "") -> str:
    return reverse(f"organisation:unit{part}", args=[world.lindgarden.pk])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_its_pages(disa: Client, kind: Kind) -> None:
    subject = kind.model.objects.first()
    if subject is None:
        subject = kind.model.objects.create(key="x", name="X", slug="x")
    assert disa.get(reverse(kind.listing)).status_code == 200
    assert disa.get(reverse(kind.page, args=[subject.pk])).status_code == 200
    assert disa.get(reverse(kind.address("history"), args=[subject.pk])).status_code == 200
    assert disa.get(reverse(kind.address("new"))).status_code == 200
    if kind is not UNIT:
        assert disa.get(reverse(kind.address("units"), args=[subject.pk])).status_code == 200
    for spell in kind.dated.spells.filter(**{kind.dated.link: subject})[:1]:
        assert disa.get(reverse(kind.address("change"), args=[subject.pk])).status_code == 200
        assert disa.get(reverse(kind.address("closure"), args=[subject.pk])).status_code == 200
        assert disa.get(reverse(kind.address("correction"), args=[subject.pk, spell.pk])).status_code == 200
        assert disa.get(reverse(kind.address("withdrawal"), args=[subject.pk, spell.pk])).status_code == 200


def test_officers_read_and_do_not_edit_and_providers_find_nothing(world: World) -> None:
    anna, carin = client_of(world.anna), client_of(world.carin)
    assert anna.get(unit_url(world)).status_code == 200
    assert "Ändra från en dag" not in anna.get(unit_url(world)).content.decode()
    assert anna.get(unit_url(world, "_change")).status_code == 403
    assert carin.get(unit_url(world)).status_code == 404
    assert carin.get(reverse("organisation:unit_list")).status_code == 404


def test_the_page_shows_what_was_true_on_the_asked_day(world: World, disa: Client) -> None:
    actions.change_subject(
        kind=UNIT,
        subject_id=world.lindgarden.pk,
        day=DAY,
        changes={"name": "Nya Lindgården", "provider": world.other_private},
        by=world.disa,
        at=NOON,
    )
    actions.change_subject(
        kind=PROVIDER, subject_id=world.private.pk, day=DAY, changes={"name": "Ek Nu AB"}, by=world.disa, at=NOON
    )
    before = disa.get(unit_url(world), {"dag": "2025-01-31"}).context["page"].facts
    after = disa.get(unit_url(world), {"dag": "2025-02-01"}).context["page"].facts
    assert {"Lindgården", "Omsorgsbolaget Ek AB", "Äldrenämnden"} <= {each.value for each in before}
    assert {"Nya Lindgården", "Vårdlaget Al AB"} <= {each.value for each in after}


def test_disa_changes_a_unit_from_a_day(world: World, disa: Client) -> None:
    form = disa.get(unit_url(world, "_change")).context["form"]
    data = posted(form) | {"name": "Nytt namn", "day": "2025-02-01"}
    answer = disa.post(unit_url(world, "_change"), data)
    assert answer.status_code == 302
    assert UnitSpell.objects.filter(unit=world.lindgarden).count() == 2


def test_a_refused_change_keeps_what_was_typed(world: World, disa: Client) -> None:
    form = disa.get(unit_url(world, "_change")).context["form"]
    answer = disa.post(unit_url(world, "_change"), posted(form) | {"name": "Nytt", "day": "2019-01-01"})
    assert answer.status_code == 422
    assert "före den första dagen" in answer.content.decode()
    assert 'value="Nytt"' in answer.content.decode()


def test_two_people_who_correct_the_same_field_are_asked(world: World, disa: Client) -> None:
    sten = client_of(world.sten)
    spell = UnitSpell.objects.get(unit=world.lindgarden)
    url = reverse("organisation:unit_correction", args=[world.lindgarden.pk, spell.pk])
    first, second = posted(disa.get(url).context["form"]), posted(sten.get(url).context["form"])
    assert disa.post(url, first | {"name": "Disas", "reason": "Fel."}).status_code == 302
    answer = sten.post(url, second | {"name": "Stens", "reason": "Fel."})
    assert answer.status_code == 409
    assert "Disas" in answer.content.decode()
    merged = sten.post(url, second | {"places": "20", "reason": "Fel."})
    assert merged.status_code == 302
    spell.refresh_from_db()
    assert (spell.name, spell.places) == ("Disas", 20)


def test_an_old_name_and_swedish_letters_find_the_unit(world: World, disa: Client) -> None:
    actions.change_subject(
        kind=UNIT, subject_id=world.aspgarden.pk, day=DAY, changes={"name": "Östra gården"}, by=world.disa, at=NOON
    )
    for sought in ("östr", "ÖSTRA", "aspg", "vårdl"):
        rows = disa.get(reverse("organisation:unit_list"), {"sok": sought}).context["list"].rows
        assert [row.pk for row in rows] == [world.aspgarden.pk], sought


def test_units_roll_up_along_the_edges_of_the_day(world: World, disa: Client) -> None:
    actions.change_subject(
        kind=UNIT, subject_id=world.lindgarden.pk, day=DAY, changes={"area": world.housing}, by=world.disa, at=NOON
    )
    url = reverse("organisation:board_units", args=[world.elderly.pk])
    assert disa.get(url, {"dag": "2025-01-31"}).context["list"].count == 3
    assert disa.get(url, {"dag": "2025-02-01"}).context["list"].count == 2


def test_a_list_of_five_thousand_units_takes_few_queries(
    world: World, disa: Client, django_assert_max_num_queries: Any
) -> None:
    units = Unit.objects.bulk_create(
        Unit(key=f"k{number}", name=f"Enhet {number}", slug=f"k{number}") for number in range(5000)
    )
    UnitSpell.objects.bulk_create(
        UnitSpell(unit=unit, name=unit.name, area=world.nursing, provider=world.private, valid=period(BEGINNING))
        for unit in units
    )
    disa.get(unit_url(world))
    with django_assert_max_num_queries(10):
        answer = disa.get(reverse("organisation:unit_list"), {"sok": "enhet", "board": str(world.elderly.pk)})
    assert answer.context["list"].count == 5000
    with django_assert_max_num_queries(14):
        disa.get(unit_url(world))


def test_a_sole_traders_number_must_be_said_to_be_one(disa: Client) -> None:
    data = {"name": "Firman", "kind": "private", "organisation_number": "811228-9874", "start": "2025-01-01", "key": ""}
    answer = disa.post(reverse("organisation:provider_new"), data)
    assert answer.status_code == 422
    assert "personnummer" in answer.content.decode()
    assert disa.post(reverse("organisation:provider_new"), data | {"is_sole_trader": "on"}).status_code == 302


def posted(form: Any) -> dict[str, Any]:
    """What a browser would send of an untouched form."""
    values = {name: form[name].value() for name in form.fields}
    shown = {name: getattr(value, "isoformat", lambda value=value: value)() for name, value in values.items()}
    return {name: value for name, value in shown.items() if value not in (None, False)}
