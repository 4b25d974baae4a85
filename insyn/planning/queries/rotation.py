"""The rotation table: area by year over every plan, with what breaks an area's interval."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from insyn.base.swedish import swedish_key
from insyn.organisation.models import AreaSpell
from insyn.planning.models import RotationEntry
from insyn.planning.rules.rotation import breach_words, breaches


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: what the sources call it each year, and where it waits longer than its interval."""

    area_id: int
    name: str
    interval_months: int | None
    municipal_only: bool
    cells: tuple[tuple[int, tuple[RotationEntry, ...]], ...]
    breaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardRotation:
    """One board's areas and, in the source's own words, what the area list does not have."""

    board_id: int
    name: str
    years: tuple[int, ...]
    rows: tuple[AreaRow, ...]
    unmapped: tuple[RotationEntry, ...]

    @property
    def breach_count(self) -> int:
        return sum(bool(row.breaches) for row in self.rows)


def rotations(entries: QuerySet[RotationEntry], boards: Iterable[int], on: dt.date) -> list[BoardRotation]:
    """A table for each board; two queries."""
    wanted = set(boards)
    found = [each for each in entries.select_related("board", "plan", "area") if each.board_id in wanted]
    spells = AreaSpell.objects.on(on).filter(board__in=wanted).select_related("board", "area")
    areas: dict[int, list[AreaSpell]] = defaultdict(list)
    for spell in spells:
        areas[spell.board_id].append(spell)
    by_board: dict[int, list[RotationEntry]] = defaultdict(list)
    for entry in found:
        by_board[entry.board_id].append(entry)
    names = {s.board_id: s.board.name for group in areas.values() for s in group} | {
        e.board_id: e.board.name for e in found
    }
    tables = [_board(pk, name, areas[pk], by_board[pk]) for pk, name in names.items()]
    return sorted(tables, key=lambda table: swedish_key(table.name))


def _board(pk: int, name: str, spells: Sequence[AreaSpell], entries: Sequence[RotationEntry]) -> BoardRotation:
    years = tuple(sorted({entry.year for entry in entries}))
    ordered = sorted(spells, key=lambda spell: swedish_key(spell.name))
    listed = {spell.area_id for spell in ordered}
    rows = tuple(_area(spell, years, entries) for spell in ordered)
    return BoardRotation(pk, name, years, rows, tuple(e for e in entries if e.area_id not in listed))


def _area(spell: AreaSpell, years: Sequence[int], entries: Sequence[RotationEntry]) -> AreaRow:
    own = [entry for entry in entries if entry.area_id == spell.area_id]
    cells = tuple((year, _once(entry for entry in own if entry.year == year)) for year in years)
    found = breaches(years, {entry.year for entry in own}, spell.interval_months)
    return AreaRow(
        spell.area_id,
        spell.name,
        spell.interval_months,
        spell.municipal_only,
        cells,
        tuple(breach_words(first, last, spell.interval_months or 0) for first, last in found),
    )


def _once(entries: Iterable[RotationEntry]) -> tuple[RotationEntry, ...]:
    """Two plans may say the same of a year in the same words: it is shown once."""
    return tuple({entry.wording: entry for entry in entries}.values())
