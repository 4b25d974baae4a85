"""The grid of an overarching follow-up: units down, questions across, a result where they meet."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from insyn.casework.models import Cell, FollowUp, FollowUpTarget, Project, Question
from insyn.organisation.models import AreaSpell, ProviderSpell, ServiceArea, UnitSpell


@dataclass(frozen=True)
class GridRow:
    """A unit with one cell for each question, also where nothing has been seen yet."""

    target: FollowUpTarget
    cells: tuple[Cell, ...]
    started: tuple[FollowUp, ...] = ()

    @property
    def examined(self) -> int:
        return sum(1 for cell in self.cells if cell.result)


@dataclass(frozen=True)
class Grid:
    questions: tuple[Question, ...]
    rows: tuple[GridRow, ...]

    @property
    def total(self) -> int:
        return len(self.questions) * len(self.rows)

    @property
    def examined(self) -> int:
        return sum(row.examined for row in self.rows)

    def next_empty(self, after: Cell) -> Cell | None:
        """The next cell without a result: through the unit's questions, then on to the next unit."""
        cells = [cell for row in self.rows for cell in row.cells]
        places = {(cell.unit_id, cell.question_id): place for place, cell in enumerate(cells)}
        here = places.get((after.unit_id, after.question_id), 0)
        return next((cell for cell in cells[here + 1 :] + cells[:here] if not cell.result), None)

    def figures(self) -> list[dict[str, Any]]:
        """For each question, how many units gave each result."""
        cells = [cell for row in self.rows for cell in row.cells]
        return [
            {
                "question": question,
                "counts": [
                    (code, sum(1 for cell in cells if cell.question_id == question.pk and cell.result == code))
                    for code in Cell.Result.values
                    if code
                ],
            }
            for question in self.questions
        ]


def grid_of(follow_up_id: int, unit_id: int | None = None) -> Grid:
    """The whole grid in four queries, or one unit's line of it."""
    questions = tuple(Question.objects.filter(follow_up_id=follow_up_id, retired_at=None))
    targets = FollowUpTarget.objects.filter(follow_up_id=follow_up_id, unit__isnull=False)
    targets = targets.select_related("unit_spell", "provider_spell", "unit").order_by("unit_spell__name", "pk")
    cells = Cell.objects.filter(follow_up_id=follow_up_id).select_related("by")
    if unit_id is not None:
        targets, cells = targets.filter(unit_id=unit_id), cells.filter(unit_id=unit_id)
    filled = {(cell.unit_id, cell.question_id): cell for cell in cells}
    started = _started(follow_up_id)
    return Grid(questions, tuple(_row(target, questions, filled, started) for target in targets))


def cell_at(follow_up_id: int, target: FollowUpTarget, question: Question) -> Cell:
    """The cell, or an empty one where nothing has been seen yet."""
    key = {"question": question, "unit_id": target.unit_id}
    found: Cell | None = Cell.objects.filter(**key).select_related("by").first()
    return found or Cell(follow_up_id=follow_up_id, **key)


def project_of(follow_up_id: int) -> Project | None:
    found: Project | None = Project.objects.filter(follow_up_id=follow_up_id).first()
    return found


def areas_of_board(board_id: int, day: dt.date) -> QuerySet[ServiceArea]:
    spells = AreaSpell.objects.on(day).filter(board_id=board_id)
    rows: QuerySet[ServiceArea] = ServiceArea.objects.filter(pk__in=spells.values("area_id")).order_by("name")
    return rows


def units_on_offer(follow_up: FollowUp, *, area_id: int | None, kind: str) -> list[tuple[str, str]]:
    """The board's units on the reference day, of one area and form where asked, as choices."""
    day = follow_up.reference_date
    areas = AreaSpell.objects.on(day).filter(board_id=follow_up.board_id).values("area_id")
    spells = UnitSpell.objects.on(day).filter(area_id=area_id) if area_id else UnitSpell.objects.on(day)
    spells = spells.filter(area_id__in=areas)
    if kind:
        spells = spells.filter(provider_id__in=ProviderSpell.objects.on(day).filter(kind=kind).values("provider_id"))
    listed = spells.select_related("provider", "area").order_by("area__name", "name")
    return [(str(spell.unit_id), f"{spell.name} ({spell.provider.name}, {spell.area.name})") for spell in listed]


def _row(
    target: FollowUpTarget,
    questions: tuple[Question, ...],
    filled: dict[tuple[int, int], Cell],
    started: dict[int, list[FollowUp]],
) -> GridRow:
    unit_id = target.unit_id or 0
    cells = tuple(filled.get((unit_id, each.pk)) or Cell(question=each, unit_id=unit_id) for each in questions)
    return GridRow(target, cells, tuple(started.get(unit_id, ())))


def _started(follow_up_id: int) -> dict[int, list[FollowUp]]:
    """The individual follow-ups that the overarching one has led to, by unit."""
    found: dict[int, list[FollowUp]] = {}
    targets = FollowUpTarget.objects.filter(follow_up__started_from_id=follow_up_id, unit__isnull=False)
    for target in targets.select_related("follow_up"):
        found.setdefault(target.unit_id or 0, []).append(target.follow_up)
    return found
