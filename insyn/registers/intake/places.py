"""Which unit a text means, and under which board and contract it stood on a day; all known before the first row."""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from django.db.models import F

from insyn.base.imports.values import Wrong
from insyn.base.periods import is_valid_on
from insyn.contracts.models import ContractUnit
from insyn.organisation.models import AreaSpell, Board, Deadline, Unit, UnitSpell
from insyn.registers.models import SourceCode, SourceSystem

type Span = tuple[str, str, int]
FOREVER = "9999-12-31"


class Units:
    """Units by key, by name where only one has it, and by what the source system calls them."""

    def __init__(self, system: SourceSystem | None) -> None:
        self._known: dict[str, int] = {}
        names: dict[str, set[int]] = defaultdict(set)
        for pk, key, name in Unit.objects.values_list("pk", "key", "name"):
            names[name.casefold()].add(pk)
            self._known[key.casefold()] = pk
        for pk, name in UnitSpell.objects.values_list("unit_id", "name"):
            names[name.casefold()].add(pk)
        self._several = {name for name, found in names.items() if len(found) > 1}
        self._known = {name: next(iter(found)) for name, found in names.items() if len(found) == 1} | self._known
        if system:
            codes = SourceCode.objects.filter(system=system, field=SourceCode.Field.UNIT).exclude(unit=None)
            self._known |= {code.casefold(): pk for code, pk in codes.values_list("code", "unit_id")}
        self.unknown: dict[str, None] = {}

    def __call__(self, text: str) -> str:
        if (pk := self._known.get(text.casefold())) is not None:
            return str(pk)
        self.unknown.setdefault(text[:200])
        if text.casefold() in self._several:
            raise Wrong(f"flera enheter heter ”{text}”", "Koppla namnet till en av dem, eller skriv enhetens nyckel.")
        raise Wrong(f"enheten ”{text}” finns inte i registret", "Koppla koden till en enhet, eller lägg upp enheten.")


class Placements:
    """The board and the only contract of a unit on a day; each asked once for a unit and a day."""

    def __init__(self, boards: frozenset[int] | None) -> None:
        self._boards = boards
        areas: dict[int, list[Span]] = defaultdict(list)
        for area_id, valid, board_id in AreaSpell.objects.values_list("area_id", "valid", "board_id"):
            areas[area_id].append((*_ends(valid), board_id))
        self._areas = {area: sorted(spans) for area, spans in areas.items()}
        units: dict[int, list[Span]] = defaultdict(list)
        for unit_id, valid, area_id in UnitSpell.objects.exclude(area=None).values_list("unit_id", "valid", "area_id"):
            units[unit_id].append((*_ends(valid), area_id or 0))
        self._units = {str(unit): sorted(spans) for unit, spans in units.items()}
        contracts: dict[str, list[Span]] = defaultdict(list)
        for unit_id, valid, contract_id in ContractUnit.objects.values_list("unit_id", "valid", "contract_id"):
            contracts[str(unit_id)].append((*_ends(valid), contract_id))
        self._contracts: Mapping[str, list[Span]] = contracts
        named = list(Board.objects.values_list("pk", "key", "name"))
        self._names = {pk: name for pk, _, name in named}
        self._called = {word.casefold(): pk for pk, key, name in named for word in (key, name)}
        self.board_of = cache(self._board_of)
        self.contract_of = cache(self._contract_of) if contracts else None
        # Most units have stood under one board as long as they are known: no day needs to be asked.
        self.always = {unit: board for unit in self._units if type(board := self._only_board(unit)) is str}

    def _board_of(self, unit: str, day: str) -> str | Wrong:
        """A day outside what is known of the unit goes by its nearest time: somebody must answer for the row."""
        if not (spans := self._units.get(unit)):
            return Wrong("nämnden går inte att avgöra: enheten har inget område", "Ange nämnd i mappningen.")
        area = _at(spans, day)[2]
        board = _at(self._areas[area], day)[2]
        return self.allowed(board)

    def _only_board(self, unit: str) -> str | Wrong | None:
        boards = {board for _, _, area in self._units[unit] for _, _, board in self._areas.get(area, ())}
        return self.allowed(boards.pop()) if len(boards) == 1 else None

    def allowed(self, board: int) -> str | Wrong:
        if self._boards is not None and board not in self._boards:
            name = self._names.get(board, "")
            return Wrong(f"du läser inte händelser hos {name}", "Be någon med behörighet i nämnden läsa in raden.")
        return str(board)

    def _contract_of(self, unit: str, day: str) -> str:
        found = {contract for begins, ends, contract in self._contracts.get(unit, ()) if begins <= day < ends}
        return str(found.pop()) if len(found) == 1 else ""

    def board_named(self, text: str) -> str:
        """By key or name; raises Wrong."""
        if (pk := self._called.get(text.casefold())) is None:
            raise Wrong(f"nämnden ”{text}” finns inte", "Skriv nämndens nyckel eller namn.")
        board = self.allowed(pk)
        if isinstance(board, Wrong):
            raise board
        return board


class DueDays:
    """The last day to close an event in time, by board and day of registration."""

    def __init__(self) -> None:
        rows = Deadline.objects.filter(code="event_closed").order_by(F("board").asc(nulls_last=True), "-valid", "-pk")
        self._deadlines = list(rows)
        self.due = cache(self._due)

    def _due(self, board: str, registered: str) -> str:
        """As `deadline_on`, of what was known before the first row: during COPY nothing can be asked."""
        day = dt.date.fromisoformat(registered)
        for deadline in self._deadlines:
            if deadline.board_id in {None, int(board)} and is_valid_on(deadline.valid, day):
                due: dt.date = deadline.after(day)
                return due.isoformat()
        return ""


def _ends(valid: object) -> tuple[str, str]:
    lower, upper = getattr(valid, "lower", None), getattr(valid, "upper", None)
    return (lower.isoformat() if lower else "0001-01-01"), (upper.isoformat() if upper else FOREVER)


def _at(spans: list[Span], day: str) -> Span:
    """The span of the day, else the latest before it, else the first."""
    place = bisect_right(spans, (day, FOREVER, 1 << 60)) - 1
    return spans[max(place, 0)]
