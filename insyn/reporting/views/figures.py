"""The rows behind each figure of a compilation, shown under the block that the figure stands in."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from insyn.base.scope import Scope
from insyn.casework.models import Action, Finding, FollowUp
from insyn.reporting.document import Block, Chart, FactList, Table
from insyn.reporting.filling import Figure
from insyn.reporting.queries.meetings import tasks

ADDRESSES = {
    "follow_up": "casework:follow_up",
    "finding": "casework:finding_by_key",
    "action": "casework:action_by_key",
    "assessments": "casework:assessments",
    "grid": "casework:grid",
    "unit": "organisation:unit",
    "task": "reporting:task",
}
# Pages of a follow-up are seen by whoever sees the follow-up.
OF_FOLLOW_UPS = ("follow_up", "assessments", "grid")


@dataclass(frozen=True)
class ShownRow:
    """A row as it is shown: its name, its address where the person may go there, and how many it stands for."""

    name: str
    url: str
    count: int


def figure_notes(figures: Iterable[Figure], scope: Scope) -> Callable[[Block], SafeString]:
    """What `print_html` puts after each block; nothing where no figure stands."""
    by_block: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_block[figure.block_id].append(figure)
    may_open = _openable([each for group in by_block.values() for each in group], scope)

    def note(block: Block) -> SafeString:
        found = by_block.get(block.id)
        if not found:
            return SafeString("")
        shown = [(figure, [_shown(row, may_open) for row in figure.rows]) for figure in found]
        return render_to_string("reporting/_figures.html", {"figures": shown, "of": _name(block)})

    return note


def _shown(row: Any, may_open: dict[str, set[int]]) -> ShownRow:
    is_open = row.key in may_open.get(row.kind, set())
    url = reverse(ADDRESSES[row.kind], args=[row.key]) if is_open else ""
    return ShownRow(row.name, url, row.count)


def _openable(figures: list[Figure], scope: Scope) -> dict[str, set[int]]:
    """The keys of each kind that the person may open, one question a kind."""
    keys: dict[str, set[int]] = defaultdict(set)
    for figure in figures:
        for row in figure.rows:
            keys[row.kind].add(row.key)
    cases = set().union(*(keys[kind] for kind in OF_FOLLOW_UPS))
    seen: dict[str, set[int]] = dict.fromkeys(OF_FOLLOW_UPS, _among(FollowUp.objects.visible_to(scope), cases))
    seen["finding"] = _among(Finding.objects.visible_to(scope), keys["finding"])
    seen["action"] = _among(Action.objects.visible_to(scope), keys["action"])
    seen["task"] = _among(tasks(scope), keys["task"])
    seen["unit"] = keys["unit"]
    return seen


def _among(rows: "QuerySet[Any]", keys: set[int]) -> set[int]:
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()


def _name(block: Block) -> str:
    match block:
        case Table():
            return block.caption
        case Chart():
            return block.chart.title
        case FactList():
            return block.caption or "listan"
        case _:
            return ""
