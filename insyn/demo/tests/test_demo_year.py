"""The demo is as large as promised, of every kind, and the same each time it is loaded."""

import csv
import hashlib
import json

import pytest
from django.core import serializers
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from insyn.casework.models import FollowUp, StageChange
from insyn.contracts.models import Contract, Requirement
from insyn.demo.actions import load_demo_year, load_register
from insyn.demo.loading.clock import LAST_DAY
from insyn.organisation.models import Provider, ProviderSpell, Unit
from insyn.planning.models import Draw, FollowUpKind
from insyn.publishing.models import PublicVersion
from insyn.registers.examples import DEVIATIONS
from insyn.registers.models import (
    Event,
    Incoming,
    Inspection,
    ProviderEntry,
    Referral,
    SourceCode,
    Track,
    TrackStep,
    UnitVolume,
)
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


def test_two_years_of_deviations_are_handled_as_in_life(demo: None) -> None:
    """Most in time, some late, some still open past their day; from the care system and from the portal."""
    rows = Event.objects.filter(kind__in=("deviation", "health", "report"))
    assert 2300 <= rows.count() <= 2700
    assert rows.exclude(due_date__isnull=False).count() == 0
    assert rows.filter(closed_date__gt=F("due_date")).count() > 50
    assert rows.filter(closed_date=None, due_date__lt=LAST_DAY).count() > 50
    assert rows.filter(closed_date__lte=F("due_date")).count() > rows.count() / 2
    assert len(set(rows.exclude(category=None).values_list("category", flat=True))) == 12
    assert ProviderEntry.objects.filter(event__system=None).count() > 50
    assert not rows.filter(registered_date__gt=LAST_DAY).exists()


def test_codes_that_nobody_has_mapped_wait(demo: None) -> None:
    waiting = SourceCode.objects.filter(field="category", category=None)
    assert waiting.count() == 3
    assert all(code.events.filter(category=None).exists() for code in waiting)


def test_at_one_unit_the_falls_double(demo: None) -> None:
    falls = Event.objects.filter(unit__key="granhaga", category__code="fall").exclude(kind="report")
    before, after = (
        falls.filter(event_date__lt="2026-07-01").count(),
        falls.filter(event_date__gte="2026-07-01").count(),
    )
    assert after / 4.5 >= 2 * before / 19


def test_clocks_run_on_the_further_tracks(demo: None) -> None:
    sent = TrackStep.objects.filter(kind="sent").values("track")
    running = Track.objects.filter(basis__in=("lex_sarah", "lex_maria"), event__closed_date=None).exclude(pk__in=sent)
    assert running.count() >= 5
    assert TrackStep.objects.filter(kind="receipt").exists()
    assert Inspection.objects.filter(answered_date=None, answer_due__isnull=False).exists()
    assert Referral.objects.filter(sent_date=None).exists()
    assert UnitVolume.objects.filter(measure="client_days").count() > 2000


def test_what_the_public_has_sent_in_waits_to_be_read(demo: None) -> None:
    waiting = Incoming.objects.waiting()
    assert waiting.count() == 7
    assert waiting.filter(unit=None).exists()
    assert waiting.exclude(reach="").exists()
    assert set(Incoming.objects.values_list("state", flat=True)) >= {"moved_on", "put_aside"}


def test_the_example_file_fits_the_demo_but_for_the_rows_that_are_wrong_on_purpose(demo: None) -> None:
    with DEVIATIONS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    units = set(Unit.objects.values_list("name", flat=True))
    assert len(rows) == 46
    assert len({row["Avvikelse-id"] for row in rows}) == 45
    assert [row["Enhet"] for row in rows if row["Enhet"] not in units] == ["Lindhagen", ""]
    assert [row["Händelsedatum"] for row in rows if row["Händelsedatum"] == "2026-11-31"]
    assert [row["Allvarlighetsgrad"] for row in rows if row["Allvarlighetsgrad"] not in "1234"] == ["7"]
    assert sum(bool(row["Avslutad"]) and row["Avslutad"] < row["Registrerad"] for row in rows) == 1
    known = set(SourceCode.objects.filter(field="category").values_list("code", flat=True))
    assert {row["Händelsetyp"] for row in rows} <= known
    assert not Event.objects.filter(reference__in=[row["Avvikelse-id"] for row in rows]).exists()
