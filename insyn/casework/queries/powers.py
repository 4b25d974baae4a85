"""The table of stage by role in words, made from the rules that are enforced."""

from collections.abc import Mapping
from typing import Any

from insyn.casework.models import FollowUp, Participation
from insyn.casework.rules.powers import POWERS, Power
from insyn.casework.rules.stages import OPEN, Stage

STAGES = dict(FollowUp.Stage.choices)
PARTS = dict(Participation.Part.choices)


def power_table(roles: Mapping[str, str]) -> dict[str, Any]:
    """One row a power; `roles` are the words of the roles, which live on another floor."""
    return {"rows": [_row(power, roles) for power in POWERS], "stages": [str(STAGES[s.value]) for s in OPEN]}


def _row(power: Power, roles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "label": power.label,
        "roles": [str(roles[role]) for role in power.roles],
        "parts": [str(PARTS[Participation.Part(part)]) for part in power.parts],
        "when": _when(power),
        "four_eyes": power.four_eyes,
    }


def _when(power: Power) -> list[str]:
    if not power.stages:
        return ["innan uppföljningen finns"]
    if set(power.stages) >= set(OPEN):
        return ["så länge uppföljningen pågår"]
    return [str(STAGES[stage.value]) for stage in Stage if stage in power.stages]
