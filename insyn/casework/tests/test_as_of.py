"""An old follow-up keeps showing what was true on its day, whatever the register says later."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from insyn.casework.models import FollowUp
from insyn.casework.tests.cast import a_follow_up
from insyn.contracts import actions as contracts
from insyn.contracts.queries import requirements_on
from insyn.organisation import actions
from insyn.organisation.kinds import PROVIDER, UNIT
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
AFTER = dt.date(2025, 6, 1)


@pytest.fixture
def world() -> World:
    return build_world()


def change_everything(world: World) -> None:
    act: dict[str, Any] = {"by": world.disa, "at": NOON}
    fields = {"name": "Nya Lindgården", "provider": world.other_private}
    actions.change_subject(kind=UNIT, subject_id=world.lindgarden.pk, day=AFTER, changes=fields, **act)
    actions.change_subject(
        kind=PROVIDER, subject_id=world.private.pk, day=AFTER, changes={"name": "Omdöpta bolaget AB"}, **act
    )
    contracts.change_wording(requirement_id=world.requirement.pk, day=AFTER, text="Ny.", source_ref="", **act)


def targets(follow_up: FollowUp) -> list[tuple[str, str]]:
    rows = follow_up.targets.select_related("unit_spell", "provider_spell")
    return [(row.unit_spell.name, row.provider_spell.name) for row in rows]


def test_the_name_the_provider_and_the_words_are_those_of_the_day(world: World) -> None:
    follow_up = a_follow_up(world)
    change_everything(world)
    assert targets(follow_up) == [("Lindgården", "Omsorgsbolaget Ek AB")]
    assert requirements_on(world.contract, follow_up.reference_date)[0].text.startswith("Varje person")
    page = client_of(world.anna).get(reverse("casework:follow_up", args=[follow_up.pk])).content.decode()
    assert "Nya Lindgården" not in page
    assert "Omdöpta bolaget" not in page


def test_a_corrected_mistake_is_corrected_in_the_old_follow_up_too(world: World) -> None:
    follow_up = a_follow_up(world)
    spell = world.lindgarden.spells.get()
    actions.correct_spell(
        kind=UNIT,
        spell_id=spell.pk,
        start=spell.valid.lower,
        end=None,
        changes={"name": "Lindegården"},
        reason="Felstavat.",
        by=world.disa,
        at=NOON,
    )
    assert targets(follow_up) == [("Lindegården", "Omsorgsbolaget Ek AB")]


def test_a_time_that_a_follow_up_stands_on_is_not_taken_away(world: World) -> None:
    from insyn.base.spells import StillReferred

    change_everything(world)
    follow_up = a_follow_up(world, reference_date=AFTER)
    spell = follow_up.targets.get().unit_spell
    assert spell is not None
    with pytest.raises(StillReferred):
        actions.withdraw_change(kind=UNIT, spell_id=spell.pk, by=world.disa, at=NOON)


def test_the_register_tells_of_the_follow_ups_one_may_see(world: World) -> None:
    a_follow_up(world)
    for name, pk in (
        ("of_unit", world.lindgarden.pk),
        ("of_provider", world.private.pk),
        ("of_contract", world.contract.pk),
    ):
        url = reverse(f"casework:{name}", args=[pk])
        assert client_of(world.anna).get(url).context["list"].count == 1
        assert client_of(world.bo).get(url).context["list"].count == 0
        assert client_of(world.carin).get(url).status_code == 404
