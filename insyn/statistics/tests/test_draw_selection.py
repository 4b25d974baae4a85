"""Thirds, precedence, tickets, units, displacement: STATISTICS d point by point."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insyn.statistics.draw import (
    Cause,
    Displacement,
    DisplacementError,
    FrameLine,
    Ground,
    SeedError,
    check_public_seed,
    chosen_unit,
    competition_ranks,
    displacement_order,
    draw,
    make_frame,
    next_to_go,
    public_seed,
    quotas,
    random_shares,
    reserves,
    standing_picks,
    ticket,
)
from insyn.statistics.tests.example import LINES, SEED, URGENT, example_frame
from insyn.statistics.tests.frames import SEEDS, contract_lines, header, headers


def _chosen(picks: Any) -> list[tuple[str, Ground]]:
    return [(pick.contract, pick.ground) for pick in picks]


def test_a_ticket_is_the_hash_of_the_hex_of_the_seeds_hash_and_the_id() -> None:
    inner = hashlib.sha256("Ö1".encode()).hexdigest()
    assert ticket("Ö1", "Å/2") == hashlib.sha256(f"{inner}Å/2".encode()).hexdigest()


@pytest.mark.parametrize(
    ("n", "expected"),
    [(0, (0, 0, 0)), (1, (1, 0, 0)), (2, (1, 1, 0)), (3, (1, 1, 1)), (10, (4, 3, 3)), (11, (4, 4, 3))],
)
def test_a_remainder_goes_to_complaints_then_commissioners(n: int, expected: Any) -> None:
    assert quotas(n) == expected


def test_fewer_than_no_places_is_an_error() -> None:
    with pytest.raises(ValueError, match="below 0"):
        quotas(-1)


def test_severity_counts_before_number_and_ties_share_a_rank() -> None:
    scores = {"a": (2, 9), "b": (3, 1), "c": (2, 9), "d": (1, 50)}
    assert competition_ranks(scores) == {"b": 1, "a": 2, "c": 2, "d": 4}


def test_the_worked_example_is_drawn_as_the_document_says() -> None:
    assert [(pick.contract, pick.unit, pick.ground) for pick in draw(example_frame(), SEED)] == [
        ("AV-02", "Eken", Ground.COMPLAINTS),
        ("AV-01", "Björken", Ground.COMPLAINTS),
        ("AV-05", "Rönnen", Ground.COMMISSIONERS),
        ("AV-03", "Linden", Ground.COMMISSIONERS),
        ("AV-06", "Hasseln", Ground.RANDOM),
    ]
    assert reserves(example_frame(), SEED) == ("AV-08", "AV-04")


def test_unfilled_places_of_the_first_two_fall_to_random() -> None:
    lines = [FrameLine(f"A{number}", eligible=True) for number in range(9)]
    assert {pick.ground for pick in draw(make_frame(header(6), lines), SEED)} == {Ground.RANDOM}
    assert len(draw(make_frame(header(6), lines), SEED)) == 6


def test_an_earlier_in_depth_follow_up_keeps_a_contract_out_of_the_random_third_alone() -> None:
    lines = [FrameLine(f"A{number}", eligible=False, reason="fordjupad-uppfoljning") for number in range(6)]
    lines[3] = replace(lines[3], complaint_rank=1)
    lines[4] = replace(lines[4], nomination_rank=1)
    assert _chosen(draw(make_frame(header(6), lines), SEED)) == [
        ("A3", Ground.COMPLAINTS),
        ("A4", Ground.COMMISSIONERS),
    ]


@given(st.data(), SEEDS)
def test_the_order_the_contracts_come_in_does_not_matter(data: st.DataObject, seed: str) -> None:
    lines = data.draw(contract_lines())
    head = data.draw(headers(lines))
    assert draw(make_frame(head, data.draw(st.permutations(lines))), seed) == draw(make_frame(head, lines), seed)


@given(st.data(), SEEDS)
def test_a_contract_that_no_ground_can_choose_changes_nothing(data: st.DataObject, seed: str) -> None:
    lines = data.draw(contract_lines())
    head = data.draw(headers(lines))
    strata = data.draw(st.sampled_from([(), ("boende",), ("hemtjänst",)]))
    added = FrameLine("Zz9", eligible=False, reason="foljs-upp-av-myndigheten", strata=strata)
    assert draw(make_frame(head, [*lines, added]), seed) == draw(make_frame(head, lines), seed)


@given(contract_lines(), SEEDS)
def test_adding_a_contract_never_reorders_the_others(lines: list[FrameLine], seed: str) -> None:
    plain = [replace(line, eligible=True, reason="", complaint_rank=None, nomination_rank=None) for line in lines]
    before = [pick.contract for pick in draw(make_frame(header(len(plain)), plain), seed)]
    more = [*plain, FrameLine("Zz9", eligible=True)]
    after = [pick.contract for pick in draw(make_frame(header(len(more)), more), seed)]
    assert [contract for contract in after if contract != "Zz9"] == before


@given(st.data(), SEEDS)
def test_every_draw_keeps_its_promises(data: st.DataObject, seed: str) -> None:
    lines = data.draw(contract_lines())
    frame = make_frame(data.draw(headers(lines)), lines)
    picks, by_id = draw(frame, seed), {line.contract: line for line in frame.lines}
    assert len({pick.contract for pick in picks}) == len(picks) <= frame.header.n
    assert [pick.place for pick in picks] == list(range(1, len(picks) + 1))
    for pick in picks:
        line = by_id[pick.contract]
        assert line.eligible or pick.ground is not Ground.RANDOM
        assert pick.stratum is None or pick.stratum in line.strata
        assert (pick.unit, pick.unit_ticket) == chosen_unit(seed, pick.contract, line.units)
        assert pick.ticket == ticket(seed, pick.contract)
    for stratum, places in frame.header.allocations:
        part = [pick for pick in picks if pick.stratum == stratum]
        counts = [sum(pick.ground is ground for pick in part) for ground in Ground]
        assert counts[0] <= quotas(places).complaints
        assert counts[1] <= quotas(places).commissioners
        assert len(part) == places or not reserves(frame, seed, stratum=stratum)


def test_the_examined_unit_has_the_lowest_ticket_of_contract_and_unit() -> None:
    unit, unit_ticket = chosen_unit(SEED, "AV-04", ("Aspen", "Granen", "Tallen"))
    assert (unit, unit_ticket) == ("Aspen", ticket(SEED, "AV-04/Aspen"))
    assert chosen_unit(SEED, "AV-04", ()) == (None, None)


def test_random_gives_way_first_then_commissioners_and_complaints_from_the_end() -> None:
    lines = [*LINES, FrameLine("AV-09", eligible=True), FrameLine("AV-10", eligible=True)]
    picks = draw(make_frame(header(8), lines), SEED)
    grounds = [pick.ground for pick in displacement_order(picks)]
    assert grounds == sorted(grounds, key=[Ground.RANDOM, Ground.COMMISSIONERS, Ground.COMPLAINTS].index)
    order = displacement_order(picks)
    assert order == tuple(reversed(picks))
    assert next_to_go(picks, []) == max((p for p in picks if p.ground is Ground.RANDOM), key=lambda p: p.ticket)


def test_an_urgent_case_pushes_out_the_last_random_one_and_is_logged() -> None:
    picks = draw(example_frame(), SEED)
    left = standing_picks(picks, [URGENT])
    assert [pick.contract for pick in left] == ["AV-02", "AV-01", "AV-05", "AV-03"]
    assert next_to_go(picks, [URGENT]).contract == "AV-03"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"goes_out": "AV-03"}, "goes_out"),
        ({"reason": ""}, "reason"),
        ({"comes_in": "AV-01"}, "comes_in"),
        ({"comes_in": None}, "comes_in"),
        ({"cause": Cause.CAPACITY}, "comes_in"),
        ({"comes_in": "850709-9805"}, "comes_in"),
    ],
)
def test_a_displacement_out_of_turn_or_unexplained_is_refused(change: Any, field: str) -> None:
    with pytest.raises(DisplacementError) as caught:
        standing_picks(draw(example_frame(), SEED), [replace(URGENT, **change)])
    assert (caught.value.entry, caught.value.field) == (1, field)


def test_when_everything_has_given_way_nothing_more_can() -> None:
    picks = draw(example_frame(), SEED)
    log: list[Displacement] = []
    for _ in picks:
        log.append(
            Displacement(Cause.CAPACITY, next_to_go(picks, log).contract, None, date(2026, 3, 1), "färre timmar")
        )
    assert standing_picks(picks, log) == ()
    with pytest.raises(DisplacementError, match="finns kvar"):
        next_to_go(picks, log)
    with pytest.raises(DisplacementError, match="finns kvar"):
        standing_picks(picks, [*log, log[-1]])


def test_a_draw_needs_a_seed() -> None:
    for seed in ("", "\ud800"):
        with pytest.raises(SeedError):
            draw(example_frame(), seed)


def test_a_public_seed_has_twenty_digits_and_nothing_else() -> None:
    assert public_seed("31415 92653\n58979 32384") == SEED
    for seed, word in (("1" * 19, "19 siffror"), ("", "0 siffror"), ("1" * 20 + "a", "”a”"), ("٣" * 20, "0–9")):
        with pytest.raises(SeedError, match=word):
            check_public_seed(seed)


def test_the_realised_random_share_is_told_year_by_year() -> None:
    standing = [(2026, Ground.RANDOM), (2025, Ground.COMPLAINTS), (2026, Ground.COMPLAINTS), (2025, Ground.COMPLAINTS)]
    assert [(year.year, year.share) for year in random_shares(standing)] == [(2025, 0), (2026, 0.5)]
