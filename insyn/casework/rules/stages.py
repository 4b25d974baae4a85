"""The stages of a follow-up: where each may lead, and what must be in place first.

The order is the process that the boards' plans describe: gather, analyse, where it is not approved an action plan and
a new analysis as often as needed, feedback to the operation, report to the board.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    PLANNED = "planned"
    NOTIFIED = "notified"
    PREPARING = "preparing"
    EXAMINING = "examining"
    ANALYSING = "analysing"
    FACTUAL_CHECK = "factual_check"
    ACTION_PLAN_ASKED = "action_plan_asked"
    ACTION_PLAN_IN = "action_plan_in"
    NEW_ANALYSIS = "new_analysis"
    APPROVED = "approved"
    FEEDBACK_GIVEN = "feedback_given"
    REPORTED = "reported"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


OVER = frozenset({Stage.CLOSED, Stage.CALLED_OFF})
OPEN = tuple(stage for stage in Stage if stage not in OVER)
BEFORE_EXAMINING = (Stage.PLANNED, Stage.NOTIFIED, Stage.PREPARING)
# While material is gathered and weighed: what is examined may still change, with a reason.
GATHERING = (Stage.NOTIFIED, Stage.PREPARING, Stage.EXAMINING, Stage.ANALYSING, Stage.NEW_ANALYSIS)
MENDING = (Stage.ACTION_PLAN_ASKED, Stage.ACTION_PLAN_IN, Stage.NEW_ANALYSIS)
DONE = (Stage.APPROVED, Stage.FEEDBACK_GIVEN, Stage.REPORTED)

_ONWARD: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.PLANNED: (Stage.NOTIFIED,),
    Stage.NOTIFIED: (Stage.PREPARING,),
    Stage.PREPARING: (Stage.EXAMINING,),
    Stage.EXAMINING: (Stage.ANALYSING,),
    Stage.ANALYSING: (Stage.FACTUAL_CHECK, Stage.EXAMINING),
    Stage.FACTUAL_CHECK: (Stage.APPROVED, Stage.ACTION_PLAN_ASKED, Stage.ANALYSING),
    Stage.ACTION_PLAN_ASKED: (Stage.ACTION_PLAN_IN,),
    Stage.ACTION_PLAN_IN: (Stage.NEW_ANALYSIS,),
    # A refused plan that goes to the board must be reportable, so approval does not wait for the provider.
    Stage.NEW_ANALYSIS: (Stage.APPROVED, Stage.ACTION_PLAN_ASKED),
    Stage.APPROVED: (Stage.FEEDBACK_GIVEN,),
    Stage.FEEDBACK_GIVEN: (Stage.REPORTED,),
    Stage.REPORTED: (Stage.CLOSED,),
}
TRANSITIONS: Mapping[Stage, tuple[Stage, ...]] = {
    stage: () if stage in OVER else (*_ONWARD[stage], Stage.CALLED_OFF) for stage in Stage
}

# What a person sees as the way from start to end; the rounds of mending are one step.
STEPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    ("Planerad", (Stage.PLANNED,)),
    ("Aviserad", (Stage.NOTIFIED,)),
    ("Förberedelse", (Stage.PREPARING,)),
    ("Granskning", (Stage.EXAMINING,)),
    ("Analys", (Stage.ANALYSING,)),
    ("Faktagranskning", (Stage.FACTUAL_CHECK,)),
    ("Åtgärdsplan", MENDING),
    ("Godkänd", (Stage.APPROVED,)),
    ("Återkopplad", (Stage.FEEDBACK_GIVEN,)),
    ("Redovisad", (Stage.REPORTED,)),
    ("Avslutad", (Stage.CLOSED,)),
)

# Where a kind is reported when nothing else is said: a specially targeted one goes to the manager or the board.
REPORTED_TO_MANAGER = frozenset({"targeted"})
# Kinds that may report in between, before they are done.
REPORTS_IN_BETWEEN = frozenset({"event_driven", "evaluation", "overarching"})
# Kinds with officers of two administrations.
JOINT_KINDS = frozenset({"joint"})
# Kinds whose result stands in a grid of unit by question instead of judged requirements.
GRID_KINDS = frozenset({"overarching"})


def may_go(from_stage: str, to_stage: str) -> bool:
    return to_stage in TRANSITIONS[Stage(from_stage)]


def default_report_to(kind: str) -> str:
    return "manager" if kind in REPORTED_TO_MANAGER else "board"


@dataclass(frozen=True)
class CaseFacts:
    """What the rules need to know of a follow-up to say what is missing."""

    kind: str
    has_responsible: bool
    has_joint_officer: bool = True
    undeclared: tuple[str, ...] = ()
    notice_sent: bool = False
    preparation_left: int = 0
    assessments: int = 0
    unjudged: int = 0
    judged_cells: int = 0
    has_individuals_view: bool = False
    checks: int = 0
    open_checks: int = 0
    undisposed: int = 0
    unnotified_acute: int = 0
    open_deficiencies: int = 0
    unanswered_causes: int = 0
    open_actions: int = 0
    note: str = ""
    approver_is_responsible: bool = False


def missing_for(to_stage: str, facts: CaseFacts) -> tuple[str, ...]:
    """What must be done before the follow-up may go there, each as a sentence to the person who tried."""
    checks = _NEEDS.get(Stage(to_stage), ())
    return tuple(word for check in checks if (word := check(facts)))


def _responsible(facts: CaseFacts) -> str:
    return "" if facts.has_responsible else "Utse en ansvarig uppföljare."


def _joint(facts: CaseFacts) -> str:
    if facts.kind not in JOINT_KINDS or facts.has_joint_officer:
        return ""
    return "Utse någon från den andra förvaltningen; uppföljningen är gemensam."


def _conflicts(facts: CaseFacts) -> str:
    if not facts.undeclared:
        return ""
    return f"Jäv är inte prövat för {', '.join(facts.undeclared)}. Var och en prövar sitt eget jäv."


def _notice(facts: CaseFacts) -> str:
    return "" if facts.notice_sent else "Avisera utföraren."


def _extent(facts: CaseFacts) -> str:
    if facts.kind in GRID_KINDS or facts.assessments:
        return ""
    return "Välj vilka krav som ska granskas."


def _judged(facts: CaseFacts) -> str:
    if facts.kind in GRID_KINDS:
        return "" if facts.judged_cells else "Fyll i minst ett resultat i rutnätet."
    if not facts.assessments:
        return "Välj minst ett krav och bedöm det."
    return f"Bedöm alla valda krav; {facts.unjudged} återstår." if facts.unjudged else ""


def _view(facts: CaseFacts) -> str:
    if facts.has_individuals_view:
        return ""
    return "Anteckna den enskildes uppfattning: hur den har inhämtats, eller varför inte."


def _acute(facts: CaseFacts) -> str:
    if not facts.unnotified_acute:
        return ""
    return "Skicka akut underrättelse om varje akut brist."


def _checks(facts: CaseFacts) -> str:
    if facts.undisposed:
        return f"Behandla utförarens anmärkningar i faktagranskningen; {facts.undisposed} återstår."
    return "Avsluta den faktagranskning som pågår." if facts.open_checks else ""


def _four_eyes(facts: CaseFacts) -> str:
    if not facts.approver_is_responsible:
        return ""
    return "Den som ansvarar eller har ansvarat för uppföljningen kan inte godkänna den. Be en annan person."


def _deficiencies(facts: CaseFacts) -> str:
    if not facts.open_deficiencies:
        return ""
    return f"Alla brister ska vara åtgärdade och avslutade; {facts.open_deficiencies} är öppna."


def _causes(facts: CaseFacts) -> str:
    if not facts.unanswered_causes:
        return ""
    return f"Varje orsak ska ha en godtagen åtgärd; {facts.unanswered_causes} saknar det."


def _note(word: str) -> Callable[[CaseFacts], str]:
    return lambda facts: "" if facts.note.strip() else word


_NEEDS: Mapping[Stage, tuple[Callable[[CaseFacts], str], ...]] = {
    Stage.NOTIFIED: (_responsible,),
    Stage.PREPARING: (_responsible, _notice),
    Stage.EXAMINING: (_responsible, _joint, _conflicts, _extent),
    Stage.FACTUAL_CHECK: (_conflicts, _judged, _acute),
    Stage.ACTION_PLAN_ASKED: (_checks,),
    Stage.APPROVED: (_conflicts, _judged, _view, _acute, _checks, _four_eyes),
    Stage.FEEDBACK_GIVEN: (_note("Skriv hur och till vem återkopplingen gavs."),),
    Stage.REPORTED: (_note("Skriv var och när uppföljningen redovisades."),),
    Stage.CLOSED: (_causes, _deficiencies),
    Stage.CALLED_OFF: (_note("Skriv varför uppföljningen ställs in."),),
}
