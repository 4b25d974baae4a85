import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insyn.statistics.disclosure import (
    Rounded,
    any_of,
    audit,
    base_rule,
    controlled_rounding,
    count_rule,
    dominance_rule,
    nearest_base,
    nhs_rule,
    nhs_table,
    p_percent_rule,
    pq_rule,
    random_rounding,
    rounded_release,
    shares_of_rounded,
    table,
)
from insyn.statistics.inputs import InputFault
from insyn.statistics.tests.published import case


def test_the_rule_of_the_nhs_is_as_published() -> None:
    published = case("s_f2_nhs_rule")
    assert nhs_rule(published["input"]["values"]).shown() == published["expected"]["values"]


def test_totals_are_rounded_from_themselves() -> None:
    shown = nhs_table([[8, 8], [8, 3]]).values
    assert shown[2, 2] == 25  # 27, not 10 + 10 + 10
    assert shown[0, 2] == 15  # 16
    assert np.isnan(shown[1, 1])


def test_shares_come_out_of_the_rounded_numbers() -> None:
    shares = shares_of_rounded([11, 3, 0, 0], [33, 33, 33, 0])
    assert shares[0] == pytest.approx(10 / 35)
    assert np.isnan(shares[1])
    assert shares[2] == 0
    assert np.isnan(shares[3])
    assert shares_of_rounded([13], [14])[0] == 1


@given(st.lists(st.integers(0, 400), min_size=1, max_size=12))
def test_what_is_told_of_a_rounded_count_is_what_rounds_to_the_same(values: list[int]) -> None:
    for rule in (nhs_rule, nearest_base):
        rounded, every = rule(values), rule(range(420)).shown()
        for value, shown, low, high in zip(values, rounded.shown(), rounded.told_low, rounded.told_high, strict=True):
            alike = [count for count, other in enumerate(every) if other == shown]
            assert (low, high) == (alike[0], alike[-1])
            assert value in alike


def test_an_automatic_table_goes_through_the_gate_as_it_is_rounded() -> None:
    given_table = table([[20, 50, 10], [8, 3, 22], [17, 32, 12]])
    assert audit(rounded_release(given_table, nhs_rule(given_table.values))).is_safe


def test_the_gate_finds_where_a_rounded_table_still_gives_a_count_away() -> None:
    # 7 hidden (1-7) and 37 shown as 35 (33-37): the total 44 shown as 45 (43-47) leaves 6 and 7 alone.
    given_table = table([7, 37])
    rounded = nhs_rule(given_table.values)
    answer = audit(rounded_release(given_table, rounded))
    guess = answer.of(given_table.cell((0,)))
    assert (guess.low, guess.high) == (6, 7)
    assert (guess.needed_low, guess.needed_high) == (6, 7)
    assert answer.is_safe


def test_random_rounding_keeps_the_mean_and_the_answer() -> None:
    values = np.full(20_000, 7)
    once, again = random_rounding(values, seed=5), random_rounding(values, seed=5)
    assert np.array_equal(once.values, again.values)
    assert set(np.unique(once.values)) == {5.0, 10.0}
    assert once.values.mean() == pytest.approx(7, abs=4 * np.sqrt(6 / 20_000))
    assert np.array_equal(random_rounding([0, 5, 10], seed=1).values, [0, 5, 10])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=4))
def test_controlled_rounding_still_adds_up(inner: list[list[int]]) -> None:
    given_table = table(inner)
    rounded = controlled_rounding(given_table)
    assert isinstance(rounded, Rounded)
    assert np.array_equal(table(rounded.values[:-1, :-1]).values, rounded.values)
    assert (np.abs(rounded.values - given_table.values) < 5).all()
    assert (rounded.values % 5 == 0).all()


def test_counts_from_one_to_four_are_small() -> None:
    rule = count_rule([0, 1, 4, 5])
    assert rule.is_hidden.tolist() == [False, True, True, False]
    assert rule.below.tolist() == [0, 1, 1, 0]
    assert rule.above.tolist() == [0, 1, 1, 0]
    assert count_rule([0, 9], smallest=0, largest=9).below.tolist() == [0, 1]


def test_a_figure_on_fewer_than_five_is_hidden_whatever_it_is() -> None:
    rule = base_rule([80.0, 75.0, 0.0, 66.7], [5, 4, 0, 3], protection=10)
    assert rule.is_hidden.tolist() == [False, True, False, True]
    assert rule.above.tolist() == [0, 10, 0, 10]


def test_dominance_and_p_percent_by_hand() -> None:
    # X = 100. Largest 80 is over 75 %: room 80/0.75 - 100 = 6.67. The two largest are 95 % against 90: 95/0.9 - 100.
    cells = [[80, 15, 5], [40, 30, 30]]
    assert dominance_rule(cells, largest=1, percent=75).above == pytest.approx([80 / 0.75 - 100, 0])
    assert dominance_rule(cells, largest=2, percent=90).above == pytest.approx([95 / 0.9 - 100, 0])
    # p %: the rest, 5, against 10 % of 80: 8 - 5 = 3. Of the second cell 30 against 4.
    assert p_percent_rule(cells, p=10).above == pytest.approx([3, 0])
    # pq with q = 50: 20 % of 80 = 16, less 5.
    assert pq_rule(cells, p=10, q=50).above == pytest.approx([11, 0])


@pytest.mark.parametrize("cell", [[], [0, 0], [0]])
def test_a_cell_of_nothing_is_not_sensitive(cell: list[int]) -> None:
    assert not dominance_rule([cell]).is_hidden[0]
    assert not p_percent_rule([cell]).is_hidden[0]


def test_one_contributor_is_always_sensitive() -> None:
    assert dominance_rule([[5]]).is_hidden[0]
    assert p_percent_rule([[5], [5, 4]]).is_hidden.all()


def test_rules_together_hide_what_any_hides() -> None:
    both = any_of(count_rule([3, 9, 9]), base_rule([3.0, 9.0, 9.0], [9, 9, 2], protection=2))
    assert both.is_hidden.tolist() == [True, False, True]
    assert both.above.tolist() == [1, 0, 2]
    assert both.ground == "litet antal eller liten bas"


@pytest.mark.parametrize(
    ("wrong", "fact"),
    [
        (lambda: count_rule([1.5]), "är inte ett helt tal"),
        (lambda: count_rule([-1]), "är negativt"),
        (lambda: count_rule([1], smallest=5, largest=4), "är inget intervall"),
        (lambda: base_rule([1], [1, 2]), "har formen"),
        (lambda: base_rule([-1], [1]), "är negativt"),
        (lambda: base_rule([1], [1], protection=0), "är inte större än noll"),
        (lambda: dominance_rule([[1, -1]]), "är negativt"),
        (lambda: dominance_rule([[1]], largest=0), "är inte minst 1"),
        (lambda: dominance_rule([[1]], percent=0), "ligger inte över 0"),
        (lambda: pq_rule([[1]], p=50, q=40), "ligger inte över p"),
        (any_of, "är tom"),
        (lambda: any_of(count_rule([1]), count_rule([1, 2])), "har olika form"),
        (lambda: nhs_rule([1.5]), "är inte ett helt tal"),
        (lambda: nhs_rule([1], largest=1), "är för litet"),
        (lambda: nearest_base([1], base=0), "är inte minst 1"),
        (lambda: shares_of_rounded([9], [8]), "är större än whole"),
        (lambda: controlled_rounding(table([1.5], is_count=False)), "är inte antal"),
    ],
)
def test_what_no_rule_can_judge_is_refused(wrong: object, fact: str) -> None:
    with pytest.raises(InputFault, match=fact):
        wrong()  # type: ignore[operator]
