"""A large economic deviation: nobody's register knows of it, so somebody enters it."""

import datetime as dt
from decimal import Decimal

from insyn.base.actions import action
from insyn.base.periods import local_date, period_through
from insyn.base.refusals import Refusal
from insyn.base.templatetags.swedish import number
from insyn.measures.actions.storing import Finding, keep
from insyn.measures.models import Signal
from insyn.organisation.models import Board, Provider, Unit
from insyn.people.models import Person
from insyn.statistics.results import fingerprint

MATTERS = {
    "budget": "budget",
    "charging": "debitering",
    "invoicing": "fakturering",
    "goal": "indikator för måluppfyllelse",
}


class EnteredAlready(Refusal):
    """The same deviation stands among the signals."""

    def __init__(self) -> None:
        super().__init__("Avvikelsen är redan inlagd: samma slag, enhet eller utförare, tid och belopp.")


class NotHappenedYet(Refusal):
    message = "Tiden ligger i framtiden. Ange den tid som avvikelsen gäller."


@action("Lade in en ekonomisk avvikelse")
def enter_economic_deviation(
    *,
    board: Board,
    unit: Unit | None,
    provider: Provider | None,
    matter: str,
    amount: Decimal,
    first: dt.date,
    last: dt.date,
    text: str,
    by: Person,
    at: dt.datetime,
) -> Signal:
    """Becomes a signal at once; raises EnteredAlready and NotHappenedYet."""
    if last > local_date(at):
        raise NotHappenedYet
    about = f"unit{unit.pk}" if unit else f"provider{provider.pk if provider else ''}"
    evidence = {
        "rule": "En stor avvikelse i budget, debitering, fakturering eller måluppfyllelse har uppmärksammats.",
        "parameters": {},
        "numbers": [["Gäller", MATTERS[matter]], ["Belopp", f"{number(amount)} kronor"], ["Vad som avviker", text]],
        "input_sha256": fingerprint(amount=[float(amount)], about=[about, matter, text]),
    }
    found = Finding(
        rule=Signal.Rule.ECONOMY,
        key=f"economy:{about}:{matter}:{first}:{last}:{amount}",
        board_id=board.pk,
        unit_id=unit.pk if unit else None,
        provider_id=None if unit or provider is None else provider.pk,
        kind="economy",
        period=period_through(first, last),
        evidence=evidence,
    )
    made = keep([found], run_id=None, at=at, by_id=by.pk)
    if not made:
        raise EnteredAlready
    return made[0]
