"""Every page says who may enter, and every row that belongs to somebody knows who may see it."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from insyn.base.scope import NOBODY, Scope
from tests.access.conftest import Stage
from tests.access.owners import SHARED_BY_ALL, SHARED_BY_STAFF, THROUGH, WITHOUT, the_rest
from tests.access.routes import all_routes, is_signing_in


def ours() -> list[type[Model]]:
    return [
        model for model in apps.get_models() if model.__module__.startswith("insyn.") and not hasattr(model, "pgh_obj")
    ]


def asks_who_sees_it(model: type[Model]) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


ASKING = [model for model in ours() if asks_who_sees_it(model)]


def label(model: type[Model]) -> str:
    return str(model._meta.label)


def test_every_row_says_who_sees_it_or_what_it_is_reached_through() -> None:
    told = [{label(model) for model in ASKING}, set(THROUGH), set(WITHOUT)]
    assert set().union(*told) == {label(model) for model in ours()}
    assert sum(len(each) for each in told) == len(ours()), "one of the three, and no reason outlives its model"


@pytest.mark.parametrize("part", THROUGH)
def test_what_is_reached_through_another_row_hangs_on_it(part: str) -> None:
    model, above = apps.get_model(part), apps.get_model(THROUGH[part])
    assert above in {field.related_model for field in model._meta.concrete_fields}
    assert asks_who_sees_it(above) or label(above) in THROUGH


@pytest.fixture(scope="module")
def full(stage: Stage) -> Stage:
    the_rest(stage.world, stage.names)
    return stage


def seen(model: type[Model], scope: Scope) -> set[Any]:
    """What the scope sees of others' rows: one's own roles are one's own."""
    rows: Any = model._default_manager.all()
    if label(model) == "access.RoleAssignment":
        rows = rows.exclude(person_id=scope.person_id)
    return set(rows.visible_to(scope).values_list("pk", flat=True))


@pytest.mark.parametrize("model", ASKING, ids=label)
def test_a_row_is_seen_by_those_whose_it_is_and_by_nobody_else(full: Stage, model: type[Model]) -> None:
    assert model._default_manager.exists(), "the sample lacks one, and without it nothing is shown here"
    inside = set().union(*(seen(model, full.visitors[column].scope) for column in "ASROMCDNBPW"))
    assert inside, "somebody must see it"
    assert seen(model, NOBODY) == set()
    assert seen(model, full.visitors["e"].scope) == set()
    if label(model) not in SHARED_BY_STAFF:
        assert seen(model, full.visitors["x"].scope) == set()
    if label(model) not in SHARED_BY_ALL:
        assert carins(full, model) & seen(model, full.visitors["k"].scope) == set()
        assert carins(full, model) & seen(model, full.visitors["u"].scope) == set()


def carins(stage: Stage, model: type[Model]) -> set[Any]:
    """Carl sees his own unit and provider, Cilla hers: of these only Carin's are another's."""
    world = stage.world
    hers = {"organisation.Unit": world.lindgarden, "contracts.Contract": world.contract}
    if label(model) == "organisation.Provider":
        return set()  # Cilla's too; Carl's is asked for in the next test
    if row := hers.get(label(model)):
        return {row.pk}
    return set(model._default_manager.values_list("pk", flat=True))


def test_a_manager_sees_the_own_provider_and_no_other(full: Stage) -> None:
    world, provider = full.world, apps.get_model("organisation.Provider")
    assert seen(provider, full.visitors["k"].scope) == {world.other_private.pk}
    assert seen(provider, full.visitors["P"].scope) == {world.private.pk}


def test_every_view_says_who_may_enter() -> None:
    open_doors = [
        name for name, pattern in all_routes() if not is_signing_in(name) and not getattr(pattern.callback, "gate", "")
    ]
    assert open_doors == []
