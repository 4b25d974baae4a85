"""What is done on an event's legal tracks: opened, judged, carried out step by step with something that shows it."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.models import StoredFile
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.registers.models import Event, Track, TrackStep
from insyn.registers.rules import NEEDS, STEPS, missing_before


class TrackOpenAlready(Refusal):
    message = "Händelsen har redan det lagspåret."


class DayToCome(Refusal):
    message = "Dagen ligger i framtiden. Ange den dag då det gjordes."


class BeforeItHappened(Refusal):
    message = "Dagen ligger före den dag då det inträffade. Kontrollera dagarna."


class BeforeTheTrackBegan(Refusal):
    message = "Dagen ligger före den dag då lagspåret började."


class NothingShowsIt(Refusal):
    message = "Skriv vad som visar att det är gjort, eller bifoga en fil. Utan det fortsätter fristen att löpa."


class StepNotOfTrack(Refusal):
    message = "Det steget hör inte till lagspåret."


class StepTaken(Refusal):
    message = "Steget är redan antecknat. Ta bort det först om det är fel."


class StepTooEarly(Refusal):
    message = "Det som ska göras före är inte antecknat än:"


class NotSerious(Refusal):
    message = "Händelsen är inte bedömd som allvarlig, och då anmäls den inte till IVO."


class StepNeeded(Refusal):
    message = "Ett senare steg bygger på det här. Ta bort det senare steget först."


@action("Öppnade ett lagspår")
def open_track(
    *, event_id: int, basis: str, started_date: dt.date, decider: Person | None, by: Person, at: dt.datetime
) -> Track:
    """Raises TrackOpenAlready, DayToCome and BeforeItHappened."""
    event: Event = Event.objects.select_for_update(of=("self",)).get(pk=event_id)
    if event.tracks.filter(basis=basis).exists():
        raise TrackOpenAlready
    if started_date > local_date(at):
        raise DayToCome
    if event.occurred_date and started_date < event.occurred_date:
        raise BeforeItHappened
    made: Track = Track.objects.create(
        event=event, basis=basis, started_date=started_date, decider_id=decider.pk if decider else None
    )
    return made


@action("Bedömde hur allvarlig en händelse är")
def decide_seriousness(
    *,
    track_id: int,
    is_serious: bool,
    ground: str,
    done_date: dt.date,
    evidence: str,
    file: StoredFile | None,
    by: Person,
    at: dt.datetime,
) -> Track:
    """With the ground, as its decider; raises StepNotOfTrack, StepTaken, DayToCome, BeforeTheTrackBegan."""
    track = _locked(track_id)
    _record(track, "assessed", done_date, evidence or ground[:300], file, note="", by=by, at=at)
    track.is_serious, track.ground, track.decider_id = is_serious, ground, by.pk
    track.save(update_fields=["is_serious", "ground", "decider_id"])
    return track


@action("Antecknade ett steg på ett lagspår")
def record_step(
    *,
    track_id: int,
    kind: str,
    done_date: dt.date,
    evidence: str,
    file: StoredFile | None,
    note: str,
    by: Person,
    at: dt.datetime,
) -> TrackStep:
    """Stops the step's clock; raises NothingShowsIt, StepNotOfTrack, StepTaken, StepTooEarly, NotSerious, DayToCome
    and BeforeTheTrackBegan."""
    track = _locked(track_id)
    if kind == TrackStep.Kind.ASSESSED:
        raise StepNotOfTrack("Bedömningen antecknas för sig, med skäl.")
    return _record(track, kind, done_date, evidence, file, note=note, by=by, at=at)


@action("Tog bort ett steg på ett lagspår")
def remove_step(*, step_id: int, reason: str, by: Person, at: dt.datetime) -> None:
    """It was noted by mistake: its clock goes on. The reason is kept in the history. Raises StepNeeded."""
    step: TrackStep = TrackStep.objects.select_for_update(of=("self",)).select_related("track").get(pk=step_id)
    later = {kind for kind, needs in NEEDS.items() if step.kind in needs}
    if step.track.steps.filter(kind__in=later).exists():
        raise StepNeeded
    step.note = reason
    step.save(update_fields=["note"])
    if step.kind == TrackStep.Kind.ASSESSED:
        step.track.is_serious, step.track.ground = None, ""
        step.track.save(update_fields=["is_serious", "ground"])
    step.delete()


def _record(
    track: Track,
    kind: str,
    done_date: dt.date,
    evidence: str,
    file: StoredFile | None,
    *,
    note: str,
    by: Person,
    at: dt.datetime,
) -> TrackStep:
    shown = evidence.strip() or (file.name[:300] if file else "")
    _refuse(track, kind, done_date, shown, local_date(at))
    made: TrackStep = TrackStep.objects.create(
        track=track, kind=kind, done_date=done_date, evidence=shown, file=file, note=note, by_id=by.pk, at=at
    )
    return made


def _refuse(track: Track, kind: str, done_date: dt.date, shown: str, day: dt.date) -> None:
    done = set(track.steps.values_list("kind", flat=True))
    missing = missing_before(kind, done, track.is_serious)
    refusals: tuple[tuple[bool, Refusal], ...] = (
        (not shown, NothingShowsIt()),
        (kind not in STEPS[track.basis], StepNotOfTrack()),
        (kind in done, StepTaken()),
        (missing == ["serious"], NotSerious()),
        (bool(missing), StepTooEarly(missing=[TrackStep.Kind(each).label for each in missing if each in NAMED])),
        (done_date > day, DayToCome()),
        (done_date < track.started_date, BeforeTheTrackBegan()),
    )
    for holds, refusal in refusals:
        if holds:
            raise refusal


def _locked(track_id: int) -> Track:
    track: Track = Track.objects.select_for_update(of=("self",)).get(pk=track_id)
    return track


NAMED = frozenset(TrackStep.Kind.values)
