import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import combine_pvalues, norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from insyn.statistics.draw import SeedError, ticket
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.risk import (
    HitRate,
    RiskRanking,
    Weights,
    combined_z,
    hit_rates,
    pairwise_correlation,
    rank_risk,
)

DECIDED, DATA = dt.date(2025, 11, 20), dt.date(2026, 1, 1)
SEED = "31415926535897932384"
THREE = ("avvikelser", "klagomål", "personalomsättning")
SCORES = arrays(np.float64, (6, 3), elements=st.floats(-4, 4).map(lambda z: round(z, 3)))


def weights(*values: float) -> Weights:
    return Weights(THREE[: len(values)], values, DECIDED, "Omsorgsnämnden § 112")


def ranked(z: object, *values: float, **options: object) -> RiskRanking:
    ids = [f"E{unit}" for unit in range(len(z))]  # type: ignore[arg-type]
    return rank_risk(ids, z, weights(*values), seed=SEED, data_from=DATA, **options)  # type: ignore[arg-type]


def test_combined_z_by_hand() -> None:
    # w = (2, 1), r = 0.5: w'Rw = 4 + 1 + 2·2·1·0.5 = 7. Z = (2·1.5 + 1·(-0.5)) / √7.
    found = combined_z(["E0"], [[1.5, -0.5]], weights(2, 1), correlation=[[1, 0.5], [0.5, 1]])
    assert found.z[0] == pytest.approx(2.5 / np.sqrt(7))
    assert found.points[0].tolist() == [3.0, -0.5]
    assert found.describe_unit(0) == "E0: Z +0,94 (avvikelser +1,13, klagomål −0,19)"


def test_independent_indicators_are_stouffers_method() -> None:
    z = np.array([1.2, -0.3, 2.2])
    p = combine_pvalues(norm.sf(z), method="stouffer", weights=[3, 2, 1]).pvalue
    assert norm.sf(combined_z(["E0"], [z], weights(3, 2, 1)).z[0]) == pytest.approx(p)


def test_combined_z_of_correlated_normals_is_standard_normal() -> None:
    matrix = np.array([[1, 0.6, -0.2], [0.6, 1, 0.1], [-0.2, 0.1, 1]])
    z = np.random.default_rng(7).multivariate_normal(np.zeros(3), matrix, size=20_000)
    found = combined_z([str(unit) for unit in range(len(z))], z, weights(3, 2, 1), correlation=matrix).z
    assert found.std() == pytest.approx(1, abs=0.02)


@given(SCORES)
def test_contributions_add_up(z: np.ndarray) -> None:
    found = combined_z([str(unit) for unit in range(6)], z, weights(3, 2, 1))
    assert found.contributions.sum(axis=1) == pytest.approx(found.z)
    assert found.points.sum(axis=1) == pytest.approx(z @ [3, 2, 1])


@settings(deadline=None)
@given(SCORES, st.integers(0, 5), st.integers(0, 2), st.floats(0, 3))
def test_a_worse_figure_never_lowers_the_risk(z: np.ndarray, unit: int, indicator: int, more: float) -> None:
    worse = z.copy()
    worse[unit, indicator] += more
    before, after = ranked(z, 3, 2, 1), ranked(worse, 3, 2, 1)
    assert after.combined.z[unit] >= before.combined.z[unit] - 1e-12
    assert after.rank[unit] <= before.rank[unit] or more < 1e-8


def test_what_is_missing_is_told_and_not_taken_for_nought() -> None:
    found = combined_z(["E0", "E1", "E2"], [[2.0, np.nan], [2.0, 0.0], [np.nan, np.nan]], weights(1, 1))
    assert found.z[:2] == pytest.approx([2.0, 2 / np.sqrt(2)])
    assert found.missing(0) == ("klagomål",)
    assert found.describe_unit(0) == "E0: Z +2,00 (avvikelser +2,00); uppgift saknas: klagomål"
    assert np.isnan(found.contributions[0, 1])
    assert not found.is_decided[2]
    assert found.describe_unit(2) == "E2: kan inte avgöras; uppgift saknas: avvikelser, klagomål"
    assert [one.index for one in found.provenance.exclusions] == [2]


def test_a_unit_that_cannot_be_decided_has_no_rank() -> None:
    found = ranked([[2.0, np.nan], [1.0, 1.0], [np.nan, np.nan]], 1, 1, least=2)
    assert found.order == ("E1",)
    assert found.undecided == ("E0", "E2")
    assert found.rank.tolist() == [0, 1, 0]
    assert found.describe() == "1 enheter ordnade efter risk, med vikterna ±20 %; 2 kan inte avgöras"


def test_ties_are_ordered_by_the_public_ticket() -> None:
    found = ranked([[1.0], [1.0], [1.0], [2.0]], 1)
    assert found.order == ("E3", *sorted(("E0", "E1", "E2"), key=lambda one: ticket(SEED, one)))
    assert found.is_tied.tolist() == [True, True, True, False]
    assert (found.low[0], found.high[0]) == (1 + 1, 4)


def test_rank_intervals_by_hand() -> None:
    # E0 and E1 change places when the weights are (0.8, 1.2) instead of (1, 1); E2 is below both whatever they are.
    found = ranked([[2.0, 0.0], [0.0, 1.9], [-1.0, -1.0]], 1, 1)
    assert found.rank.tolist() == [1, 2, 3]
    assert found.low.tolist() == [1, 1, 3]
    assert found.high.tolist() == [2, 2, 3]
    assert ranked([[2.0, 0.0], [0.0, 1.9], [-1.0, -1.0]], 1, 1, moved=0.01).high.tolist() == [1, 2, 3]
    assert found.describe_unit(0).startswith("plats 1 (1–2 om vikterna ändras). E0: Z +1,41")


@settings(max_examples=40, deadline=None)
@given(SCORES, st.sets(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=4), st.booleans())
def test_no_weighting_leaves_a_rank_interval(z: np.ndarray, holes: set[tuple[int, int]], is_correlated: bool) -> None:
    for hole in holes:
        z[hole] = np.nan
    matrix = np.array([[1, 0.6, -0.2], [0.6, 1, 0.1], [-0.2, 0.1, 1]]) if is_correlated else None
    found = ranked(z, 3, 2, 1, correlation=matrix)
    for factors in itertools.product([0.8, 0.9, 1.0, 1.2], repeat=3):
        other = ranked(z, *(np.array([3, 2, 1]) * factors), correlation=matrix, moved=0)
        has_rank = found.rank > 0
        assert (found.low <= other.rank)[has_rank].all()
        assert (other.rank <= found.high)[has_rank].all()


def test_the_same_ranking_whatever_the_order_of_units() -> None:
    z = np.random.default_rng(3).standard_normal((8, 3)).round(1)
    ids = [f"E{unit}" for unit in range(8)]
    one = rank_risk(ids, z, weights(3, 2, 1), seed=SEED, data_from=DATA)
    other = rank_risk(ids[::-1], z[::-1], weights(3, 2, 1), seed=SEED, data_from=DATA)
    assert one.order == other.order


def test_weights_are_decided_before_the_data() -> None:
    with pytest.raises(InputFault, match="beslutades 2025-11-20, inte före uppgifterna från 2025-11-20"):
        rank_risk(["E0"], [[1.0]], weights(1), seed=SEED, data_from=DECIDED)
    with pytest.raises(SeedError):
        rank_risk(["E0"], [[1.0]], weights(1), seed="", data_from=DATA)


def test_correlation_pair_by_pair() -> None:
    z = np.array([[1, 2, np.nan], [2, 4.5, 1], [3, 5, 0], [4, 9, 3]])
    found = pairwise_correlation(z)
    assert found[0, 1] == pytest.approx(np.corrcoef(z[:, 0], z[:, 1])[0, 1])
    assert found[1, 2] == pytest.approx(np.corrcoef(z[1:, 1], z[1:, 2])[0, 1])


def test_hit_rate_beside_the_random_third() -> None:
    first, second, none = hit_rates([2024, 2025, 2026], [14, 5, 3], [20, 20, 4], [4, 4, 0], [20, 20, 0])
    assert isinstance(first, HitRate)
    assert isinstance(second, HitRate)
    assert (first.interval.low, first.interval.high) == pytest.approx(proportion_confint(14, 20, method="wilson"))
    newcombe = confint_proportions_2indep(14, 20, 4, 20, method="newcomb", compare="diff")
    assert (first.difference_interval.low, first.difference_interval.high) == pytest.approx(newcombe)
    assert first.is_better
    assert not second.is_better
    assert second.describe() == (
        "2025: 5 av 20 valda efter risk hade brister, 4 av 20 valda av slumpen; det är inte visat att ordningen hittar "
        "mer än slumpen (skillnad −21 till +30 procentenheter)"
    )
    assert isinstance(none, Undecided)
    assert none.describe() == "kan inte avgöras: 0 granskade på vardera sidan, minst 1 behövs"


@pytest.mark.parametrize(
    ("wrong", "fact"),
    [
        (lambda: weights(-1), "är negativ"),
        (lambda: weights(0, 0), "är alla noll"),
        (lambda: weights(np.nan), "är inte ett ändligt tal"),
        (lambda: Weights(("a",), (1, 2), DECIDED, "§ 1"), "är 2 för 1 indikatorer"),
        (lambda: Weights(("a", "a"), (1, 2), DECIDED, "§ 1"), "samma namn två gånger"),
        (lambda: Weights(("a",), (1,), DECIDED, " "), "saknas"),
        (lambda: combined_z([], np.empty((0, 1)), weights(1)), "är tom"),
        (lambda: combined_z(["a"], [[1.0, 2.0]], weights(1)), "har formen"),
        (lambda: combined_z(["a"], [[np.inf]], weights(1)), "är inte ett ändligt tal"),
        (lambda: combined_z(["a"], [["x"]], weights(1)), "rektangulär tabell av tal"),
        (lambda: combined_z(["a", "a"], [[1.0], [2.0]], weights(1)), "samma id två gånger"),
        (lambda: combined_z(["a"], [[1.0]], weights(1), least=0), "är inte minst 1"),
        (lambda: combined_z(["a"], [[1, 1]], weights(1, 1), correlation=[[1, 2], [2, 1]]), "negativt egenvärde"),
        (lambda: combined_z(["a"], [[1, 1]], weights(1, 1), correlation=[[1, 0.1], [0.2, 1]]), "inte lika åt båda"),
        (lambda: combined_z(["a"], [[1, 1]], weights(1, 1), correlation=[[2, 0], [0, 1]]), "inte 1 på diagonalen"),
        (lambda: combined_z(["a"], [[1, 1]], weights(1, 1), correlation=[[1]]), "har formen"),
        (lambda: combined_z(["a"], [[1, 1]], weights(1, 1), correlation=[[1, -1], [-1, 1]]), "varians noll"),
        (lambda: ranked([[1.0]], 1, moved=1), "under 1"),
        (lambda: pairwise_correlation([[1.0, 1.0], [1.0, 2.0], [1.0, 3.0]]), "lika för alla"),
        (lambda: pairwise_correlation([[1.0, 1.0], [2.0, 2.0]]), "minst 3 behövs"),
        (lambda: hit_rates([2025], [5], [4], [0], [1]), "är större än picks"),
        (lambda: hit_rates([2025, 2025], [1, 1], [4, 4], [0, 0], [1, 1]), "finns två gånger"),
        (lambda: hit_rates([2025], [1, 1], [4, 4], [0, 0], [1, 1]), "har 2 år"),
    ],
)
def test_what_cannot_be_ranked_is_refused(wrong: object, fact: str) -> None:
    with pytest.raises(InputFault, match=fact):
        wrong()  # type: ignore[operator]
