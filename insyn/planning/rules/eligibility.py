"""Which contracts the draw may take, and what the codes in the frame mean."""

from dataclasses import dataclass

NOT_IN_FORCE = "inte-i-kraft"
AUTHORITY = "myndigheten-följer-upp"
INDIVIDUAL = "individavtal"
IN_DEPTH = "fördjupad-under-avtalsperioden"

REASON_WORDS = {
    NOT_IN_FORCE: "Avtalet gäller inte på referensdagen.",
    AUTHORITY: "Myndigheten följer upp avtalet, inte kvalitetsfunktionen.",
    INDIVIDUAL: "Individavtal: det följs upp i individuppföljningen.",
    IN_DEPTH: "Avtalet har redan fått en fördjupad uppföljning under sin avtalsperiod.",
}
# These contracts take no place in any third; an in-depth follow-up bars from the random third alone (seed 000 §3.1).
OUT_OF_EVERY_THIRD = frozenset({NOT_IN_FORCE, AUTHORITY, INDIVIDUAL})


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What decides a contract's place in the frame."""

    is_in_force: bool
    is_followed_up_by_authority: bool
    is_individual: bool
    had_in_depth: bool


def reason_not_eligible(facts: ContractFacts) -> str:
    """The code of the first thing that keeps the contract out of the random third, or nothing."""
    if not facts.is_in_force:
        return NOT_IN_FORCE
    if facts.is_followed_up_by_authority:
        return AUTHORITY
    if facts.is_individual:
        return INDIVIDUAL
    return IN_DEPTH if facts.had_in_depth else ""


def severity_rule(floor: int, word: str, *, counts_signals: bool = False) -> str:
    """The rule as the frame's header says it."""
    counted = f"klagomål och synpunkter med allvarlighet {word} eller högre"
    signals = (
        "; en signal som bedömts som allvarlig räknas som ett klagomål med allvarlighet 3" if counts_signals else ""
    )
    order = "högsta allvarlighet först, sedan antal"
    return f"{counted if floor > 1 else 'alla klagomål och synpunkter'}{signals}; {order}"
