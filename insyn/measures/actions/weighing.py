"""Weighing a signal: by one person, once; what was written off may be taken up again with a reason."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.measures.models import Signal, Weighing
from insyn.people.models import Person

Verdict = Weighing.Verdict


class AlreadyWeighed(Refusal):
    """Somebody has weighed the signal; who, when and how is said."""

    def __init__(self, weighing: Weighing) -> None:
        self.weighing = weighing
        told = f"{weighing.by.name} har redan vägt signalen: {weighing.get_verdict_display()}."
        super().__init__(told)


class ReasonMissing(Refusal):
    message = "Skriv varför signalen inte leder till en uppföljning."


class NotDismissed(Refusal):
    message = "Bara en avskriven signal kan tas upp igen."


@action("Avskrev signalen")
def dismiss_signal(*, signal_id: int, reason: str, by: Person, at: dt.datetime) -> Weighing:
    """No follow-up, and why; raises AlreadyWeighed and ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    signal = held_unweighed(signal_id)
    made: Weighing = Weighing.objects.create(
        signal=signal, verdict=Verdict.DISMISSED, reason=reason.strip(), by=by, at=at
    )
    return made


@action("Vägde signalen")
def weigh_into(
    *, signal_id: int, follow_up_id: int, opened: bool, reason: str, is_serious: bool, by: Person, at: dt.datetime
) -> Weighing:
    """The signal leads to a follow-up, opened for it or running already; raises AlreadyWeighed."""
    signal = held_unweighed(signal_id)
    made: Weighing = Weighing.objects.create(
        signal=signal,
        verdict=Verdict.OPENED if opened else Verdict.JOINED,
        follow_up_id=follow_up_id,
        reason=reason.strip(),
        is_serious=is_serious,
        by=by,
        at=at,
    )
    return made


@action("Tog upp signalen igen")
def undo_dismissal(*, signal_id: int, reason: str, by: Person, at: dt.datetime) -> Weighing:
    """What was written off is to be weighed again; raises NotDismissed."""
    Signal.objects.select_for_update().get(pk=signal_id)
    found: Weighing | None = Weighing.objects.filter(signal=signal_id, undone_at=None).first()
    if found is None or found.verdict != Verdict.DISMISSED:
        raise NotDismissed
    found.undone_at, found.undone_by_id, found.undone_reason = at, by.pk, reason.strip()
    found.save(update_fields=["undone_at", "undone_by_id", "undone_reason"])
    return found


def held_unweighed(signal_id: int) -> Signal:
    """The signal, held so that of two who weigh it at once the second is told; raises AlreadyWeighed."""
    signal: Signal = Signal.objects.select_for_update(of=("self",)).get(pk=signal_id)
    earlier = Weighing.objects.filter(signal=signal, undone_at=None).select_related("by").first()
    if earlier:
        raise AlreadyWeighed(earlier)
    return signal
