"""The words and colours of the codes of findings and mending, in one place for lists and pages."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import TextChoices

from insyn.casework.models import Action, ActionPlan, ActionReview, Assessment, Cell, EffectCheck, Escalation, Finding
from insyn.casework.queries.actions import STANDING_COLORS, STANDINGS


class Words(NamedTuple):
    words: Mapping[str, str]
    colors: Mapping[str, str]


def _words(choices: type[TextChoices], **colors: str) -> Words:
    return Words({str(code): str(label).capitalize() for code, label in choices.choices if code}, colors)


VERDICT = _words(Assessment.Verdict, met="success", partly="warning", not_met="danger")
KIND = _words(Finding.Kind, deficiency="warning", good_example="success")
SEVERITY = _words(Finding.Severity, serious="warning", acute="danger")
STATE = _words(Finding.State, open="warning", answered="info", accepted="info", closed="success")
PLAN = _words(ActionPlan.State, asked="warning", submitted="info", accepted="success", refused="danger")
ACTION = _words(Action.State, proposed="neutral", accepted="info", refused="danger", done="info", verified="success")
REVIEW = _words(ActionReview.Verdict, accepted="success", refused="danger", verified="success", not_done="danger")
EFFECT = _words(EffectCheck.Verdict, intended="success", partly="warning", not_intended="danger")
STEP = _words(Escalation.Step, correction="warning", penalty="danger", termination="danger", board="danger")
CELL = _words(Cell.Result, fulfilled="success", partly="warning", not_fulfilled="danger")

CODED = {
    "verdict": VERDICT,
    "kind": KIND,
    "severity": SEVERITY,
    "state": STATE,
    "plan": PLAN,
    "action": ACTION,
    "review": REVIEW,
    "effect": EFFECT,
    "step": STEP,
    "cell": CELL,
    "standing": Words(STANDINGS, STANDING_COLORS),
}
