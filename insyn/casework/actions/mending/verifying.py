"""After the plan: that actions were carried out, and that they had the effect intended."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.told import tell_demand
from insyn.casework.models import Action, ActionReview, EffectCheck
from insyn.people.models import Person


class NotReportedDone(Refusal):
    message = "Utföraren har inte anmält att åtgärden är genomförd."


class VerificationNeedsNote(Refusal):
    message = "Skriv hur genomförandet har kontrollerats, eller vad som saknas."


class NotYetCarriedOut(Refusal):
    message = "Effekten kan prövas först när genomförandet är bekräftat."


@action("Kontrollerade åtgärdens genomförande")
def verify_action(
    *,
    action_id: int,
    verdict: str,
    note: str,
    effect_check_date: dt.date | None = None,
    by: Person,
    at: dt.datetime,
) -> ActionReview:
    """Confirm that an action was carried out, or not; raises NotReportedDone or VerificationNeedsNote."""
    verified: Action = Action.objects.select_for_update().get(pk=action_id)
    if verified.state != Action.State.DONE:
        raise NotReportedDone
    if not note.strip():
        raise VerificationNeedsNote
    is_done = verdict == ActionReview.Verdict.VERIFIED
    verified.state = Action.State.VERIFIED if is_done else Action.State.ACCEPTED
    if is_done and effect_check_date:
        verified.effect_check_date = effect_check_date
    verified.revision += 1
    verified.save(update_fields=["state", "effect_check_date", "revision"])
    tell_demand(verified, by=by, at=at)
    review: ActionReview = ActionReview.objects.create(
        action=verified, verdict=verdict, note=note.strip(), by=by, at=at
    )
    return review


@action("Prövade åtgärdens effekt")
def check_effect(
    *, action_id: int, verdict: str, note: str, next_check_date: dt.date | None = None, by: Person, at: dt.datetime
) -> EffectCheck:
    """Say whether the effect was the intended one, and perhaps when to look again; raises NotYetCarriedOut."""
    checked: Action = Action.objects.select_for_update().get(pk=action_id)
    if checked.state != Action.State.VERIFIED:
        raise NotYetCarriedOut
    checked.effect_check_date = next_check_date
    checked.revision += 1
    checked.save(update_fields=["effect_check_date", "revision"])
    check: EffectCheck = EffectCheck.objects.create(action=checked, verdict=verdict, note=note.strip(), by=by, at=at)
    return check
