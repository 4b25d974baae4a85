"""Overarching follow-ups: a project plan, questions, a category of units, and a result in each cell of the grid."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.timing import require_time
from insyn.casework.models import Cell, FollowUp, FollowUpTarget, Project, Question
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import GRID_KINDS
from insyn.organisation.models import ProviderSpell, UnitSpell
from insyn.people.models import Person
from insyn.planning.models import CoverageRecord, Depth


@dataclass(frozen=True)
class ProjectContent:
    purpose: str
    method: str = ""
    schedule: str = ""
    category: str = ""


@dataclass(frozen=True)
class CellContent:
    result: str
    value: str = ""
    note: str = ""


class NotOverarching(Refusal):
    message = "Rutnätet hör till övergripande uppföljningar."


class ProjectChanged(Refusal):
    message = "Någon annan har ändrat projektplanen sedan du öppnade den. Läs ändringen och spara igen."


class CellChanged(Refusal):
    message = "Någon annan har fyllt i rutan sedan du öppnade den. Läs det som står där och spara igen."


class UnitExamined(Refusal):
    message = "Enheten har redan resultat i rutnätet och kan inte tas bort."


class NotInTheGrid(Refusal):
    message = "Enheten eller frågan ingår inte i den övergripande uppföljningen."


@action("Skrev projektplanen")
def write_project(
    *, follow_up_id: int, content: ProjectContent, seen_revision: int, by: Person, at: dt.datetime
) -> Project:
    """Write or change the project plan; raises NotOverarching or ProjectChanged."""
    _grid(follow_up_id, Act.EXTENT)
    project: Project | None = Project.objects.select_for_update().filter(follow_up_id=follow_up_id).first()
    if (project.revision if project else 0) != seen_revision:
        raise ProjectChanged
    project = project or Project(follow_up_id=follow_up_id)
    project.purpose, project.method = content.purpose.strip(), content.method.strip()
    project.schedule, project.category = content.schedule.strip(), content.category.strip()
    project.revision += 1
    project.save()
    return project


@action("Lade till en fråga i rutnätet")
def add_question(
    *, follow_up_id: int, text: str, quality_area_id: int | None = None, by: Person, at: dt.datetime
) -> Question:
    """Put one more question to all units; raises NotOverarching."""
    follow_up = _grid(follow_up_id, Act.EXTENT)
    last: int | None = follow_up.questions.aggregate(last=Max("order"))["last"]
    question: Question = Question.objects.create(
        follow_up=follow_up, text=text.strip(), quality_area_id=quality_area_id, order=(last or 0) + 1
    )
    return question


@action("Strök en fråga ur rutnätet")
def retire_question(*, question_id: int, by: Person, at: dt.datetime) -> None:
    """Take a question away; one that has been answered stays with its results, struck."""
    question: Question = Question.objects.select_for_update().get(pk=question_id)
    if question.cells.exists():
        question.retired_at = at
        question.save(update_fields=["retired_at"])
    else:
        question.delete()


@action("Valde enheter till rutnätet")
def choose_units(
    *, follow_up_id: int, add: Collection[int] = (), remove: Collection[int] = (), by: Person, at: dt.datetime
) -> int:
    """Put units in the grid, as they were on the reference day, and take others out; how many it holds.

    Raises NotOverarching, or UnitExamined where one with results would be lost.
    """
    follow_up = _grid(follow_up_id, Act.EXTENT)
    present = {target.unit_id: target for target in follow_up.targets.filter(unit__isnull=False)}
    _remove([target for unit_id, target in present.items() if unit_id in remove])
    spells = UnitSpell.objects.on(follow_up.reference_date).filter(unit_id__in=set(add) - present.keys())
    providers = {
        spell.provider_id: spell
        for spell in ProviderSpell.objects.on(follow_up.reference_date).filter(
            provider_id__in={spell.provider_id for spell in spells}
        )
    }
    for spell in spells:
        FollowUpTarget.objects.create(
            follow_up=follow_up,
            unit_id=spell.unit_id,
            unit_spell=spell,
            provider_id=spell.provider_id,
            provider_spell=providers[spell.provider_id],
            depth=Depth.STRUCTURAL,
        )
    return follow_up.targets.filter(unit__isnull=False).count()


@action("Fyllde i en ruta")
def record_cell(
    *,
    follow_up_id: int,
    question_id: int,
    unit_id: int,
    content: CellContent,
    seen_revision: int | None,
    by: Person,
    at: dt.datetime,
) -> Cell:
    """Keep the result for one unit and question, and that the unit was looked at structurally.

    `seen_revision` is None where the result is set in one keystroke, over what is there.
    Raises NotOverarching, NotInTheGrid, CellChanged or NotTheTime.
    """
    # The lock on the follow-up keeps two first entries in one cell apart.
    _grid(follow_up_id, Act.JUDGE)
    target, question = _place(follow_up_id, unit_id, question_id)
    cell: Cell = Cell.objects.filter(question=question, unit_id=unit_id).first() or Cell(
        follow_up_id=follow_up_id, question=question, unit_id=unit_id, provider=target.provider
    )
    if seen_revision is not None and cell.revision != seen_revision:
        raise CellChanged
    cell.result, cell.value, cell.note = content.result, content.value.strip(), content.note.strip()
    cell.by, cell.at = (by, at) if content.result else (None, None)
    cell.revision += 1
    cell.save()
    _cover(cell, local_date(at))
    return cell


def _grid(follow_up_id: int, act: Act) -> FollowUp:
    follow_up: FollowUp = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    if follow_up.kind not in GRID_KINDS:
        raise NotOverarching
    require_time(act, follow_up)
    return follow_up


def _place(follow_up_id: int, unit_id: int, question_id: int) -> tuple[FollowUpTarget, Question]:
    target = (
        FollowUpTarget.objects.filter(follow_up_id=follow_up_id, unit_id=unit_id).select_related("provider").first()
    )
    question = Question.objects.filter(follow_up_id=follow_up_id, pk=question_id, retired_at=None).first()
    if target is None or question is None:
        raise NotInTheGrid
    return target, question


def _remove(targets: Collection[FollowUpTarget]) -> None:
    examined = Cell.objects.filter(
        follow_up__in={target.follow_up_id for target in targets}, unit__in={target.unit_id for target in targets}
    ).exclude(result="")
    names = sorted({cell.unit.name for cell in examined.select_related("unit")})
    if names:
        raise UnitExamined(missing=names)
    for target in targets:
        Cell.objects.filter(follow_up=target.follow_up_id, unit=target.unit_id).delete()
        target.delete()


def _cover(cell: Cell, day: dt.date) -> None:
    """The coverage map shows the unit as looked at in this question, or no longer where the result was taken back."""
    key: dict[str, Any] = {
        "follow_up_id": cell.follow_up_id,
        "unit_id": cell.unit_id,
        "contract": None,
        "depth": Depth.STRUCTURAL,
        "question": cell.question.text,
    }
    if cell.result:
        CoverageRecord.objects.update_or_create(**key, defaults={"date": day})
    else:
        CoverageRecord.objects.filter(**key).delete()
