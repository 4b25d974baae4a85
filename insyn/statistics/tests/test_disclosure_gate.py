import json

import numpy as np
import pytest
from hypothesis import given as given_that
from hypothesis import settings
from hypothesis import strategies as st

from insyn.statistics.disclosure import (
    Cell,
    Dimension,
    Figure,
    Release,
    Suppression,
    Table,
    audit,
    cells_by_ground,
    count_rule,
    flat,
    known_mean,
    known_range,
    known_share,
    published,
    read_release,
    release_data,
    release_of,
    suppress,
    table,
    tree,
)
from insyn.statistics.disclosure.links import has_circle
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided

UNIT, SEX, AGE = flat("enhet", ["A", "B", "C"]), flat("kön", ["k", "m"]), flat("ålder", ["yngre", "äldre"])


def by_hand(given: Table, *places: tuple[int, ...], **more: object) -> Release:
    """The table with its small counts and these cells hidden."""
    rule = count_rule(given.values)
    is_hidden = rule.is_hidden.copy()
    for place in places:
        is_hidden[place] = True
    return release_of(given, [is_hidden], [rule], **more)  # type: ignore[arg-type]


GIVEN = table([[3, 20], [30, 40], [50, 60]], [UNIT, SEX])
SAFE = (0, 1), (1, 0), (1, 1)


def test_the_gate_lets_a_safe_release_out() -> None:
    answer = audit(by_hand(GIVEN, *SAFE))
    assert answer.is_safe
    assert answer.describe().startswith("kan publiceras")


def test_the_gate_says_which_cell_is_given_away() -> None:
    answer = audit(by_hand(GIVEN, (0, 1)))
    assert [(one.cell, one.low, one.high) for one in answer.exposed] == [(GIVEN.cell((0, 0)), 3, 3)]
    assert "antal (enhet A, kön k): mellan 3 och 3, ska rymma 2 till 4" in answer.describe()
    assert answer.of(GIVEN.cell((0, 1))).is_known


def test_an_earlier_release_gives_a_new_one_away() -> None:
    earlier = release_of(table([23, 70, 110], [UNIT]), [np.zeros(4, dtype=bool)], [count_rule([23, 70, 110, 203])])
    assert audit(by_hand(GIVEN, *SAFE), [earlier]).is_safe
    men = Cell("antal", (("enhet", "A"), ("kön", "m")))
    slip = Release("svar på fråga", "2026-02-01", (), (Figure(men, 20, 20, 20),))
    answer = audit(by_hand(GIVEN, *SAFE), [slip])
    assert [one.cell for one in answer.exposed] == [GIVEN.cell((0, 0))]


def test_a_new_release_must_not_give_an_earlier_one_away() -> None:
    first = by_hand(GIVEN, *SAFE)
    second = release_of(
        table([20, 40, 60], [UNIT], where={"kön": "m"}), [np.zeros(4, bool)], [count_rule(np.ones(4) * 9)]
    )
    answer = audit(second, [first])
    assert not answer.is_safe
    assert [one.cell for one in answer.exposed] == [GIVEN.cell((0, 0))]


def test_suppression_reckons_with_what_earlier_releases_showed() -> None:
    men = Cell("antal", (("enhet", "B"), ("kön", "m")))
    slip = Release("svar på fråga", "2026-02-01", (), (Figure(men, 40, 40, 40),))
    found = suppress(GIVEN, earlier=[slip])
    assert isinstance(found, Suppression)
    assert not found.is_hidden[0][1, 1]
    assert found.is_hidden[0][2].tolist() == [True, True, False]


def test_a_small_count_that_is_out_already_cannot_be_protected() -> None:
    slip = Release("svar på fråga", "2026-02-01", (), (Figure(GIVEN.cell((0, 0)), 3, 3, 3),))
    assert isinstance(suppress(GIVEN, earlier=[slip]), Undecided)
    assert not audit(by_hand(GIVEN, *SAFE), [slip]).is_safe


def test_a_share_with_a_known_number_counts_as_published() -> None:
    small = known_share(GIVEN.cell((0, 0)), 23, 13.0, decimals=0)
    answer = audit(by_hand(GIVEN, *SAFE, known=small))
    guess = answer.of(GIVEN.cell((0, 0)))
    assert (guess.low, guess.high) == pytest.approx((23 * 0.125, 23 * 0.135))
    assert not answer.is_safe


def test_a_share_of_a_cell_counts_with_that_cell() -> None:
    # A share of the total that is itself hidden ties the two together.
    known = known_share(GIVEN.cell((0, 0)), GIVEN.cell((0, 1)), 15.0, decimals=1)
    answer = audit(by_hand(GIVEN, *SAFE, known=known))
    guess = answer.of(GIVEN.cell((0, 0)))
    assert guess.low >= 23 * 0.1495 / 1.1495 - 1e-6
    assert not guess.is_safe


def test_a_mean_with_a_known_base_counts_as_published() -> None:
    hours = table([[7.0, 40.0], [60.0, 80.0], [90.0, 99.0]], [UNIT, SEX], measure="timmar", is_count=False)
    base = count_rule(GIVEN.values)
    is_hidden = by_hand(GIVEN, *SAFE)
    mask = np.array([[not one.is_shown for one in is_hidden.figures]]).reshape(4, 3)
    told = known_mean(hours.cell((0, 0)), 3, 2.3, decimals=1)
    answer = audit(release_of(hours, [mask], [base], known=told))
    guess = answer.of(hours.cell((0, 0)))
    assert (guess.low, guess.high) == pytest.approx((6.75, 7.05))
    assert not answer.is_safe
    assert audit(release_of(hours, [mask], [base])).is_safe


def test_whole_numbers_can_shut_a_cell_in_where_fractions_do_not() -> None:
    # Told to be 2.4 to 3.9 (a share of a known number, say), a count is 3.
    cell, other = Cell("antal", (("enhet", "A"),)), Cell("antal", (("enhet", "B"),))
    figures = (
        Figure(cell, 3, 0, np.inf, 0.5, 0.5, ground="litet antal"),
        Figure(other, 9, 0, np.inf),
        Figure(Cell("antal", ()), 12, 12, 12),
    )
    release = Release("r", "", (flat("enhet", ["A", "B"]),), figures, known_range(cell, 2.4, 3.9))
    guess = audit(release).of(cell)
    assert (guess.low, guess.high) == pytest.approx((2.4, 3.9))
    assert not guess.is_safe


def test_a_corrected_figure_is_refused_rather_than_reckoned_with() -> None:
    before = Release("r1", "", (), (Figure(Cell("antal", ()), 12, 12, 12),))
    after = Release("r2", "", (), (Figure(Cell("antal", ()), 13, 13, 13),))
    with pytest.raises(InputFault, match="olika värden i olika publiceringar"):
        audit(after, [before])


def test_releases_whose_sums_contradict_are_refused() -> None:
    total = Release("r1", "", (), (Figure(Cell("antal", ()), 9, 9, 9),))
    parts = tuple(Figure(Cell("antal", (("kön", code),)), 5, 5, 5) for code in "km")
    with pytest.raises(InputFault, match=r"antal \(totalt\) är inte summan av sina delar"):
        audit(Release("r2", "", (SEX,), parts), [total])
    unknown = Figure(Cell("antal", (("kön", "m"),)), None, 0, np.inf)
    with pytest.raises(InputFault, match="motsäger varandra"):
        audit(Release("r2", "", (SEX,), (Figure(parts[0].cell, 10, 10, 10), unknown)), [total])


def test_a_part_among_others_that_nobody_published_is_at_most_the_whole() -> None:
    whole = Figure(Cell("antal", ()), 4, 4, 4)
    part = Figure(Cell("antal", (("enhet", "A"),)), 2, 0, np.inf, 1, 1, ground="litet antal")
    guess = audit(Release("r", "", (UNIT,), (whole, part))).of(part.cell)
    assert (guess.low, guess.high, guess.is_safe) == (0, 4, True)


def test_tables_in_a_circle_come_from_one_and_the_same_data() -> None:
    # Each pair of margins is open by itself; that one table of whole numbers from nought lies behind all three is not.
    divisions = ({"a", "b"}, {"b", "c"}, {"a", "c"})
    assert has_circle([frozenset(one) for one in divisions])
    assert not has_circle([frozenset(one) for one in divisions[:2]])
    inner = np.array([[[45, 5], [5, 5]], [[5, 5], [5, 45]]])
    names = (flat("a", ["0", "1"]), flat("b", ["0", "1"]), flat("c", ["0", "1"]))
    tables = [table(inner.sum(axis=axis), [one for at, one in enumerate(names) if at != axis]) for axis in range(3)]
    rules = [count_rule(one.values) for one in tables]
    masks = [np.zeros(one.values.shape, dtype=bool) for one in tables]
    masks[2][:2, :2] = True
    release = release_of(tables, masks, rules)
    assert audit(release).has_joint
    with_joint = audit(release).of(tables[2].cell((0, 0)))
    without = audit(release, joint_limit=1)
    assert not without.has_joint
    assert not without.is_safe
    alone = without.of(tables[2].cell((0, 0)))
    # By the margins 60 + 60 of 120 may share all or nothing. Where c is 0 it is 50 + 50 of 60, so 40 at least in
    # common; where c is 1, 10 + 10 of 60: none at least, 10 at most.
    assert (alone.low, alone.high) == (0, 60)
    assert (with_joint.low, with_joint.high) == (40, 60)


def test_a_coarser_and_a_finer_division_hold_together() -> None:
    fine = tree("ålder", {"totalt": ["0-9", "10-19"], "0-9": ["0-4", "5-9"]})
    coarse = fine.taking(["0-9", "10-19", "totalt"])
    first = release_of(
        table([3, 6, 20], [fine]), [np.array([True, True, False, False, False])], [count_rule([3, 6, 20, 9, 29])]
    )
    # The order of codes is leaves, subtotals, the whole.
    assert fine.codes == ("0-4", "5-9", "10-19", "0-9", "totalt")
    second = Release(
        "grov",
        "",
        (coarse,),
        tuple(
            Figure(Cell("antal", (("ålder", code),) if code != "totalt" else ()), value, value, value)
            for code, value in (("0-9", 9), ("10-19", 20), ("totalt", 29))
        ),
    )
    guess = audit(first, [second]).of(Cell("antal", (("ålder", "0-4"),)))
    assert (guess.low, guess.high, guess.is_safe) == (0, 9, True)
    slip = Release("femår", "", (), (Figure(Cell("antal", (("ålder", "5-9"),)), 6, 6, 6),))
    assert not audit(first, [second, slip]).is_safe


@settings(max_examples=15, deadline=None)
@given_that(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_a_release_comes_back_out_of_the_register(inner: list[int]) -> None:
    found = suppress(table(np.reshape(inner, (2, 2))), known=known_range(Cell("annat", ()), 0, np.inf))
    if isinstance(found, Suppression):
        assert read_release(json.loads(json.dumps(release_data(found.release)))) == found.release


def test_what_is_published_holds_nothing_that_is_hidden() -> None:
    release = by_hand(GIVEN, *SAFE)
    rows = published(release)
    assert {
        "measure": "antal",
        "where": {"enhet": "A", "kön": "k"},
        "low": 0.0,
        "high": None,
        "is_shown": False,
    } in rows
    assert all("value" not in row for row in rows)
    assert len(cells_by_ground(release)["kompletterande"]) == 3


@pytest.mark.parametrize(
    ("wrong", "fact"),
    [
        (lambda: table([[1, -2]]), "är negativt"),
        (lambda: table([[1, 2.5]]), "är inte ett helt tal"),
        (lambda: table([[1, np.nan]]), "är inte ett ändligt tal"),
        (lambda: table([]), "är tom"),
        (lambda: table([1, 2, 3], [SEX]), "har formen"),
        (lambda: Table((SEX,), np.array([1.0, 2.0, 4.0])), "är inte summan av sina delar"),
        (lambda: Dimension("kön", ("k", "k")), "finns två gånger"),
        (lambda: tree("x", {"a": ["b"], "b": ["a"]}), "är en del av sig själv"),
        (lambda: known_share(Cell("antal", ()), 10, 120, decimals=0), "ligger inte mellan 0 och 100"),
        (lambda: known_mean(Cell("antal", ()), -1, 2.0, decimals=1), "inte ett ändligt tal från noll"),
        (lambda: Figure(Cell("antal", ()), 5, 6, 7), "ligger inte i"),
        (lambda: Figure(Cell("antal", ()), None, 0, 9, 1, 1), "saknar värde"),
        (lambda: read_release({"format": 2}), "är inte 1"),
        (lambda: read_release({}), "är ingen publicering"),
        (lambda: audit(Release("", "", (), ())), "har inga siffror"),
        (lambda: suppress([]), "är tom"),
        (lambda: suppress(table([1.5], is_count=False)), "saknas för en tabell som inte är antal"),
        (lambda: suppress(GIVEN, count_rule([1, 2])), "har formen"),
        (lambda: suppress(GIVEN, hide=()), "är inte av"),
        (lambda: suppress(GIVEN, first="least"), "varken cells eller value"),  # type: ignore[arg-type]
        (lambda: suppress(GIVEN, protect="all"), "varken primary eller hidden"),  # type: ignore[arg-type]
        (lambda: suppress(GIVEN, hidden_low=-1), "är inte ett tal från noll"),
        (lambda: release_of(GIVEN, [np.zeros(3, bool)], [count_rule(GIVEN.values)]), "har formen"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused(wrong: object, fact: str) -> None:
    with pytest.raises(InputFault, match=fact):
        wrong()  # type: ignore[operator]
