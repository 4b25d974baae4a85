"""The demo is as large as promised, of every kind, and the same each time it is loaded."""

import hashlib
import json

import pytest
from django.core import serializers
from django.db import transaction
from django.utils import timezone

from insyn.casework.models import FollowUp, StageChange
from insyn.contracts.models import Contract, Requirement
from insyn.demo.actions import load_demo_year, load_register
from insyn.demo.loading.clock import LAST_DAY
from insyn.organisation.models import Provider, ProviderSpell, Unit
from insyn.planning.models import Draw, FollowUpKind
from insyn.publishing.models import PublicVersion
from insyn.registers.models import Event
from insyn.reporting.models import BoardDecision, DocumentVersion

REGISTER = (Provider, Unit, Contract, Requirement, Event)


@pytest.fixture
def demo(db: None) -> None:
    load_register()


def test_there_are_follow_ups_of_every_kind_and_at_every_stage(db: None) -> None:
    load_demo_year(at=timezone.now())
    assert FollowUp.objects.count() >= 25
    assert set(FollowUp.objects.values_list("kind", flat=True)) == set(FollowUpKind.values)
    passed = set(StageChange.objects.values_list("to_stage", flat=True)) | {FollowUp.Stage.PLANNED}
    assert passed == set(FollowUp.Stage.values)
    assert PublicVersion.objects.filter(state=PublicVersion.State.PUBLISHED).count() >= 8
    assert BoardDecision.objects.exists()
    assert not FollowUp.objects.filter(planned__isnull=True).exclude(ground="event").exists()
    assert list(Draw.objects.order_by("pk").values_list("stage", flat=True)) == ["drawn", "preparing"]
    assert set(_compiled(2026, 6)) == {"approved"}
    assert sorted(_compiled(2026, 11)) == ["approved", "draft"]
    assert not FollowUp.objects.filter(created_at__date__gt=LAST_DAY).exists()


def _compiled(year: int, month: int) -> list[str]:
    """How far the boards' compilations for that half-year have come."""
    rows = DocumentVersion.objects.filter(document__meeting__date__year=year, document__meeting__date__month=month)
    return list(rows.values_list("state", flat=True))


def test_it_is_as_large_as_promised(demo: None) -> None:
    assert 95 <= Unit.objects.count() <= 110
    assert Provider.objects.count() == 30
    assert 58 <= Contract.objects.count() <= 66
    assert 395 <= Requirement.objects.count() <= 410
    assert Event.objects.complaints().count() > 200


def test_it_has_every_kind_of_provider_and_every_form_of_contract(demo: None) -> None:
    assert set(ProviderSpell.objects.values_list("kind", flat=True)) == set(ProviderSpell.Kind.values)
    assert set(Contract.objects.values_list("form", flat=True)) == set(Contract.Form.values)


def test_own_units_have_assignment_descriptions_that_mirror_contracts(demo: None) -> None:
    own = Contract.objects.filter(form=Contract.Form.ASSIGNMENT)
    assert own.exists()
    assert own.filter(mirrors__isnull=False).count() >= own.count() / 2


def test_it_is_the_same_each_time(db: None) -> None:
    assert _loaded_and_undone() == _loaded_and_undone()


def _loaded_and_undone() -> str:
    with transaction.atomic():
        load_register()
        digest = _digest()
        transaction.set_rollback(True)
    return digest


def _digest() -> str:
    """A hash of the register without primary keys."""
    rows = []
    for model in REGISTER:
        for row in json.loads(serializers.serialize("json", model.objects.order_by("pk"))):
            plain = {key: value for key, value in row["fields"].items() if not isinstance(value, int)}
            rows.append(json.dumps(plain, sort_keys=True))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
