"""Who may do what: the table of stage by role, which the page "Vem får göra vad" shows as it stands here.

A power is held by role, for the follow-up's own board, or by taking part in the follow-up with no conflict of
interest: a board it is shared with reads it, and acts through those of its people who are appointed. Whoever has said
that a conflict exists has no power in the follow-up, by any role. Provider's answers are not here: they have pages of
their own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from insyn.casework.rules.stages import BEFORE_EXAMINING, DONE, GATHERING, MENDING, OPEN, Stage

EVERY_PART = ("responsible", "assistant", "medical", "joint", "substitute")
LEADING = ("responsible", "substitute")
WEIGHING = (Stage.EXAMINING, Stage.ANALYSING, Stage.FACTUAL_CHECK, *MENDING)
# A report in between may be written early, and one that is out be corrected late.
WRITING = (Stage.PREPARING, *WEIGHING, *DONE, Stage.CLOSED)


class Act(StrEnum):
    OPEN = "open"
    DESCRIBE = "describe"
    STAFF = "staff"
    DECLARE = "declare"
    HAND_OVER = "hand_over"
    SHARE = "share"
    NOTIFY = "notify"
    REQUEST = "request"
    PREPARE = "prepare"
    EXTENT = "extent"
    GATHER = "gather"
    JUDGE = "judge"
    MOVE = "move"
    FACT_CHECK = "fact_check"
    PLAN = "plan"
    ESCALATE = "escalate"
    WRITE = "write"
    APPROVE = "approve"
    APPROVE_REPORT = "approve_report"
    TO_BOARD = "to_board"
    FEEDBACK = "feedback"
    REPORT = "report"
    CLOSE = "close"
    CALL_OFF = "call_off"


@dataclass(frozen=True)
class Power:
    """One line of the table: what, at which stages, for which roles and which parts in the follow-up."""

    act: Act
    label: str
    stages: tuple[Stage, ...]
    roles: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    four_eyes: str = ""


@dataclass(frozen=True)
class Standing:
    """What a person is to a follow-up: roles for its board, part taken, the answer about jäv, and what was before."""

    roles: frozenset[str] = frozenset()
    part: str = ""
    conflict: str = ""
    is_conflicted: bool = False
    has_been_responsible: bool = False

    @property
    def has_declared(self) -> bool:
        return self.conflict == "none"


POWERS: tuple[Power, ...] = (
    Power(Act.OPEN, "Lägga upp en uppföljning", (), ("strategist", "officer")),
    Power(Act.DESCRIBE, "Ändra uppgifter om uppföljningen", OPEN, ("strategist",), ("assistant", *LEADING)),
    Power(Act.STAFF, "Utse deltagare", OPEN, ("strategist", "director"), LEADING),
    Power(
        Act.DECLARE,
        "Pröva jäv",
        OPEN,
        parts=EVERY_PART,
        four_eyes="Var och en prövar sitt eget jäv. Den som är jävig lämnar uppföljningen och gör inget i den, "
        "inte heller genom en roll.",
    ),
    Power(Act.HAND_OVER, "Lämna över vid frånvaro", OPEN, ("strategist", "director"), LEADING),
    Power(Act.SHARE, "Dela med en annan nämnd", OPEN, ("strategist", "director")),
    Power(Act.NOTIFY, "Avisera utföraren", (Stage.PLANNED, *GATHERING), parts=EVERY_PART),
    Power(Act.REQUEST, "Begära handlingar", tuple(s for s in OPEN if s != Stage.PLANNED), parts=EVERY_PART),
    Power(Act.PREPARE, "Gå igenom förberedelserna", (*BEFORE_EXAMINING, *WEIGHING), parts=EVERY_PART),
    Power(Act.EXTENT, "Välja krav och kvalitetsområden", (*BEFORE_EXAMINING, *WEIGHING), parts=EVERY_PART),
    Power(Act.GATHER, "Anteckna besök och lägga in handlingar", OPEN, parts=EVERY_PART),
    Power(
        Act.JUDGE,
        "Bedöma krav och anteckna iakttagelser",
        WEIGHING,
        parts=EVERY_PART,
        four_eyes="MAS och MAR granskar hälso- och sjukvårdens del.",
    ),
    Power(Act.MOVE, "Föra uppföljningen vidare", OPEN, parts=("assistant", *LEADING)),
    Power(
        Act.FACT_CHECK,
        "Skicka på faktagranskning och behandla svaren",
        (Stage.ANALYSING, Stage.FACTUAL_CHECK, *MENDING, Stage.APPROVED),
        parts=("assistant", *LEADING),
    ),
    Power(
        Act.PLAN,
        "Begära och granska åtgärdsplan, pröva effekt",
        (*WEIGHING, *DONE),
        parts=EVERY_PART,
        four_eyes="Utföraren skriver planen, uppföljaren prövar den.",
    ),
    Power(Act.ESCALATE, "Ställa krav på rättelse, vite eller hävning", (*MENDING, *DONE), ("strategist",), LEADING),
    Power(Act.WRITE, "Skriva rapporten", WRITING, parts=EVERY_PART),
    Power(
        Act.APPROVE_REPORT,
        "Godkänna rapporten",
        WRITING,
        ("strategist", "director", "officer"),
        four_eyes="Den som godkänner är en annan än de som har skrivit i rapporten.",
    ),
    Power(
        Act.TO_BOARD,
        "Anmäla en godkänd rapport till ett sammanträde",
        WRITING,
        ("strategist", "secretary"),
        ("assistant", *LEADING),
    ),
    Power(
        Act.APPROVE,
        "Godkänna uppföljningen",
        (Stage.FACTUAL_CHECK, Stage.NEW_ANALYSIS),
        ("strategist", "director", "officer"),
        four_eyes="Den som godkänner är en annan än den som ansvarar eller har ansvarat.",
    ),
    Power(Act.FEEDBACK, "Återkoppla till verksamheten", (Stage.APPROVED,), parts=("assistant", *LEADING)),
    Power(
        Act.REPORT,
        "Redovisa för nämnd eller chef",
        (Stage.FEEDBACK_GIVEN,),
        ("strategist", "secretary"),
        ("assistant", *LEADING),
    ),
    Power(Act.CLOSE, "Avsluta", (Stage.REPORTED,), ("strategist",), LEADING),
    Power(Act.CALL_OFF, "Ställa in", OPEN, ("strategist", "director"), LEADING),
)
BY_ACT = {power.act: power for power in POWERS}


# Deciding who works on it is not working on it.
ABOUT_PEOPLE = frozenset({Act.DECLARE, Act.STAFF, Act.HAND_OVER, Act.CALL_OFF})


def holds(act: Act, standing: Standing) -> bool:
    """The role or the part is the right one, whatever the stage and the answer about jäv, unless jäv exists."""
    power = BY_ACT[act]
    held = bool(standing.roles & set(power.roles)) or standing.part in power.parts
    return held and not standing.is_conflicted


def must_declare_first(act: Act, standing: Standing) -> bool:
    """Nobody works on a follow-up before having answered about jäv, whatever other role they hold."""
    return bool(standing.part) and not standing.has_declared and act not in ABOUT_PEOPLE


def is_time_for(act: Act, stage: str) -> bool:
    stages: Collection[str] = BY_ACT[act].stages
    return not stages or stage in stages


def may(act: Act, standing: Standing, stage: str) -> bool:
    return holds(act, standing) and not must_declare_first(act, standing) and is_time_for(act, stage)
