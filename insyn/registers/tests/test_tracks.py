"""One event on several legal tracks: each with its clocks, its decider, its duty to inform and its receipt."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from insyn.registers import actions
from insyn.registers.models import Event, Track, TrackStep
from insyn.registers.tests.events import DAY, reported
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAYS = dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def report(world: World) -> Event:
    return reported(world, kind="report", reference="LS1")


def lex_sarah(event: Event) -> Track:
    track: Track = event.tracks.get(basis="lex_sarah")
    return track


def assessed(world: World, event: Event, *, is_serious: bool = True) -> Track:
    return actions.decide_seriousness(
        track_id=lex_sarah(event).pk, is_serious=is_serious, ground="Personen skadades.", done_date=DAY, evidence="",
        file=None, by=world.sten, at=NOON,
    )  # fmt: skip


def step(world: World, track: Track, kind: str, **told: Any) -> TrackStep:
    said: dict[str, Any] = {"done_date": DAY, "evidence": "Dnr 12", "file": None, "note": ""} | told
    return actions.record_step(track_id=track.pk, kind=kind, **said, by=world.sten, at=NOON)


def page(who: Client, event: Event) -> str:
    return who.get(reverse("registers:event", args=[event.pk])).content.decode()


def test_a_report_and_a_complaint_begin_on_their_tracks_at_once(world: World, report: Event) -> None:
    assert lex_sarah(report).started_date == DAY
    assert reported(world).tracks.get().basis == "complaint"
    assert not reported(world, kind="deviation").tracks.exists()


def test_one_event_runs_on_several_tracks_with_a_clock_each(world: World, report: Event) -> None:
    anna = client_of(world.anna)
    opened = {"basis": "lex_maria", "started_date": "2025-02-04", "decider": world.moa.pk}
    assert anna.post(reverse("registers:track_new", args=[report.pk]), opened).status_code == 302
    shown = page(anna, report)
    assert "Lex Sarah" in shown
    assert "Lex Maria" in shown
    assert "Patienten informerad" in shown
    assert "Moa MAS" in shown
    again = anna.post(reverse("registers:track_new", args=[report.pk]), opened)
    assert again.status_code == 422


def test_only_who_holds_the_laws_role_may_decide(world: World, report: Event) -> None:
    anna = client_of(world.anna)
    url = reverse("registers:track_new", args=[report.pk])
    wrong = anna.post(url, {"basis": "lex_maria", "started_date": "2025-02-04", "decider": world.anna.pk})
    assert "får inte besluta enligt lex Maria" in wrong.content.decode()
    maria = actions.open_track(
        event_id=report.pk, basis="lex_maria", started_date=DAY, decider=None, by=world.anna, at=NOON
    )
    sarah = lex_sarah(report)
    may = {
        (name, track.basis): client_of(who).get(reverse("registers:track_assessment", args=[track.pk])).status_code
        for name, who in (("sten", world.sten), ("moa", world.moa), ("anna", world.anna))
        for track in (maria, sarah)
    }
    assert may == {
        ("sten", "lex_maria"): 403, ("sten", "lex_sarah"): 200, ("moa", "lex_maria"): 200, ("moa", "lex_sarah"): 403,
        ("anna", "lex_maria"): 403, ("anna", "lex_sarah"): 403,
    }  # fmt: skip


def test_the_strategist_judges_with_a_ground_and_the_clock_to_ivo_starts(world: World, report: Event) -> None:
    sten = client_of(world.sten)
    url = reverse("registers:track_assessment", args=[lex_sarah(report).pk])
    assert "Anmälan till IVO" not in page(sten, report)
    assert sten.post(url, {"is_serious": "yes", "ground": "", "done_date": "2025-02-04"}).status_code == 422
    assert sten.post(url, {"is_serious": "yes", "ground": "Skada", "done_date": "2025-02-04"}).status_code == 302
    track = lex_sarah(report)
    assert (track.is_serious, track.ground, track.decider_id) == (True, "Skada", world.sten.pk)
    shown = page(sten, report)
    assert "Anmälan till IVO" in shown
    assert "allvarligt missförhållande" in shown


def test_nothing_goes_to_ivo_that_is_not_judged_serious(world: World, report: Event) -> None:
    with pytest.raises(actions.StepTooEarly, match="bedömd"):
        step(world, lex_sarah(report), "sent")
    track = assessed(world, report, is_serious=False)
    with pytest.raises(actions.NotSerious):
        step(world, track, "sent")


def test_the_receipt_comes_after_what_was_sent(world: World, report: Event) -> None:
    track = assessed(world, report)
    with pytest.raises(actions.StepTooEarly):
        step(world, track, "receipt")
    step(world, track, "sent")
    step(world, track, "receipt", evidence="Mottagningsbevis 8.1-1/2025")
    assert "Mottagningsbevis" in page(client_of(world.anna), report)


def test_a_step_without_evidence_is_refused_and_a_file_is_enough(world: World, report: Event) -> None:
    anna, url = client_of(world.anna), reverse("registers:step_new", args=[lex_sarah(report).pk])
    typed = {"kind": "investigated", "done_date": "2025-02-20", "evidence": "", "note": "Utredd av chefen"}
    empty = anna.post(url, typed)
    assert empty.status_code == 422
    assert "Utredd av chefen" in empty.content.decode(), "nothing typed is lost"
    file = SimpleUploadedFile("utredning.txt", b"Utredningen visar", "text/plain")
    assert anna.post(url, typed | {"file": file}).status_code == 302
    made = TrackStep.objects.get()
    assert made.evidence == "utredning.txt"
    answer: Any = anna.get(reverse("registers:step_file", args=[made.pk]))
    assert answer.getvalue() == b"Utredningen visar"
    assert client_of(world.bo).get(reverse("registers:step_file", args=[made.pk])).status_code == 404


@pytest.mark.parametrize(
    ("day", "refusal"), [(NOON.date() + DAYS, actions.DayToCome), (DAY - DAYS, actions.BeforeTheTrackBegan)]
)
def test_a_day_that_cannot_be_is_refused(world: World, report: Event, day: dt.date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        step(world, lex_sarah(report), "investigated", done_date=day)


def test_a_step_is_recorded_once_and_only_where_it_belongs(world: World, report: Event) -> None:
    step(world, lex_sarah(report), "investigated")
    with pytest.raises(actions.StepTaken):
        step(world, lex_sarah(report), "investigated")
    with pytest.raises(actions.StepNotOfTrack):
        step(world, lex_sarah(report), "answered")
    with pytest.raises(actions.StepNotOfTrack):
        step(world, lex_sarah(report), "assessed")


def test_what_was_noted_by_mistake_is_taken_away_and_the_reason_kept(world: World, report: Event) -> None:
    track = assessed(world, report)
    sent = step(world, track, "sent")
    with pytest.raises(actions.StepNeeded):
        actions.remove_step(step_id=track.steps.get(kind="assessed").pk, reason="Fel", by=world.sten, at=NOON)
    anna = client_of(world.anna)
    url = reverse("registers:step_removal", args=[sent.pk])
    assert anna.post(url, {"reason": "Fel ärende"}).status_code == 302
    assert not track.steps.filter(kind="sent").exists()
    assert "Fel ärende" in page(anna, report)
    assessment = track.steps.get(kind="assessed")
    assert anna.get(reverse("registers:step_removal", args=[assessment.pk])).status_code == 403
    actions.remove_step(step_id=assessment.pk, reason="Ny uppgift", by=world.sten, at=NOON)
    assert lex_sarah(report).is_serious is None


def test_a_clock_goes_on_when_its_step_is_taken_away(world: World) -> None:
    complaint = reported(world, reference="K1")
    anna = client_of(world.anna)
    assert "försenad" in page(anna, complaint)
    made = step(world, complaint.tracks.get(), "answered")
    assert "klar i tid" in page(anna, complaint)
    actions.remove_step(step_id=made.pk, reason="Fel ärende", by=world.anna, at=NOON)
    assert "14 dagar för sent" in page(anna, complaint)


def test_history_tells_who_did_what_on_the_track(world: World, report: Event) -> None:
    assessed(world, report)
    shown = page(client_of(world.anna), report)
    assert "Bedömde hur allvarlig en händelse är" in shown
    assert "Sten Strateg" in shown
