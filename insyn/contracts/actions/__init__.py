"""What changes contracts, their periods and units, and the requirements they carry."""

from insyn.contracts.actions.adoptions import adopt_set, deviate, end_adoption, end_deviation
from insyn.contracts.actions.contracts import change_contract, open_contract
from insyn.contracts.actions.periods import (
    add_option,
    add_period,
    correct_period,
    drop_option,
    end_period_early,
    take_up_option,
)
from insyn.contracts.actions.requirements import (
    add_requirement,
    change_wording,
    correct_requirement,
    correct_wording,
    end_requirement,
)
from insyn.contracts.actions.sets import change_set, open_set
from insyn.contracts.actions.units import attach_unit, detach_unit

__all__ = [
    "add_option",
    "add_period",
    "add_requirement",
    "adopt_set",
    "attach_unit",
    "change_contract",
    "change_set",
    "change_wording",
    "correct_period",
    "correct_requirement",
    "correct_wording",
    "detach_unit",
    "deviate",
    "drop_option",
    "end_adoption",
    "end_deviation",
    "end_period_early",
    "end_requirement",
    "open_contract",
    "open_set",
    "take_up_option",
]
