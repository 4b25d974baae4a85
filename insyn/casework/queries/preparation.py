"""What the system knows before a visit, topic by topic: live rows, set beside how they were read."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Q

from insyn.base.periods import last_day
from insyn.base.scope import Scope
from insyn.casework.models import Action, Finding, FollowUp, FollowUpTarget, PreparationItem
from insyn.casework.queries.of_signals import lines_of, signals_of
from insyn.contracts.models import Contract, ContractPeriod
from insyn.contracts.queries.requirements import requirements_of
from insyn.planning.models import CoverageRecord
from insyn.registers.queries import complaints_within

Topic = PreparationItem.Topic
# Complaints grow stale: a year and a half back is what the plans look at.
LOOKING_BACK = dt.timedelta(days=548)
# Rows may hold personal data: only their board's own people read them.
EVENT_ROLES = ("strategist", "officer", "medical", "commissioner")
OF_EVENTS = frozenset({Topic.COMPLAINTS, Topic.SIGNAL})


@dataclass(frozen=True)
class Reading:
    """What somebody reads from: the follow-up's targets, the scope and the day."""

    follow_up: FollowUp
    targets: tuple[FollowUpTarget, ...]
    scope: Scope
    day: dt.date

    @property
    def contracts(self) -> set[int]:
        return {each.contract_id for each in self.targets if each.contract_id}

    @property
    def units(self) -> set[int]:
        return {each.unit_id for each in self.targets if each.unit_id}

    def same(self, path: str) -> Q:
        """Rows of other follow-ups about the same units, or contracts where no unit is named."""
        units = Q(**{f"{path}__unit__in": self.units})
        return units | Q(**{f"{path}__contract__in": self.contracts})


@dataclass(frozen=True)
class ItemRow:
    """An item with its live rows, and what has come or gone since it was ticked."""

    item: PreparationItem
    live: tuple[str, ...]
    has_live: bool
    is_hidden: bool = False

    @property
    def as_read(self) -> tuple[str, ...]:
        return tuple((self.item.as_read or {}).get("rows", ()))

    @property
    def come(self) -> list[str]:
        return [row for row in self.live if row not in self.as_read] if self.item.ticked_at else []

    @property
    def gone(self) -> list[str]:
        return [row for row in self.as_read if row not in self.live] if self.item.ticked_at else []

    @property
    def has_changed(self) -> bool:
        return self.has_live and not self.is_hidden and bool(self.come or self.gone)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.live)


def fingerprint(rows: Iterable[str]) -> str:
    """Short enough for a form: says whether what was shown is what is there."""
    return sha256("\n".join(rows).encode()).hexdigest()[:16]


def preparation(follow_up: FollowUp, scope: Scope, day: dt.date) -> list[ItemRow]:
    """Every item with its rows as they are now."""
    reading = _reading(follow_up, scope, day)
    items = PreparationItem.objects.filter(follow_up=follow_up).select_related("ticked_by")
    return [_row(item, reading) for item in items]


def preparation_item(item: PreparationItem, scope: Scope, day: dt.date) -> ItemRow:
    return _row(item, _reading(item.follow_up, scope, day))


def _reading(follow_up: FollowUp, scope: Scope, day: dt.date) -> Reading:
    targets = FollowUpTarget.objects.filter(follow_up=follow_up).select_related("contract", "unit_spell")
    return Reading(follow_up, tuple(targets), scope, day)


def _row(item: PreparationItem, reading: Reading) -> ItemRow:
    read = SOURCES.get(item.topic)
    hidden = item.topic in OF_EVENTS and not reading.scope.has_role(*EVENT_ROLES, board_id=reading.follow_up.board_id)
    live = tuple(read(reading)) if read and not hidden else ()
    return ItemRow(item, live, read is not None, hidden)


def _contract(reading: Reading) -> list[str]:
    day = reading.follow_up.reference_date
    valid = {
        each.contract_id: each.valid for each in ContractPeriod.objects.on(day).filter(contract__in=reading.contracts)
    }
    rows = Contract.objects.filter(pk__in=reading.contracts).select_related("provider").order_by("number")
    return [
        f"{each.number} {each.name}, {each.get_form_display()}, {each.provider.name}, "
        f"{_period(valid.get(each.pk), day)}"
        for each in rows
    ]


def _period(valid: Any, day: dt.date) -> str:
    return f"{valid.lower} till {last_day(valid) or 'tills vidare'}" if valid else f"ingen avtalsperiod {day}"


def _requirements(reading: Reading) -> list[str]:
    valid = requirements_of(reading.contracts, reading.follow_up.reference_date)
    return list(dict.fromkeys(f"{each.code} {each.text}" for rows in valid.values() for each in rows))


def _earlier_findings(reading: Reading) -> list[str]:
    seen = FollowUp.objects.visible_to(reading.scope).exclude(pk=reading.follow_up.pk)
    rows = Finding.objects.filter(reading.same("target"), follow_up__in=seen.values("pk"))
    shown = rows.exclude(state=Finding.State.WITHDRAWN).select_related(
        "follow_up", "quality_area", "target__unit_spell"
    )
    findings = [
        f"{each.found_date} {each.get_kind_display()}{_severity(each)}: {each.title} "
        f"({each.get_state_display()}, {each.follow_up.registry_number})"
        for each in shown.order_by("-found_date", "-pk")
    ]
    return findings + _coverage(reading)


def _severity(finding: Finding) -> str:
    return f", {finding.get_severity_display()}" if finding.severity else ""


def _coverage(reading: Reading) -> list[str]:
    """What was looked at before, also where nothing was found."""
    about = Q(unit__in=reading.units) | Q(contract__in=reading.contracts)
    rows = CoverageRecord.objects.visible_to(reading.scope).filter(about).exclude(follow_up_id=reading.follow_up.pk)
    return [
        f"{each.date} granskad: {each.get_depth_display()}{f', {each.question}' if each.question else ''}"
        for each in rows.order_by("-date", "-pk")
    ]


def _open_actions(reading: Reading) -> list[str]:
    waiting = (Action.State.PROPOSED, Action.State.ACCEPTED, Action.State.DONE)
    rows = Action.objects.visible_to(reading.scope).filter(state__in=waiting, plan__unit__in=reading.units)
    return [
        f"Klar senast {each.due_date}: {each.text} ({each.get_state_display()}, {each.plan.follow_up.registry_number})"
        for each in rows.select_related("plan__follow_up").order_by("due_date", "pk")
    ]


def _complaints(reading: Reading) -> list[str]:
    """Without their text: what the preparation keeps must hold no personal data."""
    rows = complaints_within(
        reading.day - LOOKING_BACK,
        reading.day,
        contract_ids=reading.contracts,
        unit_ids=reading.units,
        scope=reading.scope,
    )
    return [
        f"{each.registered_date} {each.get_kind_display()} {each.reference}, {each.unit.name}"
        f"{f', {each.category.name}' if each.category else ''}, allvarlighet {each.get_severity_display()}"
        for each in rows.order_by("-registered_date", "-pk")
    ]


def _signals(reading: Reading) -> list[str]:
    return lines_of(signals_of(reading.follow_up.pk, reading.scope), reading.scope)


SOURCES: Mapping[Any, Callable[[Reading], list[str]]] = {
    Topic.CONTRACT: _contract,
    Topic.REQUIREMENTS: _requirements,
    Topic.EARLIER_FINDINGS: _earlier_findings,
    Topic.OPEN_ACTIONS: _open_actions,
    Topic.COMPLAINTS: _complaints,
    Topic.SIGNAL: _signals,
}
