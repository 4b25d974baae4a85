"""What the form that opens a follow-up begins with: a planned follow-up, a drawn contract, a signal, or another
case."""

from dataclasses import dataclass, field
from typing import Any

from insyn.base.scope import Scope
from insyn.casework.models import FollowUp
from insyn.casework.queries.of_signals import openable
from insyn.casework.queries.targets import Wanted
from insyn.measures.models import Signal
from insyn.planning.models import DrawEntry, FollowUpKind, PlannedFollowUp

NOTHING = Wanted()


@dataclass(frozen=True)
class Proposal:
    """The values to begin with, what they come from, and the targets that are given."""

    initial: dict[str, Any] = field(default_factory=dict)
    source: PlannedFollowUp | DrawEntry | FollowUp | Signal | None = None
    wanted: Wanted = NOTHING
    names: tuple[str, ...] = ()
    opened: FollowUp | None = None


def from_plan(scope: Scope, pk: int) -> Proposal | None:
    """A planned follow-up that the person may see."""
    planned = PlannedFollowUp.objects.visible_to(scope).select_related("plan").filter(pk=pk).first()
    if planned is None:
        return None
    targets = list(planned.targets.select_related("contract", "unit", "provider"))
    board = planned.plan.boards.order_by("pk").first()
    return Proposal(
        initial={
            "title": planned.title,
            "kind": planned.kind,
            "ground": planned.ground,
            "ground_text": planned.note,
            "board": board.pk if board else None,
            "responsible": planned.responsible_id,
            "assistant": planned.assistant_id,
            "area": None if targets else planned.area_id,
        },
        source=planned,
        wanted=Wanted(
            contract_ids=tuple(each.contract_id for each in targets if each.contract_id),
            unit_ids=tuple(each.unit_id for each in targets if each.unit_id),
            provider_ids=tuple(
                each.provider_id for each in targets if each.provider_id and not each.unit_id and not each.contract_id
            ),
        ),
        names=tuple(str(each) for each in targets),
        opened=FollowUp.objects.filter(planned=planned).first(),
    )


def from_draw(scope: Scope, pk: int) -> Proposal | None:
    """A drawn contract that the person may see."""
    entries = DrawEntry.objects.visible_to(scope).select_related("draw__plan", "contract", "unit")
    entry = entries.filter(pk=pk).exclude(picked_as="").first()
    if entry is None:
        return None
    grounds = {"complaints": "complaints", "commissioners": "commissioners", "random": "random"}
    return Proposal(
        initial={
            "title": f"Avtalsuppföljning {entry.contract.name}",
            "kind": FollowUpKind.CONTRACT,
            "ground": grounds[entry.picked_as],
            "board": entry.contract.board_id,
        },
        source=entry,
        wanted=Wanted(contract_ids=(entry.contract_id,), unit_ids=(entry.unit_id,) if entry.unit_id else ()),
        names=(str(entry.unit or entry.contract),),
        opened=FollowUp.objects.filter(draw_entry=entry).first(),
    )


def from_signal(scope: Scope, pk: int) -> Proposal | None:
    """A signal that the person may let lead to a follow-up."""
    signal = openable(scope, [pk]).select_related("unit", "provider").first()
    if signal is None:
        return None
    weighing = signal.weighings.filter(undone_at=None).first()
    return Proposal(
        initial={
            "title": f"Händelsestyrd uppföljning av {signal.unit or signal.provider}",
            "kind": FollowUpKind.EVENT_DRIVEN,
            "ground": PlannedFollowUp.Ground.EVENT,
            "ground_text": f"Signal {signal.found_at:%Y-%m-%d}. {signal.evidence['rule']}",
            "board": signal.board_id,
        },
        source=signal,
        wanted=Wanted(
            unit_ids=(signal.unit_id,) if signal.unit_id else (),
            provider_ids=(signal.provider_id,) if signal.provider_id else (),
        ),
        names=(str(signal.unit or signal.provider),),
        opened=FollowUp.objects.filter(pk=weighing.follow_up_id).first() if weighing else None,
    )


def from_case(scope: Scope, pk: int, unit_id: int | None) -> Proposal | None:
    """Another follow-up, such as an overarching one whose grid gave reason to look closer at a unit."""
    origin = FollowUp.objects.visible_to(scope).select_related("board").filter(pk=pk).first()
    if origin is None:
        return None
    target = origin.targets.filter(unit=unit_id).select_related("unit_spell").first() if unit_id else None
    return Proposal(
        initial={
            "title": f"Uppföljning av {target.unit_spell.name}" if target else "",
            "kind": FollowUpKind.EVENT_DRIVEN,
            "ground": PlannedFollowUp.Ground.EVENT,
            "ground_text": f"Startad ur {origin.registry_number} {origin.title}.",
            "board": origin.board_id,
        },
        source=origin,
        wanted=Wanted(unit_ids=(unit_id,)) if target and unit_id else Wanted(),
        names=(target.unit_spell.name,) if target else (),
    )
