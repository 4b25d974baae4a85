"""The provider checks the facts of a draft: the officer's side of it.

A remark is anchored to its block of the draft as it was sent, so it survives every later version of the draft.
"""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.letters import tell_managers
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.actions.stages import SomethingMissing, change_stage
from insyn.casework.models import FactualCheck, FollowUp, Statement
from insyn.casework.rules.stages import Stage
from insyn.people.models import Person


class NothingToCheck(Refusal):
    message = "Utkastet är tomt. Skriv det innan det skickas på faktagranskning."


class CheckIsOpen(Refusal):
    message = "Utföraren har redan ett utkast att granska. Avsluta den omgången först."


class CheckIsClosed(Refusal):
    message = "Faktagranskningen är avslutad."


class CheckNotAnswered(Refusal):
    """Before the due date the provider's answer is waited for."""


class ReplyIsNeeded(Refusal):
    message = "Skriv ett svar på anmärkningen."


class RemindedToday(Refusal):
    message = "En påminnelse har redan gått i dag."


@action("Skickade utkastet på faktagranskning")
def send_factual_check(
    *,
    follow_up_id: int,
    provider_id: int,
    unit_id: int | None,
    blocks: Sequence[dict[str, str]],
    draft_number: int,
    due: dt.date,
    by: Person,
    at: dt.datetime,
) -> FactualCheck:
    """Send a draft, as blocks of id, kind and text, to one provider; from the analysis the stage goes along.

    Raises NothingToCheck, CheckIsOpen, FollowUpIsOver, or what change_stage raises.
    """
    follow_up = open_and_locked(follow_up_id)
    if not any(block["text"].strip() for block in blocks):
        raise NothingToCheck
    rounds = FactualCheck.objects.filter(follow_up=follow_up, provider=provider_id, unit=unit_id)
    if rounds.filter(closed_at__isnull=True).exists():
        raise CheckIsOpen
    if follow_up.stage == Stage.ANALYSING:
        change_stage(follow_up, Stage.FACTUAL_CHECK, note="Utkastet är skickat till utföraren.", by=by, at=at)
    check: FactualCheck = FactualCheck.objects.create(
        follow_up=follow_up,
        provider_id=provider_id,
        unit_id=unit_id,
        round=(rounds.aggregate(last=Max("round"))["last"] or 0) + 1,
        draft=[{name: block[name] for name in ("id", "kind", "text")} for block in blocks],
        draft_number=draft_number,
        due_date=due,
        sent_at=at,
        sent_by=by,
    )
    _tell(check, "Granska fakta i ett utkast", "Ett utkast väntar på att du granskar fakta.", "sent", at)
    return check


def _tell(check: FactualCheck, subject: str, line: str, key: str, at: dt.datetime) -> None:
    tell_managers(
        provider_id=check.provider_id,
        unit_id=check.unit_id,
        subject=subject,
        line=f"{line} Sista dag är {check.due_date}.",
        key=f"check:{check.pk}:{key}",
        at=at,
    )


@action("Gick vidare utan faktagranskning")
def skip_factual_check(*, follow_up_id: int, reason: str, by: Person, at: dt.datetime) -> FollowUp:
    """Go on without asking the provider, for a reason that stays; raises SomethingMissing without one."""
    follow_up = open_and_locked(follow_up_id)
    if not reason.strip():
        raise SomethingMissing(missing=("Skriv varför utföraren inte granskar fakta.",))
    change_stage(follow_up, Stage.FACTUAL_CHECK, note=f"Utan faktagranskning: {reason.strip()}", by=by, at=at)
    return follow_up


def _held(check_id: int) -> FactualCheck:
    check: FactualCheck = FactualCheck.objects.select_for_update(of=("self",)).get(pk=check_id)
    open_and_locked(check.follow_up_id)
    if check.closed_at:
        raise CheckIsClosed
    return check


@action("Behandlade en anmärkning")
def dispose_statement(*, statement_id: int, disposition: str, reply: str, by: Person, at: dt.datetime) -> Statement:
    """Say what is done with a remark, and why; raises ReplyIsNeeded or CheckIsClosed. May be changed until then."""
    statement: Statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    _held(statement.check_of_id)
    if not reply.strip():
        raise ReplyIsNeeded
    statement.disposition, statement.reply = disposition, reply.strip()
    statement.disposed_by, statement.disposed_at = by, at
    statement.save()
    return statement


@action("Påminde om faktagranskningen")
def remind_of_check(*, check_id: int, by: Person | None, at: dt.datetime) -> FactualCheck:
    """Remind the provider's managers, at most once a day; raises CheckIsClosed or RemindedToday."""
    check = _held(check_id)
    day = local_date(at)
    if check.reminded_at and local_date(check.reminded_at) == day:
        raise RemindedToday
    check.reminded_at = at
    check.save(update_fields=["reminded_at"])
    _tell(check, "Påminnelse om faktagranskning", "Kommunen väntar på din faktagranskning.", f"reminder:{day}", at)
    return check


@action("Avslutade faktagranskningen")
def close_factual_check(*, check_id: int, reason: str = "", by: Person, at: dt.datetime) -> FactualCheck:
    """Close a check that was answered and whose remarks are disposed of; or, once due, with a reason why not.

    Raises CheckNotAnswered, SomethingMissing or CheckIsClosed.
    """
    check = _held(check_id)
    left = check.statements.filter(disposition="").count()
    if left:
        raise SomethingMissing(missing=(f"Behandla alla anmärkningar; {left} återstår.",))
    if not check.answered_at:
        _without_answer(check, reason, local_date(at))
    check.closed_at, check.closed_reason = at, reason.strip()[:300]
    check.save(update_fields=["closed_at", "closed_reason"])
    return check


def _without_answer(check: FactualCheck, reason: str, day: dt.date) -> None:
    if day <= check.due_date:
        raise CheckNotAnswered(f"Utföraren har till och med {check.due_date} på sig att svara.")
    if not reason.strip():
        raise SomethingMissing(missing=("Skriv varför faktagranskningen avslutas utan svar.",))
