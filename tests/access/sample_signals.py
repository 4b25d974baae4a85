"""A signal of Anna's board about Carin's unit, with the event behind it, and what is decided about signals."""

import datetime as dt

from insyn.base.periods import period
from insyn.measures.models import DecidedMonth, Duty, FalseAlarms, Signal, SignalRow, Weighing
from insyn.planning.models import RiskWeights
from insyn.registers.models import Event
from tests.access.routes import Named
from tests.access.sample_case import OFFICES
from tests.world import BEGINNING, NOON, World

EVIDENCE = {
    "rule": "En avvikelse har allvarlighet 3 – betydande eller högre.",
    "parameters": {"allvarlighet": 3},
    "numbers": [["Allvarlighet", "3 – betydande"]],
    "input_sha256": "0" * 64,
}


def a_signal(world: World, **fields: object) -> Signal:
    """Found at noon, of the rule about risk unless another is asked for."""
    told = {
        "rule": "risk",
        "board": world.elderly,
        "unit": world.lindgarden,
        "kind": "deviation",
        "period": period(NOON.date(), NOON.date() + dt.timedelta(days=1)),
        "evidence": EVIDENCE,
        "found_at": NOON,
        "due_date": NOON.date() + dt.timedelta(days=14),
        "key": f"risk:{Signal.objects.count()}",
    }
    made: Signal = Signal.objects.create(**told | fields)
    return made


def signals(world: World) -> Named:
    waiting = a_signal(world)
    event = Event.objects.create(
        reference=f"{OFFICES}-avvikelse-{world.elderly.key}",
        kind="deviation",
        board=world.elderly,
        unit=world.lindgarden,
        registered_date=NOON.date(),
        severity=3,
        likelihood=3,
    )
    SignalRow.objects.create(signal=waiting, event=event)
    dismissed = a_signal(world)
    Weighing.objects.create(signal=dismissed, verdict="dismissed", reason="Känt sedan tidigare", by=world.anna, at=NOON)
    Duty.objects.create(board=world.elderly, person=world.anna, valid=period(BEGINNING))
    kept = {"input_sha256": world.elderly.key, "month": dt.date(2025, 2, 1)}
    DecidedMonth.objects.create(**kept, measure="deviations", decided_at=NOON, q=0.1, series=3, undecided=0, alarms=0)
    FalseAlarms.objects.create(**kept, rule="repeated", computed_at=NOON, expected=0.4, low=0.3, high=0.5, details={})
    RiskWeights.objects.create(
        board=world.elderly, valid=period(BEGINNING + dt.timedelta(days=1)), deviations=0, complaints=2, deficiencies=1,
        signals=1, in_depth=1, decided_date=BEGINNING, decision="§ 1",
    )  # fmt: skip
    return {
        "measures:": {"pk": waiting.pk},
        "measures:undoing": {"pk": dismissed.pk},
        "measures:of_unit": {"pk": world.lindgarden.pk},
        "planning:unit_risk": {"pk": world.lindgarden.pk},
        "planning:contract_risk": {"pk": world.contract.pk},
        "casework:signal_joining": {"pk": waiting.pk},
    }
