"""The frame: every contract, whether it may be drawn at random and why not, its ranks. Valid from birth."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from insyn.statistics.draw.faults import FrameError
from insyn.statistics.draw.ids import id_fault, text_fault
from insyn.statistics.draw.quotas import Quotas, quotas

RULE_VERSION = 1
FIRST_CONTRACT_LINE = 12
"""Ten header lines (the last one empty) and the column names stand above the first contract in the text."""

_REASON = re.compile(r"[a-zåäö0-9]+(?:-[a-zåäö0-9]+)*")


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What is decided before the seed exists. `strata` is empty, or places by stratum that add up to n."""

    plan: str
    reference_date: date
    complaints_from: date
    complaints_to: date
    severity_rule: str
    n: int
    strata: tuple[tuple[str, int], ...] = ()
    rule_version: int = RULE_VERSION

    @property
    def allocations(self) -> tuple[tuple[str | None, int], ...]:
        """Each stratum with its places; the whole frame (None) where no strata are used."""
        return self.strata or ((None, self.n),)

    @property
    def quotas(self) -> Quotas:
        """Places by ground, over all strata."""
        return Quotas(*(sum(column) for column in zip(*(quotas(n) for _, n in self.allocations), strict=True)))


@dataclass(frozen=True, slots=True)
class FrameLine:
    """One contract. `eligible` is for the random third alone; ranks count from 1 and are None where there is none."""

    contract: str
    eligible: bool
    reason: str = ""
    complaint_rank: int | None = None
    nomination_rank: int | None = None
    strata: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A header and its contracts sorted by id; raises FrameError when any rule of the frame is broken."""

    header: FrameHeader
    lines: tuple[FrameLine, ...]

    def __post_init__(self) -> None:
        _check_header(self.header)
        for number, line in enumerate(self.lines, start=FIRST_CONTRACT_LINE):
            _check_line(line, number)
        _check_order(self.lines)
        _check_places(self)
        _check_complaint_ranks(self.lines)
        _check_nominations(self.lines)


def make_frame(header: FrameHeader, lines: Iterable[FrameLine]) -> Frame:
    """The frame of these contracts, in whatever order they, their strata and units come; raises FrameError."""
    arranged = (replace(line, strata=tuple(sorted(line.strata)), units=tuple(sorted(line.units))) for line in lines)
    return Frame(header, tuple(sorted(arranged, key=lambda line: line.contract)))


def _check_header(header: FrameHeader) -> None:
    for text, line, field in ((header.plan, 2, "plan"), (header.severity_rule, 5, "allvarlighetsregel")):
        if fault := text_fault(text):
            raise FrameError(f"{fault}.", line=line, field=field)
    if header.complaints_from > header.complaints_to:
        raise FrameError("perioden slutar innan den börjar.", line=4, field="klagomålsperiod")
    if header.n < 1:
        raise FrameError(f"antalet är {header.n} men måste vara minst 1.", line=6, field="antal")
    if header.rule_version != RULE_VERSION:
        raise FrameError(f"regelversion {header.rule_version} är okänd.", line=9, field="regelversion")
    _check_allocations(header)


def _check_allocations(header: FrameHeader) -> None:
    names = [name for name, _ in header.strata]
    fault = next((fault for name in names if (fault := id_fault(name))), None)
    if fault is None and len(set(names)) < len(names):
        fault = "samma stratum står två gånger"
    if fault is None and any(places < 1 for _, places in header.strata):
        fault = "varje stratum måste ha minst en plats"
    if fault is None and names and sum(places for _, places in header.strata) != header.n:
        fault = f"platserna blir tillsammans inte antalet {header.n}"
    if fault is not None:
        raise FrameError(f"{fault}.", line=7, field="antal per stratum")


def _check_line(line: FrameLine, number: int) -> None:
    if fault := id_fault(line.contract):
        raise FrameError(f"{fault}.", line=number, field="avtal")
    if line.eligible == bool(line.reason):
        fact = (
            "ett avtal med i slumpen har inget skäl"
            if line.reason
            else "skäl saknas för avtal som inte är med i slumpen"
        )
        raise FrameError(f"{fact}.", line=number, field="skäl")
    if line.reason and not _REASON.fullmatch(line.reason):
        raise FrameError("koden skrivs med små bokstäver, siffror och bindestreck.", line=number, field="skäl")
    for rank, field in ((line.complaint_rank, "klagomålsrang"), (line.nomination_rank, "nomineringsrang")):
        if rank is not None and rank < 1:
            raise FrameError(f"rangen {rank} är inte 1 eller högre.", line=number, field=field)
    _check_names(line.strata, number, "strata", slash=True)
    _check_names(line.units, number, "enheter", slash=False)


def _check_names(names: Sequence[str], number: int, field: str, *, slash: bool) -> None:
    for name in names:
        if fault := id_fault(name, slash=slash):
            raise FrameError(f"{fault}.", line=number, field=field)
    for before, after in pairwise(names):
        if before >= after:
            fact = f"”{after}” står två gånger" if before == after else f"”{after}” står inte i ordning"
            raise FrameError(f"{fact}.", line=number, field=field)


def _check_order(lines: Sequence[FrameLine]) -> None:
    for number, (before, after) in enumerate(pairwise(lines), start=FIRST_CONTRACT_LINE + 1):
        if before.contract == after.contract:
            raise FrameError(f"avtalet ”{after.contract}” står två gånger.", line=number, field="avtal")
        if before.contract > after.contract:
            raise FrameError(
                f"avtalet ”{after.contract}” står inte i ordning efter beteckning.", line=number, field="avtal"
            )


def _check_places(frame: Frame) -> None:
    for stratum, places in frame.header.allocations:
        contracts = sum(stratum is None or stratum in line.strata for line in frame.lines)
        if places > contracts:
            where = "ramen" if stratum is None else f"stratum ”{stratum}”"
            line, field = (6, "antal") if stratum is None else (7, "antal per stratum")
            raise FrameError(f"{places} avtal ska väljas men {where} har bara {contracts}.", line=line, field=field)


def _check_complaint_ranks(lines: Sequence[FrameLine]) -> None:
    """A rank is one more than the number of contracts before it, so that it says nothing about how many complaints."""
    ranked = [(line.complaint_rank, number) for number, line in enumerate(lines) if line.complaint_rank is not None]
    expected = previous = 0
    for place, (rank, number) in enumerate(sorted(ranked), start=1):
        expected = expected if rank == previous else place
        previous = rank
        if rank != expected:
            raise FrameError(
                f"rangen är {rank} men borde vara {expected}; lika får samma rang och nästa räknas förbi dem.",
                line=number + FIRST_CONTRACT_LINE,
                field="klagomålsrang",
            )


def _check_nominations(lines: Sequence[FrameLine]) -> None:
    listed = [(line.nomination_rank, number) for number, line in enumerate(lines) if line.nomination_rank is not None]
    for place, (rank, number) in enumerate(sorted(listed), start=1):
        if rank != place:
            raise FrameError(
                f"platsen på listan är {rank} men borde vara {place}; varje plats har ett avtal.",
                line=number + FIRST_CONTRACT_LINE,
                field="nomineringsrang",
            )
