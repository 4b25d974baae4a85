"""What the worked examples in docs/algorithms say is what the package computes."""

from pathlib import Path

import numpy as np
import pytest

from insyn.statistics.disclosure import (
    audit,
    count_rule,
    known_share,
    minimum_patterns,
    nhs_rule,
    release_of,
    suppress,
    table,
)
from insyn.statistics.risk import combined_z, rank_risk
from insyn.statistics.tests.test_risk import DATA, SEED, weights

DOCUMENTS = Path(__file__).parents[3] / "docs" / "algorithms"
GIVEN = table([[20, 50, 10], [8, 3, 22], [17, 32, 12]])


@pytest.fixture(scope="module")
def told() -> str:
    return (DOCUMENTS / "disclosure.md").read_text(encoding="utf-8")


def test_the_table_of_patterns_is_all_there_are(told: str) -> None:
    for pattern in minimum_patterns(GIVEN):
        names = " ".join(f"{row}{'abc'[column]}" for row, column in pattern)
        total = int(sum(GIVEN.values[place] for place in pattern))
        assert f"{names} | {total}" in told.replace("*", "")
    best = suppress(GIVEN)
    assert f"**{int(best.complementary_value)}**" in told  # type: ignore[union-attr]


def test_the_intervals_are_those_of_the_gate(told: str) -> None:
    rule = count_rule(GIVEN.values)
    is_hidden = rule.is_hidden.copy()
    is_hidden[1:3, 0] = is_hidden[2, 1] = True
    guess = audit(release_of(GIVEN, [is_hidden], [rule])).of(GIVEN.cell((1, 1)))
    assert f"[{guess.low:.0f}, {guess.high:.0f}] holds [{guess.needed_low:.0f}, {guess.needed_high:.0f}]" in told
    share = known_share(GIVEN.cell((1, 1)), 23, 13, decimals=0)[0]
    assert f"= {share.low:.3f} to" in told
    assert f"= {share.high:.3f}, so" in told
    values = [0, 2, 7, 8, 11, 14, 33]
    assert ", ".join(map(str, nhs_rule(values).shown())) in told.replace("\\", "").replace("\n", " ")


def test_the_ranking_is_as_written() -> None:
    document = (DOCUMENTS / "risk.md").read_text(encoding="utf-8")
    one = combined_z(["E0"], [[1.5, -0.5]], weights(2, 1), correlation=[[1, 0.5], [0.5, 1]])
    assert f"Z = 2.5 / √7 = {one.z[0]:.3f}" in document
    assert f"= {one.contributions[0, 0]:.3f} and complaints −{abs(one.contributions[0, 1]):.3f}" in document
    z = np.array([[2.0, 0.0], [0.0, 1.9], [-1.0, -1.0]])
    found = rank_risk(["E0", "E1", "E2"], z, weights(1, 1), seed=SEED, data_from=DATA)
    for unit, name in enumerate(found.combined.ids):
        row = next(line for line in document.splitlines() if line.startswith(f"| {name} "))
        shown = f"{found.combined.z[unit]:.3f}".replace("-", "−")
        assert row.endswith(f"| {shown} | {found.rank[unit]} | {found.low[unit]}–{found.high[unit]} |")
