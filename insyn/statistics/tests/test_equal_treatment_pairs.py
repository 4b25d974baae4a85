"""Two shares. The "book" is Fagerland, Lydersen & Laake 2017, Statistical Analysis of Contingency Tables."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import xlog1py, xlogy
from scipy.stats import chi2_contingency
from scipy.stats import fisher_exact as scipy_fisher
from scipy.stats.contingency import odds_ratio as scipy_odds_ratio
from statsmodels.stats.proportion import confint_proportions_2indep

from insyn.statistics.equal_treatment import (
    DIFFERENCE_INTERVALS,
    RATIO_INTERVALS,
    ExactAssociation,
    ExactOddsRatio,
    RiskDifference,
    RiskRatio,
    fisher_exact,
    freeman_halton,
    risk_difference,
    risk_ratio,
)
from insyn.statistics.equal_treatment.score import Pair, difference_score, ratio_score, restricted_to_difference
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

COUNTED = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
EPINEPHRINE = (7, 34, 1, 34)
JOB = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]


def difference(*counts: int, level: float = 0.95) -> RiskDifference:
    found = risk_difference(*counts, level=level)
    assert isinstance(found, RiskDifference)
    return found


def ratio(*counts: int) -> RiskRatio:
    found = risk_ratio(*counts)
    assert isinstance(found, RiskRatio)
    return found


def exact(table: list[list[int]], **options: float) -> ExactOddsRatio:
    found = fisher_exact(table, **options)
    assert isinstance(found, ExactOddsRatio)
    return found


def test_the_difference_is_as_newcombe_published_it() -> None:
    published = case("s_e4_newcombe_difference")
    found, expected = difference(*published["input"].values()), published["expected"]
    assert_agrees(found.difference, expected["diff"], published)
    for name in ("newcombe", "miettinen_nurminen"):
        assert_agrees([found.intervals[name].low, found.intervals[name].high], expected[name], published)
    assert found.describe() == "80,0 % mot 60,0 %: skillnad 20,0 procentenheter (95 % intervall 5,2 till 33,4)"


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("newcombe", 0.0189, 0.3404),
        ("mee", 0.0284, 0.3439),
        ("wald", 0.0292, 0.3238),
        ("wald_continuity", -0.0002, 0.3532),
        ("agresti_caffo", 0.0116, 0.3217),
    ],
)
def test_differences_are_as_in_the_book(name: str, low: float, high: float) -> None:
    found = difference(*EPINEPHRINE).intervals[name]
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_all_of_newcombes_table_two(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    found = difference(*counts).interval
    assert (found.low, found.high) == pytest.approx((low, high), abs=5.1e-5)


def test_newcombes_method_eleven() -> None:
    found = difference(56, 70, 48, 80).intervals["newcombe_continuity"]
    assert (found.low, found.high) == pytest.approx((0.0428, 0.3422), abs=5e-5)


def test_the_score_interval_holds_where_one_side_has_none() -> None:
    found = difference(0, 16, 15, 72).intervals["miettinen_nurminen"]
    assert (found.low, found.high) == pytest.approx((-0.3164, -0.0056), abs=5e-5)  # book


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("newcombe", 1.1537, 41.9763),
        ("koopman", 1.2209, 42.5757),
        ("miettinen_nurminen", 1.2086, 43.0330),
        ("log", 0.9096, 53.8695),
        ("log_adjusted", 0.9241, 27.0523),
    ],
)
def test_ratios_are_as_in_the_book(name: str, low: float, high: float) -> None:
    found = ratio(*EPINEPHRINE).intervals[name]
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_odds_ratios_are_as_in_the_book() -> None:
    found = ratio(0, 16, 15, 72)
    assert (found.odds_intervals["woolf"].low, found.odds_intervals["woolf"].high) == (0, math.inf)
    gart = found.odds_intervals["woolf_adjusted"]
    assert (gart.low, gart.high) == pytest.approx((0.0064, 1.9804), abs=5e-5)
    found = ratio(9, 13, 4, 14)
    assert found.odds_ratio == pytest.approx(5.625)
    woolf = confint_proportions_2indep(9, 13, 4, 14, compare="odds-ratio", method="logit")
    assert (found.odds_intervals["woolf"].low, found.odds_intervals["woolf"].high) == pytest.approx(woolf, rel=1e-9)


@given(COUNTED, COUNTED)
@settings(max_examples=60, deadline=None)
def test_score_bounds_are_where_the_score_is_z(first: tuple[int, int], second: tuple[int, int]) -> None:
    pair = Pair(*first, *second)
    found = difference(*first, *second)
    for name, widened in (("mee", False), ("miettinen_nurminen", True)):
        for end, z in ((found.intervals[name].low, 1.959964), (found.intervals[name].high, -1.959964)):
            assert abs(end) == 1 or difference_score(pair, end, is_widened=widened) == pytest.approx(z, abs=1e-4)
    if first[0] and second[0]:
        koopman = ratio(*first, *second).intervals["koopman"]
        assert ratio_score(pair, koopman.low, is_widened=False) == pytest.approx(1.959964, abs=1e-4)
        assert ratio_score(pair, koopman.high, is_widened=False) == pytest.approx(-1.959964, abs=1e-4)


@given(COUNTED, COUNTED, st.floats(-0.9, 0.9))
@settings(max_examples=60, deadline=None)
def test_restricted_shares_are_the_likeliest(first: tuple[int, int], second: tuple[int, int], tried: float) -> None:
    """Against a search for the largest likelihood. (statsmodels' restricted shares are not.)"""
    (x1, n1), (x2, n2) = first, second

    def unlikely(other: float) -> float:
        one = other + tried
        return -float(xlogy(x1, one) + xlog1py(n1 - x1, -one) + xlogy(x2, other) + xlog1py(n2 - x2, -other))

    ends = max(0.0, -tried), min(1.0, 1.0 - tried)
    best = minimize_scalar(unlikely, bounds=ends, method="bounded", options={"xatol": 1e-12})
    assert unlikely(restricted_to_difference(Pair(x1, n1, x2, n2), tried)[1]) <= best.fun + 1e-6 * abs(best.fun) + 1e-9


@given(COUNTED, COUNTED)
@settings(max_examples=60, deadline=None)
def test_every_interval_holds_what_was_seen(first: tuple[int, int], second: tuple[int, int]) -> None:
    found = difference(*first, *second)
    for name in DIFFERENCE_INTERVALS:
        interval = found.intervals[name]
        shrinks = name == "agresti_caffo"
        assert -1 <= interval.low <= interval.high <= 1
        assert shrinks or interval.low - 1e-9 <= found.difference <= interval.high + 1e-9
    if first[0] + second[0]:
        turned = ratio(*first, *second)
        for name in RATIO_INTERVALS:
            interval = turned.intervals[name]
            assert name == "log_adjusted" or interval.low * (1 - 1e-9) <= turned.ratio <= interval.high * (1 + 1e-9)


def test_rare_events_among_very_many_are_as_among_many() -> None:
    """1 against 3 of a million and of a thousand million: the bounds, times n, and those of the ratio stay."""
    million, more = (10**6, 10**9)
    for name in ("newcombe", "miettinen_nurminen", "mee"):
        few, many = (difference(1, n, 3, n).intervals[name] for n in (million, more))
        assert (few.low * million, few.high * million) == pytest.approx((many.low * more, many.high * more), rel=1e-4)
        turned = difference(more - 1, more, more - 3, more).intervals[name]
        assert (turned.low, turned.high) == pytest.approx((-many.high, -many.low), rel=1e-5)
    for name in RATIO_INTERVALS:
        few, many = (ratio(1, n, 3, n).intervals[name] for n in (million, more))
        assert (few.low, few.high) == pytest.approx((many.low, many.high), rel=1e-4)


def test_pearsons_test_is_with_and_without_correction() -> None:
    table = [[7, 27], [1, 33]]
    found = difference(*EPINEPHRINE).test
    assert (found.statistic, found.p) == pytest.approx(chi2_contingency(table, correction=False)[:2])
    assert (found.statistic_cc, found.p_cc) == pytest.approx(chi2_contingency(table)[:2])
    assert found.p_greater == pytest.approx(found.p / 2)
    assert found.p_less == pytest.approx(1 - found.p / 2)
    assert math.isnan(difference(0, 5, 0, 7).test.p)


def test_tea_and_twins_are_as_published() -> None:
    published = case("s_e2_fisher_published")
    expected = published["expected"]
    a, b, c, d = published["input"]["tea"]
    tea, twins = exact([[a, b], [c, d]]), exact(published["input"]["twins_rows"])
    assert_agrees([tea.p.greater, tea.odds_ratio], [expected["tea_p"], expected["tea_or"]], published)
    assert_agrees([twins.p.two_sided, twins.odds_ratio], [expected["twins_p"], expected["twins_or"]], published)
    assert_agrees([twins.interval.low, twins.interval.high], expected["twins_ci"], published)


def test_mid_p_is_as_in_the_book() -> None:
    assert exact([[0, 16], [15, 57]]).p.two_sided == pytest.approx(0.06287, abs=5e-6)
    assert exact([[0, 16], [15, 57]]).p.two_sided_mid == pytest.approx(0.04466, abs=5e-6)
    for table, low, high in (([[9, 4], [4, 10]], 1.0226, 31.5025), ([[3, 1], [1, 3]], 0.3101, 308.5568)):
        found = exact(table).mid_p_interval
        assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(*[st.integers(0, 30)] * 4)
@settings(max_examples=20, deadline=None)
def test_fisher_is_as_scipy_has_it(a: int, b: int, c: int, d: int) -> None:
    table = [[a, b], [c, d]]
    found = fisher_exact(table)
    if isinstance(found, Undecided):
        assert 0 in {a + b, c + d, a + c, b + d}
        return
    assert found.p.two_sided == pytest.approx(scipy_fisher(table).pvalue, rel=1e-6)
    assert found.p.greater == pytest.approx(scipy_fisher(table, "greater").pvalue, rel=1e-6)
    expected = scipy_odds_ratio(table)
    assert found.odds_ratio == pytest.approx(expected.statistic, rel=1e-5)
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(expected.confidence_interval()), rel=1e-5)


def test_one_sided_bounds_leave_the_whole_error_on_one_side() -> None:
    found, wider = exact([[9, 4], [4, 10]]), exact([[9, 4], [4, 10]], level=0.9)
    assert (found.greater_interval.low, found.less_interval.high) == pytest.approx(
        (wider.interval.low, wider.interval.high)
    )


def test_job_satisfaction_is_as_fisher_test_has_it() -> None:
    """R's help of fisher.test: p-value = 0.7827; three by two in the book's chapter 7."""
    job = freeman_halton(JOB)
    assert isinstance(job, ExactAssociation)
    assert job.p == pytest.approx(0.78268493896563884, rel=1e-11)  # R 4.2.2
    turned = freeman_halton([list(column) for column in zip(*JOB, strict=True)])
    assert isinstance(turned, ExactAssociation)
    assert turned.p == pytest.approx(job.p, rel=1e-11)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_larger_tables_are_as_when_every_table_is_written_down(rows: list[tuple[int, int, int]]) -> None:
    found = freeman_halton(rows)
    if isinstance(found, ExactAssociation):
        assert found.p == pytest.approx(_brute_force(rows), rel=1e-9)


def _brute_force(rows: list[tuple[int, int, int]]) -> float:
    sums, columns = [sum(row) for row in rows], [sum(column) for column in zip(*rows, strict=True)]

    def tables(left: list[int], at: int) -> list[list[list[int]]]:
        if at == len(sums) - 1:
            return [[left]] if sum(left) == sums[at] else []
        ways = [
            [i, j, sums[at] - i - j]
            for i in range(min(left[0], sums[at]) + 1)
            for j in range(min(left[1], sums[at] - i) + 1)
            if sums[at] - i - j <= left[2]
        ]
        return [
            [way, *rest] for way in ways for rest in tables([a - b for a, b in zip(left, way, strict=True)], at + 1)
        ]

    weights = [1 / math.prod(math.factorial(x) for row in table for x in row) for table in tables(columns, 0)]
    own = 1 / math.prod(math.factorial(x) for row in rows for x in row)
    return sum(weight for weight in weights if weight <= own * (1 + 1e-7)) / sum(weights)


def test_two_by_two_is_the_same_in_both() -> None:
    small, large = exact([[2, 15], [10, 3]]).p.two_sided, freeman_halton([[2, 15], [10, 3]])
    assert isinstance(large, ExactAssociation)
    assert large.p == pytest.approx(small, rel=1e-9)


def test_what_cannot_be_compared_is_said() -> None:
    for found in (risk_difference(0, 0, 3, 5), risk_ratio(0, 0, 3, 5)):
        assert found.describe() == "kan inte avgöras: den ena sidan är tom (nämnaren är 0)"
    assert "ingen händelse" in risk_ratio(0, 4, 0, 5).describe()
    assert "är tom" in fisher_exact([[0, 0], [2, 3]]).describe()
    assert isinstance(freeman_halton([[1, 2, 3], [0, 0, 0]]), Undecided)
    assert "för stor" in freeman_halton([[90, 80, 70, 60, 50]] * 5).describe()


def test_bad_tables_are_refused() -> None:
    with pytest.raises(InputFault, match=r"x2\[0\]: är större än n2"):
        risk_difference(1, 2, 6, 5)
    with pytest.raises(InputFault, match="table: ska ha 2 rader och 2 kolumner, har 1 och 3"):
        fisher_exact([[1, 2, 3]])
    with pytest.raises(InputFault, match="interval: 'best' är okänd"):
        risk_difference(1, 2, 3, 4, interval="best")
    with pytest.raises(InputFault, match="interval: 'best' är okänd"):
        risk_ratio(1, 2, 3, 4, interval="best")
