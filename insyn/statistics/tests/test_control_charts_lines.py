"""Control charts (STATISTICS a): the published examples, lines by hand, and what must always hold."""

import dataclasses
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from insyn.statistics.control_charts import Chart, Frozen, Kind, chart, charts
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.published import assert_agrees, case

PUBLISHED = {
    "s_a1_p_chart_orangejuice": ("p", "x", "n"),
    "s_a2_u_chart_pcmanufact": ("u", "count", "exposure"),
    "s_a3_c_chart_circuit": ("c", "x", None),
    "s_a4_xmr_viscosity": ("xmr", "x", None),
    "s_a5_laney_u_prime_uti": ("u'", "count", "exposure"),
}
ORANGE = case("s_a1_p_chart_orangejuice")["input"]
MANY = settings(max_examples=40, deadline=None)


def made(*args: Any, **options: Any) -> Chart:
    found = chart(*args, **options)
    assert isinstance(found, Chart), found.describe()
    return found


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_charts_agree(name: str) -> None:
    published, (kind, values, sizes) = case(name), PUBLISHED[name]
    told, expected = published["input"], published["expected"]
    found = made(kind, told[values], told[sizes] if sizes else None, multiply=told.get("multiply", 1))
    for theirs, ours in (("cl", found.centre), ("lcl", found.lower), ("ucl", found.upper), ("y", found.value)):
        assert_agrees(ours, expected[theirs], published)
    assert list(np.flatnonzero(found.outside) + 1) == expected["outside_3sigma"]
    runs = found.runs
    assert (runs.n_useful, runs.longest_run, runs.longest_run_max) == (
        expected["n_useful"],
        expected["longest_run"],
        expected["longest_run_max"],
    )
    assert (runs.crossings, runs.crossings_min) == (expected["n_crossings"], expected["n_crossings_min"])
    assert runs.signal is expected["runs_signal"]


def test_a_mean_below_five_is_judged_by_exact_tails() -> None:
    """Mean 1: three sigma flags 5 or more; P(X ≥ 5) = 0.0037 is no surprise, P(X ≥ 6) = 0.0006 is."""
    series = [0, 1, 2, 0, 1, 1, 0, 2, 1, 0, 1, 0, 0, 0, 1, 5, 0, 1, 2, 2]
    found = made("c", series)
    assert found.phases[0].rate == 1
    assert found.phases[0].basis == "exact"
    assert list(np.flatnonzero(found.outside_sigma)) == [15]
    assert not found.outside.any()
    assert found.exact_upper is not None
    assert found.exact_upper[0] == 5
    assert found.tails is not None
    assert found.tails.upper[15] == pytest.approx(0.003659847, abs=1e-9)  # a table of the Poisson distribution
    assert made("c", series, limits="sigma").outside[15]


def test_a_single_point_outside_by_exact_tails() -> None:
    series = [0, 1, 2, 0, 1, 1, 0, 2, 1, 0, 1, 0, 0, 0, 1, 6, 0, 1, 1, 2]
    assert list(np.flatnonzero(made("c", series).outside)) == [15]


def test_xmr_by_hand_and_its_moving_range_limit() -> None:
    """Ranges 2, 2 … : mean 2, sigma 2/1.128; the range limit 6.534."""
    found = made("xmr", [10, 12] * 6)
    assert found.phases[0].moving_range_mean == 2
    assert found.phases[0].moving_range_limit == pytest.approx(6.534)
    assert found.upper[0] == pytest.approx(11 + 6 / 1.128)
    assert found.moving_range is not None
    assert np.isnan(found.moving_range[0])


def test_large_ranges_can_be_dropped_once() -> None:
    """Eleven ranges: ten of 1 and one of 20. Mean 30/11, limit 8.9: the 20 goes, and the mean becomes 1."""
    series = [0, 1, 0, 1, 0, 1, 21, 22, 21, 22, 21, 22]
    assert made("xmr", series).phases[0].moving_range_mean == pytest.approx(30 / 11)
    screened = made("xmr", series, screened=True)
    assert screened.sigma[0] == pytest.approx(1 / 1.128)


def test_g_goes_out_from_the_mean_and_shows_the_median() -> None:
    series = [2, 5, 1, 8, 3, 4, 0, 6, 2, 30, 1, 7]
    found = made("g", series)
    mean = Fraction(sum(series), len(series))
    assert found.centre[0] == 3.5
    assert found.upper[0] == pytest.approx(float(mean) + 3 * float(mean * (mean + 1)) ** 0.5)
    assert found.lower[0] == 0
    assert list(np.flatnonzero(found.outside)) == [9]


def test_t_is_an_xmr_of_the_power() -> None:
    series = [3.0, 8.0, 1.5, 12.0, 7.0, 2.0, 9.0, 30.0, 5.0, 6.0, 4.0, 11.0]
    found, scaled = made("t", series), made("xmr", [value ** (1 / 3.6) for value in series])
    np.testing.assert_allclose(found.upper, scaled.upper**3.6)
    np.testing.assert_allclose(found.centre, scaled.centre**3.6)
    np.testing.assert_allclose(found.lower, np.maximum(scaled.lower, 0) ** 3.6)
    with pytest.raises(InputFault, match=r"values\[2\].*timmar"):
        chart("t", [3, 8, 0, *series])


def test_primes_are_the_plain_sigma_times_sigma_z() -> None:
    """Laney 2002: sigma_z = mean |Δz| / 1.128; z by hand with fractions of the plain chart."""
    plain, prime = made("p", ORANGE["x"], ORANGE["n"]), made("p'", ORANGE["x"], ORANGE["n"])
    sigma_z = np.abs(np.diff(plain.z)).mean() / 1.128
    assert prime.phases[0].sigma_z == pytest.approx(sigma_z)
    np.testing.assert_allclose(prime.sigma, plain.sigma * sigma_z)


def test_phases_are_charts_of_their_own() -> None:
    found = made("p", ORANGE["x"], ORANGE["n"], phases={15: "ny rutin, beslut 2026-02-01"})
    first, second = made("p", ORANGE["x"][:15], ORANGE["n"][:15]), made("p", ORANGE["x"][15:], ORANGE["n"][15:])
    np.testing.assert_array_equal(found.upper, np.concatenate([first.upper, second.upper]))
    assert [phase.runs.n_useful for phase in found.phases] == [first.runs.n_useful, second.runs.n_useful]
    assert found.provenance.parameters["phase at 15"] == "ny rutin, beslut 2026-02-01"


def test_a_frozen_baseline_holds_for_what_follows() -> None:
    found = made("p", ORANGE["x"], ORANGE["n"], frozen=Frozen(20, "baslinje 2025, nämnden § 7"))
    assert found.centre[-1] == sum(ORANGE["x"][:20]) / 1000
    assert found.runs.n_useful + (found.value == found.centre).sum() == 30


def test_an_excluded_point_is_shown_but_takes_no_part() -> None:
    whole = made("p", ORANGE["x"], ORANGE["n"])
    found = made("p", ORANGE["x"], ORANGE["n"], exclude={22: "felaktig maskin, beslut av A", 14: "nytt material"})
    assert found.centre[0] == (sum(ORANGE["x"]) - 24 - 22) / (28 * 50)
    assert found.outside_sigma[22]
    assert not found.outside[22]
    assert [one.index for one in found.provenance.exclusions] == [14, 22]
    assert whole.provenance.input_sha256 == found.provenance.input_sha256
    missing = [None if place == 22 else value for place, value in enumerate(ORANGE["x"])]
    assert made("p", missing, ORANGE["n"], exclude={22: "saknas", 14: "x"}).centre[0] == found.centre[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"exclude": {0: " "}}, "beslut"),
        ({"phases": {15: ""}}, "beslut"),
        ({"phases": {40: "x"}}, "utanför"),
        ({"frozen": Frozen(40, "x")}, "frysa"),
        ({"frozen": Frozen(20, "")}, "beslut"),
        ({"frozen": Frozen(20, "x"), "phases": {15: "x"}}, "faser"),
        ({"centre": 1.5}, "mittlinje"),
        ({"centre": float("nan")}, "ändligt tal"),
        ({"multiply": 0}, "multiply"),
    ],
)
def test_a_decision_needs_a_place_and_words(options: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        chart("p", ORANGE["x"], ORANGE["n"], **options)


@pytest.mark.parametrize(
    ("kind", "values", "sizes", "said"),
    [
        ("p", [1, 2], [5], "form"),
        ("p", [1, 7], [5, 5], r"values\[1\].*större än sizes"),
        ("p", [1, -1], [5, 5], r"values\[1\].*negativt"),
        ("p", [1, 2], [5, 0], r"sizes\[1\].*noll"),
        ("p", [1, 2], None, "nämnare"),
        ("p", [1, 2], [5.5, 5], r"sizes\[0\].*helt tal"),
        ("c", [1, 2], [5, 5], "inga nämnare"),
        ("c", [1, 2.5], None, r"values\[1\].*helt tal"),
        ("c", [1, float("nan")], None, r"values\[1\]"),
        ("c", [1, "2"], None, r"values\[1\]"),
        ("c", [], None, "tom"),
        ("xbar", [1], None, "inte någon av"),
    ],
)
def test_bad_input_is_refused_where_it_is_wrong(kind: str, values: Any, sizes: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        chart(kind, values, sizes)


@pytest.mark.parametrize(
    ("kind", "values", "sizes", "said"),
    [
        ("c", [3] * 7, None, "kan inte avgöras: 7 punkter, minst 12 behövs"),
        ("c", [0] * 12, None, "inga händelser"),
        ("p", [5] * 12, [5] * 12, "allt är händelser"),
        ("xmr", [5.5] * 12, None, "lika"),
        ("u'", [5] * 12, [10] * 12, "lika"),
        ("g", [0] * 12, None, "noll"),
    ],
)
def test_too_little_cannot_be_decided(kind: str, values: Any, sizes: Any, said: str) -> None:
    found = chart(kind, values, sizes)
    assert isinstance(found, Undecided)
    assert said in found.describe()


def test_a_short_baseline_is_not_frozen() -> None:
    found = chart("p", ORANGE["x"], ORANGE["n"], frozen=Frozen(12, "för tidigt"))
    assert isinstance(found, Undecided)
    assert (found.have, found.needed) == (12, 20)
    made("p", ORANGE["x"], ORANGE["n"], frozen=Frozen(12, "nämndens beslut"), min_frozen=12)


@MANY
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 90)), min_size=12, max_size=40), st.sampled_from("puc"))
def test_limits_contain_the_centre_and_what_is_possible(points: list[tuple[int, int]], kind: str) -> None:
    counts, sizes = zip(*points, strict=True)
    found = chart(kind, counts, None if kind == "c" else sizes)
    if isinstance(found, Undecided):
        return
    assert (found.lower <= found.centre).all()
    assert (found.centre <= found.upper).all()
    assert (found.lower >= 0).all()
    assert kind != "p" or (found.upper <= 1).all()


@MANY
@given(st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=30), st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_xmr_follows_the_scale(values: list[float], scale: float, move: float) -> None:
    first, second = chart("xmr", values), chart("xmr", [scale * value + move for value in values])
    if isinstance(first, Undecided) or isinstance(second, Undecided):
        return
    np.testing.assert_allclose(second.upper, scale * first.upper + move, rtol=1e-6, atol=1e-3)


@MANY
@given(st.integers(0, 10**6), st.sampled_from(["p", "u", "c", "xmr", "p'", "u'", "g", "run"]))
def test_many_charts_are_the_single_ones(seed: int, kind: str) -> None:
    random = np.random.default_rng(seed)
    sizes = random.integers(5, 60, (6, 18)).astype(float)
    values = random.binomial(sizes.astype(int), random.random((6, 1)) ** 2).astype(float)
    values[0] = 0
    included = random.random((6, 18)) > 0.2
    has_sizes = Kind(kind).has_denominator
    together = charts(kind, values, sizes if has_sizes else None, included=included)
    for row in range(6):
        exclude = {int(place): "utelämnad" for place in np.flatnonzero(~included[row])}
        alone = chart(kind, values[row], sizes[row] if has_sizes else None, exclude=exclude)
        if isinstance(alone, Undecided):
            assert not together.is_decided[row]
            assert not together.signal[row]
            continue
        np.testing.assert_allclose(together.upper[row], alone.upper)
        np.testing.assert_array_equal(together.outside[row], alone.outside)
        assert together.runs.crossings[row] == alone.runs.crossings
        if alone.tails is not None:
            expected = alone.tails.two_sided(mid_p=True)[included[row]]
            np.testing.assert_allclose(together.p_value[row][included[row]], expected, rtol=1e-9, atol=1e-300)


def test_exact_limits_are_the_quantiles() -> None:
    found = made("p", ORANGE["x"], ORANGE["n"], limits="exact")
    rate = sum(ORANGE["x"]) / sum(ORANGE["n"])
    assert found.exact_lower is not None
    below = stats.binom.cdf(found.exact_lower[0] * 50 - 1, 50, rate)
    assert below < 0.00135 <= stats.binom.cdf(found.exact_lower[0] * 50, 50, rate)


def test_the_words_tell_lines_points_and_runs() -> None:
    said = made("p", ORANGE["x"], ORANGE["n"]).describe()
    assert "mittlinje 0,2313" in said
    assert "punkt 15 och 23 utanför" in said
    assert "ingen ihållande förskjutning" in said


def test_results_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        made("p", ORANGE["x"], ORANGE["n"]).value = np.zeros(1)  # type: ignore[misc]


def test_many_charts_refuse_what_the_single_ones_do() -> None:
    table = np.ones((2, 12))
    for args, said in (
        (("p", table), "nämnare"),
        (("c", table, table), "inga nämnare"),
        (("xbar", table), "inte någon av"),
        (("p", table * 2, table), r"values\[0, 0\].*större"),
        (("c", [[1.0, np.nan]]), r"values\[0, 1\]"),
        (("t", table - 1), r"values\[0, 0\].*noll"),
    ):
        with pytest.raises(InputFault, match=said):
            charts(*args)
    with pytest.raises(InputFault, match="included"):
        charts("c", table, included=[[True]])


def test_a_missing_month_of_many_is_left_out() -> None:
    table = np.random.default_rng(1).poisson(9, (3, 14)).astype(float)
    table[1, 4] = np.nan
    found = charts("c", table, included=~np.isnan(table))
    assert found.centre[1] == np.nanmean(table[1])
    assert np.isnan(found.p_value[1, 4])
