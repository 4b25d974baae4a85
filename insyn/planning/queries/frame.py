"""The frame of a draw, built set-wise: every contract of the plan's boards, eligible or not and why, with its ranks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from insyn.base.periods import is_valid_on, last_day
from insyn.contracts.models import Contract, ContractPeriod, ContractUnit
from insyn.measures.queries.serious import serious_signals
from insyn.organisation.models import ProviderSpell
from insyn.planning.models import CoverageRecord, Depth, Draw
from insyn.planning.rules.eligibility import (
    OUT_OF_EVERY_THIRD,
    REASON_WORDS,
    ContractFacts,
    reason_not_eligible,
    severity_rule,
)
from insyn.planning.rules.parts import OPERATION_PARTS
from insyn.registers.models import Event
from insyn.statistics.draw import (
    Frame,
    FrameHeader,
    FrameLine,
    competition_ranks,
    frame_sha256,
    make_frame,
    write_frame,
)

type Periods = Mapping[int, DateRange]


class ContractRow(NamedTuple):
    pk: int
    public_id: str
    name: str
    form: str
    followed_up_by: str
    area: str | None
    operation: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts of the frame that the contract stands in."""
        return tuple(filter(None, (self.area, OPERATION_PARTS.get(self.operation or ""))))


class UnitRow(NamedTuple):
    contract_id: int
    unit_id: int
    slug: str
    valid: DateRange


@dataclass(frozen=True, slots=True)
class PreparedLine:
    """A line of the frame with the contract it stands for, as the staff read it."""

    contract: ContractRow
    line: FrameLine

    @property
    def reason_words(self) -> str:
        return REASON_WORDS.get(self.line.reason, "")


@dataclass(frozen=True, slots=True)
class PreparedFrame:
    """A frame as it would be published now: its text, its checksum and its lines."""

    frame: Frame
    text: str
    sha256: str
    lines: tuple[PreparedLine, ...]

    @property
    def eligible_count(self) -> int:
        return sum(each.line.eligible for each in self.lines)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """How many contracts each reason keeps out of the random third."""
        counts: dict[str, int] = defaultdict(int)
        for each in self.lines:
            if each.line.reason:
                counts[each.reason_words] += 1
        return sorted(counts.items(), key=lambda pair: -pair[1])


def prepare_frame(draw: Draw) -> PreparedFrame:
    """The frame of a draw that is being prepared; nine queries. Raises FrameError when it cannot be one."""
    lines = frame_lines(draw, by_operation=draw.parts_by == Draw.PartsBy.OPERATION)
    frame = make_frame(header_of(draw), (each.line for each in lines))
    text = write_frame(frame)
    ordered = sorted(lines, key=lambda each: each.line.contract)
    return PreparedFrame(frame, text, frame_sha256(text), tuple(ordered))


def frame_lines(draw: Draw, *, by_operation: bool) -> list[PreparedLine]:
    """Every contract as it would stand in the frame; with its provider's form of operation where that is asked for."""
    boards = list(draw.plan.boards.values_list("pk", flat=True))
    day = draw.reference_date
    contracts = _contracts(boards, _operations(day) if by_operation else {})
    periods = _current_periods(boards, day)
    units = _units(boards)
    in_depth = _had_in_depth(boards, periods, units, day)
    facts = {row.pk: _reason(row, row.pk in periods, row.pk in in_depth) for row in contracts}
    outside = {pk for pk, reason in facts.items() if reason in OUT_OF_EVERY_THIRD}
    scores = {pk: score for pk, score in _complaints(draw, units).items() if pk in facts and pk not in outside}
    ranks = competition_ranks(scores)
    nominated = _nominated(draw, outside)
    slugs = _slugs_on(units, day)
    return [
        PreparedLine(
            row,
            FrameLine(
                contract=row.public_id,
                eligible=not facts[row.pk],
                reason=facts[row.pk],
                complaint_rank=ranks.get(row.pk),
                nomination_rank=nominated.get(row.pk),
                strata=row.parts,
                units=tuple(sorted(slugs.get(row.pk, ()))),
            ),
        )
        for row in contracts
    ]


def outside_every_third(contract: Contract, day: dt.date) -> str:
    """The code of what keeps the contract out of every third on the day, or nothing."""
    return all_outside_every_third([contract], day)[contract.pk]


def all_outside_every_third(contracts: Iterable[Contract], day: dt.date) -> dict[int, str]:
    """The same for several contracts, by their keys; one query."""
    asked = {each.pk: each for each in contracts}
    in_force = set(
        ContractPeriod.objects.filter(contract__in=asked, valid__contains=day).values_list("contract_id", flat=True)
    )
    rows = (ContractRow(pk, c.public_id, c.name, c.form, c.followed_up_by, None) for pk, c in asked.items())
    return {row.pk: _reason(row, row.pk in in_force, had_in_depth=False) for row in rows}


def header_of(draw: Draw) -> FrameHeader:
    word = Event.Severity(draw.severity_floor).label
    return FrameHeader(
        plan=draw.plan.title,
        reference_date=draw.reference_date,
        complaints_from=draw.complaint_window.lower,
        complaints_to=last_day(draw.complaint_window) or draw.reference_date,
        severity_rule=severity_rule(draw.severity_floor, word, counts_signals=draw.counts_signals),
        n=draw.size,
        strata=tuple((name, places) for name, places in draw.parts),
    )


def _contracts(boards: Iterable[int], operations: Mapping[int, str]) -> list[ContractRow]:
    rows = Contract.objects.filter(board__in=boards).order_by("public_id")
    fields = ("pk", "public_id", "name", "form", "followed_up_by", "area__slug", "provider_id")
    return [ContractRow._make((*row[:-1], operations.get(row[-1]))) for row in rows.values_list(*fields)]


def _operations(day: dt.date) -> dict[int, str]:
    """Each provider's form of operation on the day."""
    return dict(ProviderSpell.objects.on(day).values_list("provider_id", "kind"))


def _current_periods(boards: Iterable[int], day: dt.date) -> Periods:
    rows = ContractPeriod.objects.on(day).filter(contract__board__in=boards)
    return dict(rows.values_list("contract_id", "valid"))


def _units(boards: Iterable[int]) -> list[UnitRow]:
    rows = ContractUnit.objects.filter(contract__board__in=boards)
    return [UnitRow(*row) for row in rows.values_list("contract_id", "unit_id", "unit__slug", "valid")]


def _slugs_on(units: Iterable[UnitRow], day: dt.date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for row in units:
        if is_valid_on(row.valid, day):
            found[row.contract_id].add(row.slug)
    return found


def _reason(row: ContractRow, is_in_force: bool, had_in_depth: bool) -> str:
    return reason_not_eligible(
        ContractFacts(
            is_in_force=is_in_force,
            is_followed_up_by_authority=row.followed_up_by == Contract.FollowedUpBy.AUTHORITY,
            is_individual=row.form == Contract.Form.INDIVIDUAL,
            had_in_depth=had_in_depth,
        )
    )


def _had_in_depth(boards: list[int], periods: Periods, units: Iterable[UnitRow], day: dt.date) -> set[int]:
    """Contracts examined in depth within their current period, themselves or by a unit that works under them."""
    records = CoverageRecord.objects.filter(depth=Depth.IN_DEPTH, date__lte=day)
    direct = records.filter(contract__board__in=boards).values_list("contract_id", "date")
    by_unit: dict[int, list[dt.date]] = defaultdict(list)
    for unit_id, date in records.filter(contract__isnull=True).values_list("unit_id", "date"):
        by_unit[unit_id].append(date)
    indirect = (
        (row.contract_id, date)
        for row in units
        for date in by_unit.get(row.unit_id, ())
        if is_valid_on(row.valid, date)
    )
    return {pk for pk, date in (*direct, *indirect) if pk in periods and is_valid_on(periods[pk], date)}


def _complaints(draw: Draw, units: Iterable[UnitRow]) -> dict[int, tuple[int, int]]:
    """(highest severity, number) for each contract that somebody has complained of in the window."""
    window = draw.complaint_window
    rows = (
        Event.objects.standing().complaints().registered_within(window.lower, last_day(window) or draw.reference_date)
    )
    # What nobody has judged is a complaint too: left out only where the rule asks for a severity.
    if draw.severity_floor > 1:
        rows = rows.filter(severity__gte=draw.severity_floor)
    under: dict[int, list[UnitRow]] = defaultdict(list)
    for row in units:
        under[row.unit_id].append(row)
    scores: dict[int, tuple[int, int]] = {}
    complaints = rows.values_list("contract_id", "unit_id", "severity", "registered_date")
    for contract_id, unit_id, severity, day in (*complaints, *_signals(draw)):
        named = {contract_id} if contract_id else {r.contract_id for r in under[unit_id] if is_valid_on(r.valid, day)}
        for pk in named:
            highest, number = scores.get(pk, (0, 0))
            scores[pk] = (max(highest, severity or 0), number + 1)
    return scores


def _signals(draw: Draw) -> Iterable[tuple[None, int, int, dt.date]]:
    """Signals found in the window and weighed as serious, where the draw's rule counts them, each as a complaint."""
    if not draw.counts_signals or draw.severity_floor > Event.Severity.SERIOUS:
        return ()
    window = draw.complaint_window
    found = serious_signals(window.lower, last_day(window) or draw.reference_date)
    return [(None, unit_id, Event.Severity.SERIOUS.value, day) for unit_id, day in found]


def _nominated(draw: Draw, outside: Iterable[int]) -> dict[int, int]:
    """Places in the commissioners' list, closed up where a contract has fallen out of every third."""
    barred = set(outside)
    listed = draw.nominations.order_by("rank").values_list("contract_id", flat=True)
    standing = [pk for pk in listed if pk not in barred]
    return {pk: place for place, pk in enumerate(standing, start=1)}
