"""Disclosure control (STATISTICS f): small figures are hidden so that they cannot be worked out.

`table` makes a table with margins out of its inner cells, `suppress` hides what must be hidden, `audit` is the gate
that every release must pass together with the register of earlier ones (`release_data`, `read_release`).
"""

from insyn.statistics.disclosure.attack import SolverError
from insyn.statistics.disclosure.dimensions import TOTAL, Dimension, flat, tree
from insyn.statistics.disclosure.gate import Audit, Guess, audit
from insyn.statistics.disclosure.knowledge import Known, known_mean, known_range, known_share
from insyn.statistics.disclosure.minimum import minimum_patterns
from insyn.statistics.disclosure.outgoing import COMPLEMENTARY, release_of
from insyn.statistics.disclosure.register import (
    Figure,
    Release,
    cells_by_ground,
    published,
    read_release,
    release_data,
)
from insyn.statistics.disclosure.rounding import (
    Rounded,
    controlled_rounding,
    nearest_base,
    nhs_rule,
    nhs_table,
    random_rounding,
    rounded_release,
    shares_of_rounded,
)
from insyn.statistics.disclosure.rules import (
    Primary,
    any_of,
    base_rule,
    count_rule,
    dominance_rule,
    p_percent_rule,
    pq_rule,
)
from insyn.statistics.disclosure.suppression import Options, Settings, Suppression, suppress
from insyn.statistics.disclosure.tables import COUNT, Cell, Table, table

__all__ = [
    "COMPLEMENTARY",
    "COUNT",
    "TOTAL",
    "Audit",
    "Cell",
    "Dimension",
    "Figure",
    "Guess",
    "Known",
    "Options",
    "Primary",
    "Release",
    "Rounded",
    "Settings",
    "SolverError",
    "Suppression",
    "Table",
    "any_of",
    "audit",
    "base_rule",
    "cells_by_ground",
    "controlled_rounding",
    "count_rule",
    "dominance_rule",
    "flat",
    "known_mean",
    "known_range",
    "known_share",
    "minimum_patterns",
    "nearest_base",
    "nhs_rule",
    "nhs_table",
    "p_percent_rule",
    "pq_rule",
    "published",
    "random_rounding",
    "read_release",
    "release_data",
    "release_of",
    "rounded_release",
    "shares_of_rounded",
    "suppress",
    "table",
    "tree",
]
