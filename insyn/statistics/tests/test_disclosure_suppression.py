import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from insyn.statistics.disclosure import (
    COMPLEMENTARY,
    Suppression,
    Table,
    audit,
    count_rule,
    dominance_rule,
    flat,
    minimum_patterns,
    release_of,
    suppress,
    table,
    tree,
)
from insyn.statistics.disclosure.attack import attack
from insyn.statistics.disclosure.guard import exposed
from insyn.statistics.disclosure.mending import mended
from insyn.statistics.disclosure.system import system
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.disclosure_brute import all_moves, best, is_safe
from insyn.statistics.tests.published import case

SQUARE, WIDE, CUBE = all_moves((3, 3)), all_moves((2, 3)), all_moves((2, 2, 2))
COUNTS = st.integers(0, 20)


def hidden(given: Table, **options: object) -> Suppression:
    found = suppress(given, **options)  # type: ignore[arg-type]
    assert isinstance(found, Suppression)
    return found


def test_one_small_count_is_protected_as_published() -> None:
    published = case("s_f1_single_primary")
    given, expected = table(published["input"]["inner"]), published["expected"]
    rule = count_rule(given.values)
    assert [list(place) for place in rule.cells] == expected["primary"]
    bare = audit(release_of(given, [rule.is_hidden], [rule]))
    guess = bare.of(given.cell((1, 1)))
    assert [guess.low, guess.high] == pytest.approx(expected["primary_only_attacker_interval"]["[1, 1]"])
    assert bare.is_safe is expected["primary_only_is_safe"]

    found = hidden(given)
    assert len(found.complementary) == expected["min_additional_cells"]
    assert found.complementary_value == expected["min_value_among_those"]
    assert [list(place) for place in found.complementary_places()] == expected["one_optimal_pattern"]
    guess = found.audit.of(given.cell((1, 1)))
    assert [guess.low, guess.high] == pytest.approx(expected["intervals_with_that_pattern"]["[1, 1]"])
    assert found.is_fewest
    assert found.is_least_value
    assert len(minimum_patterns(given)) == expected["number_of_minimum_patterns"]


@pytest.mark.parametrize("seed", [3, 8])
def test_nobody_who_tries_everything_finds_a_small_count_in_a_square(seed: int) -> None:
    check_against_brute_force(np.random.default_rng(seed).integers(0, 30, (3, 3)), SQUARE)


@settings(max_examples=12, deadline=None)
@given(arrays(np.int64, (2, 3), elements=COUNTS))
def test_nobody_who_tries_everything_finds_a_small_count_in_a_wide_table(inner: np.ndarray) -> None:
    check_against_brute_force(inner, WIDE)


@settings(max_examples=4, deadline=None)
@given(arrays(np.int64, (2, 2, 2), elements=COUNTS))
def test_nobody_who_tries_everything_finds_a_small_count_in_a_cube(inner: np.ndarray) -> None:
    check_against_brute_force(inner, CUBE)


def check_against_brute_force(inner: np.ndarray, moves: np.ndarray) -> None:
    given = table(inner)
    is_primary = (given.values >= 1) & (given.values <= 4)
    can_hide = given.inner() & (given.values > 0) & ~is_primary
    expected = best(given.values, is_primary, can_hide, moves)
    found = suppress(given, hide=("inner",))
    if expected is None:
        assert isinstance(found, Undecided)
        wider = suppress(given)
        if isinstance(wider, Suppression):
            assert is_safe(given.values, wider.is_hidden[0], is_primary, moves)
        return
    assert isinstance(found, Suppression)
    assert is_safe(given.values, found.is_hidden[0], is_primary, moves)
    assert (len(found.complementary), found.complementary_value) == expected[:2]
    if moves is SQUARE:
        assert len(minimum_patterns(given)) == expected[2]


def test_two_hidden_in_each_row_and_column_can_still_be_worked_out() -> None:
    # The four cells in the corner are known but for one number t: 3 - t, t, t, 3 - t, where t lies between 0 and 3.
    given = table([[3, 0, 9, 9], [0, 3, 9, 9], [9, 9, 9, 9]])
    rule = count_rule(given.values)
    is_hidden = np.zeros(given.values.shape, dtype=np.bool_)
    is_hidden[:2, :2] = True
    guess = audit(release_of(given, [is_hidden], [rule])).of(given.cell((0, 0)))
    assert (guess.low, guess.high) == (0, 3)
    assert not guess.is_safe  # four would need a count below nought


def test_least_value_first_may_hide_more_cells() -> None:
    given = table([[3, 500, 500], [500, 30, 20], [500, 20, 30], [600, 10, 10]])
    fewest, least = hidden(given), hidden(given, first="value")
    assert len(fewest.complementary) <= len(least.complementary)
    assert least.complementary_value <= fewest.complementary_value
    assert least.is_least_value


def test_hidden_cells_can_be_protected_too() -> None:
    given = table([[20, 50, 10], [8, 3, 22], [17, 32, 12]])
    found = hidden(given, protect="hidden")
    assert all(one.is_protected and one.is_safe for one in found.audit.guesses)
    assert len(found.complementary) == 3


def test_a_margin_is_hidden_where_nothing_inside_can_be() -> None:
    given = table([[3, 0], [0, 30]])
    answer = suppress(given, hide=("inner",))
    assert answer.describe() == "kan inte avgöras: inget mönster skyddar alla små eller känsliga siffror"
    found = hidden(given)
    assert found.hides[-1] in ("margins", "zeros")
    assert found.audit.is_safe


def test_where_every_whole_is_small_the_whole_table_is_hidden() -> None:
    assert hidden(table([[3]]), hide=("inner",)).is_hidden[0].all()


def test_nothing_small_means_nothing_hidden() -> None:
    found = hidden(table([[20, 30], [0, 40]]))
    assert not found.is_hidden[0].any()
    assert found.complementary == ()
    assert np.array_equal(found.shown(), found.tables[0].values)


def test_a_subtotal_gives_nothing_away_in_a_hierarchy() -> None:
    units = tree("enhet", {"totalt": ["norr", "syd"], "norr": ["A", "B"], "syd": ["C", "D"]})
    given = table([[3, 20], [30, 40], [50, 60], [70, 80]], [units, flat("kön", ["k", "m"])])
    found = hidden(given)
    # North is a two-way table of its own under its subtotals: all four of its cells must go.
    assert found.complementary_places() == ((0, 1), (1, 0), (1, 1))
    assert given.values[given.cell_place(("norr", "k"))] == 33


def test_a_cell_in_two_tables_is_hidden_in_both() -> None:
    unit, sex = flat("enhet", ["A", "B", "C"]), flat("kön", ["k", "m"])
    age = flat("ålder", ["yngre", "äldre"])
    by_sex = table([[2, 2], [30, 40], [50, 60]], [unit, sex])
    by_age = table([[1, 3], [35, 35], [45, 65]], [unit, age])
    found = suppress([by_sex, by_age])
    assert isinstance(found, Suppression)
    margins = [found.is_hidden[place][0, 2] for place in (0, 1)]
    assert margins[0] == margins[1]
    assert found.audit.is_safe
    assert found.audit.provenance.parameters["summor"] == 7 + 7 - 1  # they share the sum of the units


@settings(max_examples=8, deadline=None)
@given(arrays(np.int64, (2, 2, 2), elements=COUNTS))
def test_nobody_who_tries_every_table_behind_two_linked_ones_finds_a_small_count(inner: np.ndarray) -> None:
    unit, sex, age = flat("enhet", ["A", "B"]), flat("kön", ["k", "m"]), flat("ålder", ["yngre", "äldre"])
    tables = [table(inner.sum(axis=2), [unit, sex]), table(inner.sum(axis=1), [unit, age])]
    found = suppress(tables)
    if isinstance(found, Undecided):
        return
    behind = CUBE.reshape(-1, 3, 3, 3)
    whole = table(inner).values
    behind = behind[(behind + whole >= 0).all(axis=(1, 2, 3))]
    moved = [behind[:, :, :, 2].reshape(-1, 9), behind[:, :, 2, :].reshape(-1, 9)]
    shown = [~mask.ravel() for mask in found.is_hidden]
    is_open = (moved[0][:, shown[0]] == 0).all(axis=1) & (moved[1][:, shown[1]] == 0).all(axis=1)
    for one, mask in zip(moved, found.is_primary, strict=True):
        left = one[is_open][:, mask.ravel()]
        assert (left.max(axis=0) >= 1).all()
        assert (left.min(axis=0) <= -1).all()


def test_tables_that_do_not_agree_are_refused() -> None:
    unit = flat("enhet", ["A", "B"])
    with pytest.raises(InputFault, match="är 7 i en tabell och 8 i en annan"):
        suppress([table([7, 9], [unit]), table([8, 9], [unit])])


def test_a_search_cut_short_is_mended_into_a_safe_pattern() -> None:
    inner = np.random.default_rng(1).negative_binomial(2, 2 / 22, (8, 6))
    given = table(inner)
    rule = count_rule(given.values)
    known = system([release_of(given, [rule.is_hidden], [rule])])
    inside = {given.cell(tuple(place)) for place in np.argwhere(given.inner())}
    can_hide = np.array([cell in inside for cell in known.cells]) & (known.values > 0) & (known.low == known.high)
    pattern = mended(known, None, can_hide, np.ones(len(can_hide)), protects_all=False)
    assert pattern is not None
    assert not exposed(known.hiding(pattern))
    assert not (pattern & ~can_hide).any()
    exact = hidden(given)
    assert len(exact.complementary) <= pattern.sum() <= len(exact.complementary) + 2
    assert attack(known).places.size == rule.is_hidden.sum()


def test_dominance_hides_sums_with_room_enough() -> None:
    contributions = [[900, 50, 50], [300, 300, 300], [200, 200, 200], [250, 250], [400, 300, 300], [100, 90, 80, 70]]
    sums = table(
        np.array([sum(one) for one in contributions], dtype=float).reshape(2, 3), measure="timmar", is_count=False
    )
    rule = dominance_rule(contributions, largest=1, percent=75)
    spread = [np.zeros(sums.values.shape) for _ in range(2)]
    for kept, of in zip(spread, (rule.below, rule.above), strict=True):
        kept[:2, :3] = of.reshape(2, 3)
    is_hidden = np.zeros(sums.values.shape, dtype=np.bool_)
    is_hidden[:2, :3] = rule.is_hidden.reshape(2, 3)
    primary = type(rule)(is_hidden, spread[0], spread[1], rule.ground)
    found = suppress(sums, primary)
    assert isinstance(found, Suppression)
    guess = found.audit.of(sums.cell((0, 0)))
    assert (guess.value, guess.needed_high) == (1000, 1200)  # 900 must not be known to within 75 %
    assert guess.low <= guess.needed_low
    assert guess.high >= guess.needed_high


def test_a_suppression_says_in_words_what_it_did() -> None:
    found = hidden(table([[20, 50, 10], [8, 3, 22], [17, 32, 12]]))
    assert found.describe() == (
        "1 siffra döljs som liten eller känslig och 3 till för att det inte ska gå att räkna ut; "
        "kan publiceras: av 1 skyddade siffror går ingen att räkna ut närmare än tillåtet"
    )
    assert found.provenance.parameters["minst först"] == "cells"
    assert {one.ground for one in found.release.figures} == {"", COMPLEMENTARY, "litet antal"}


def test_that_every_nought_is_shown_says_that_what_is_hidden_is_not_nought() -> None:
    # Two ones hidden in a row of two: nought and two would do, were it not known that noughts are shown.
    given = table([[1, 1, 0], [1, 1, 30], [40, 50, 60]])
    ones = np.zeros(given.values.shape, dtype=np.bool_)
    ones[:2, :2] = True
    rule = count_rule(given.values, largest=1)
    assert audit(release_of(given, [ones], [rule])).is_safe
    known = audit(release_of(given, [ones], [rule], hidden_low=1))
    assert [(one.low, one.high) for one in known.exposed] == [(1, 1)] * 4
    found = hidden(given, primaries=rule, hidden_low=1)
    assert found.audit.is_safe
    assert found.audit.of(given.cell((0, 0))).low == 1
    assert len(found.complementary) > 0


def test_order_of_rows_does_not_change_how_much_is_hidden() -> None:
    inner = np.random.default_rng(4).negative_binomial(2, 2 / 17, (7, 5))
    one, other = hidden(table(inner)), hidden(table(inner[::-1, ::-1]))
    assert len(one.complementary) == len(other.complementary)
    assert one.complementary_value == other.complementary_value
