"""Who works on a follow-up: appointing, declaring a conflict of interest, handing over in absence, ending, sharing."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.stages import locked
from insyn.casework.models import FollowUp, FollowUpShare, Handover, Participation
from insyn.people.models import Person

RESPONSIBLE = Participation.Part.RESPONSIBLE
SUBSTITUTE = Participation.Part.SUBSTITUTE


class FollowUpIsOver(Refusal):
    message = "Uppföljningen är avslutad eller inställd. Deltagarna ändras inte längre."


class AlreadyTakesPart(Refusal):
    """The person works on the follow-up already."""


class HasConflict(Refusal):
    """Somebody who has said that a conflict of interest exists is not appointed again."""


class ResponsibleAlready(Refusal):
    """There is one responsible officer at a time."""


class NotTakingPart(Refusal):
    message = "Personen deltar inte i uppföljningen längre."


class ConflictNeedsWord(Refusal):
    message = "Skriv kort vad jävet består i."


class HandoverIsBack(Refusal):
    message = "Uppföljningen är redan tillbaka hos den som lämnade över den."


def open_and_locked(follow_up_id: int) -> FollowUp:
    """The follow-up, held; raises FollowUpIsOver."""
    follow_up = locked(follow_up_id)
    if not follow_up.is_open:
        raise FollowUpIsOver
    return follow_up


def _active(follow_up: FollowUp, person_id: int) -> Participation | None:
    found: Participation | None = follow_up.participations.filter(person_id=person_id, ended_at__isnull=True).first()
    return found


@action("Utsåg en deltagare")
def add_participant(*, follow_up_id: int, person_id: int, part: str, by: Person, at: dt.datetime) -> Participation:
    """Appoint somebody, who then declares; raises what is named above."""
    follow_up = open_and_locked(follow_up_id)
    if here := _active(follow_up, person_id):
        raise AlreadyTakesPart(f"{here.person.name} deltar redan, som {here.get_part_display()}.")
    _refuse_conflicted(follow_up, person_id)
    if part == RESPONSIBLE:
        _refuse_second_responsible(follow_up)
    made: Participation = Participation.objects.create(
        follow_up=follow_up, person_id=person_id, part=part, started_at=at
    )
    return made


def _refuse_conflicted(follow_up: FollowUp, person_id: int) -> None:
    said = follow_up.participations.filter(person_id=person_id, conflict=Participation.Conflict.EXISTS)
    if earlier := said.select_related("person").first():
        raise HasConflict(f"{earlier.person.name} har uppgett jäv i uppföljningen. Välj någon annan.")


def _refuse_second_responsible(follow_up: FollowUp) -> None:
    now = follow_up.participations.filter(part=RESPONSIBLE, ended_at__isnull=True).select_related("person").first()
    if now:
        raise ResponsibleAlready(f"{now.person.name} är ansvarig. Avsluta det deltagandet, eller lämna över.")


@action("Prövade jäv")
def declare_conflict(*, follow_up_id: int, exists: bool, note: str = "", by: Person, at: dt.datetime) -> Participation:
    """Answer for oneself whether a conflict of interest exists; where it does, one's part ends at once.

    Raises NotTakingPart, FollowUpIsOver or ConflictNeedsWord.
    """
    follow_up = open_and_locked(follow_up_id)
    mine = _active(follow_up, by.pk)
    if mine is None:
        raise NotTakingPart("Du deltar inte i uppföljningen.")
    if exists and not note.strip():
        raise ConflictNeedsWord
    mine.conflict = Participation.Conflict.EXISTS if exists else Participation.Conflict.NONE
    mine.conflict_note, mine.declared_at = note.strip(), at
    if exists:
        mine.ended_at, mine.end_reason = at, "Jäv"
    mine.save()
    return mine


@action("Avslutade ett deltagande")
def end_participation(*, participation_id: int, reason: str, by: Person, at: dt.datetime) -> Participation:
    """End somebody's part with a reason; raises NotTakingPart when it has ended already."""
    part = Participation.objects.get(pk=participation_id)
    open_and_locked(part.follow_up_id)
    part.refresh_from_db()
    if part.ended_at:
        raise NotTakingPart
    return _end(part, reason, at)


def _end(part: Participation, reason: str, at: dt.datetime) -> Participation:
    part.ended_at, part.end_reason = at, reason.strip()
    part.save(update_fields=["ended_at", "end_reason"])
    return part


@action("Lämnade över uppföljningen")
def hand_over(
    *,
    follow_up_id: int,
    to_person_id: int,
    reason: str,
    until: dt.date | None = None,
    by: Person,
    at: dt.datetime,
) -> Handover:
    """Let a substitute take the responsible officer's place in absence; the substitute declares first of all.

    Raises FollowUpIsOver, NotTakingPart (nobody is responsible) AlreadyTakesPart (the same person) or HasConflict.
    """
    follow_up = open_and_locked(follow_up_id)
    now = follow_up.participations.filter(part=RESPONSIBLE, ended_at__isnull=True).select_related("person").first()
    if now is None:
        raise NotTakingPart("Ingen är ansvarig nu. Utse en ansvarig i stället.")
    if now.person_id == to_person_id:
        raise AlreadyTakesPart(f"{now.person.name} är redan ansvarig.")
    _refuse_conflicted(follow_up, to_person_id)
    if here := _active(follow_up, to_person_id):
        _end(here, "Blev ersättare för den ansvariga", at)
    _end(now, f"Frånvaro: {reason.strip()}"[:300], at)
    Participation.objects.create(
        follow_up=follow_up, person_id=to_person_id, part=RESPONSIBLE, substitutes_for=now, started_at=at
    )
    made: Handover = Handover.objects.create(
        follow_up=follow_up,
        from_person=now.person,
        to_person_id=to_person_id,
        reason=reason.strip(),
        until=until,
        by=by,
        at=at,
    )
    return made


@action("Lämnade tillbaka uppföljningen")
def hand_back(*, handover_id: int, by: Person, at: dt.datetime) -> Participation:
    """Give the follow-up back to whoever handed it over; raises HandoverIsBack when the substitute is gone."""
    handover = Handover.objects.get(pk=handover_id)
    follow_up = open_and_locked(handover.follow_up_id)
    stand_in = follow_up.participations.filter(
        part=RESPONSIBLE, ended_at__isnull=True, person=handover.to_person_id, substitutes_for__isnull=False
    ).first()
    if stand_in is None:
        raise HandoverIsBack
    _end(stand_in, "Frånvaron är slut", at)
    if here := _active(follow_up, handover.from_person_id):
        _end(here, "Blev ansvarig igen", at)
    earlier: Participation = stand_in.substitutes_for
    made: Participation = Participation.objects.create(
        follow_up=follow_up,
        person_id=earlier.person_id,
        part=RESPONSIBLE,
        conflict=earlier.conflict,
        conflict_note=earlier.conflict_note,
        declared_at=earlier.declared_at,
        started_at=at,
    )
    return made


@action("Delade uppföljningen med en nämnd")
def share_follow_up(*, follow_up_id: int, board_id: int, reason: str, by: Person, at: dt.datetime) -> FollowUpShare:
    """Let another board's people take part in the follow-up, by a decision that says why; once a board."""
    follow_up = open_and_locked(follow_up_id)
    if follow_up.board_id == board_id:
        raise AlreadyTakesPart("Uppföljningen hör redan till den nämnden.")
    if FollowUpShare.objects.filter(follow_up=follow_up, board=board_id).exists():
        raise AlreadyTakesPart("Uppföljningen är redan delad med den nämnden.")
    made: FollowUpShare = FollowUpShare.objects.create(
        follow_up=follow_up, board_id=board_id, reason=reason.strip(), by=by, at=at
    )
    return made
