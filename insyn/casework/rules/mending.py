"""What must hold before a plan is sent in, accepted or refused, and before a deficiency is closed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class CauseToAnswer:
    """A recorded cause of an open deficiency, named as the provider and the officer read it."""

    cause_id: int
    finding_number: int
    finding_title: str
    text: str

    @property
    def words(self) -> str:
        return f"Brist {self.finding_number}, {self.finding_title}: {self.text}"


def unanswered(causes: Iterable[CauseToAnswer], answered: Collection[int]) -> tuple[str, ...]:
    """The causes that no action answers, each as a line to the person who tried."""
    return tuple(cause.words for cause in causes if cause.cause_id not in answered)


# A step under the contract needs what the contract and the board need first.
STEPS_AFTER_CORRECTION = frozenset({"penalty", "termination"})
STEPS_OF_THE_BOARD = frozenset({"termination", "board"})


def missing_for_step(step: str, *, has_correction: bool, has_amount: bool) -> tuple[str, ...]:
    """What a step under the contract lacks."""
    missing = []
    if step in STEPS_AFTER_CORRECTION and not has_correction:
        missing.append("Ställ först ett krav på rättelse. Vite och hävning förutsätter det.")
    if step == "penalty" and not has_amount:
        missing.append("Ange vitets belopp i kronor.")
    return tuple(missing)


def missing_for_outcome(step: str, *, has_decision: bool) -> tuple[str, ...]:
    if step in STEPS_OF_THE_BOARD and not has_decision:
        return ("Ange nämndens beslut: sammanträdets dag och paragraf.",)
    return ()
