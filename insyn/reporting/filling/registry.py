"""Which blocks a template of each purpose may ask for, by the name that the template keeps."""

from collections.abc import Callable, Mapping

from insyn.reporting.document import Block
from insyn.reporting.filling import half_year, half_year_results
from insyn.reporting.filling.figures import Tally
from insyn.reporting.filling.fillers import FILLERS
from insyn.reporting.filling.reported import HalfYearContent

type HalfYearFiller = Callable[[HalfYearContent, Tally], tuple[Block, ...]]

HALF_YEAR_FILLERS: Mapping[str, tuple[str, HalfYearFiller]] = {
    "half_year_numbers": ("Halvåret i siffror, med diagram", half_year.numbers),
    "half_year_follow_ups": ("Redovisade uppföljningar efter verksamhetsområde", half_year.follow_ups),
    "half_year_grounds": ("Grunder för urvalet, slumpen för sig", half_year.grounds),
    "half_year_verdicts": ("Bedömda krav efter kvalitetsområde, med diagram", half_year_results.verdicts),
    "half_year_deficiencies": ("Brister efter allvarlighet och kvalitetsområde", half_year_results.deficiencies),
    "half_year_actions": ("Åtgärdernas läge och effekt", half_year_results.actions),
    "half_year_good_examples": ("Goda exempel", half_year_results.good_examples),
    "half_year_decisions": ("Nämndens beslut och deras uppgifter", half_year_results.decisions),
    "half_year_commitments": ("Planens åtaganden", half_year_results.commitments),
}


def blocks_for(purpose: str) -> dict[str, str]:
    """The blocks that a template of the purpose may ask for, with their names in words."""
    fillers: Mapping[str, tuple[str, object]] = HALF_YEAR_FILLERS if purpose == "half_year" else FILLERS
    return {name: label for name, (label, _) in fillers.items()}
