"""Signals from one event: a legal track was opened, it was especially serious, or it may evidently happen again."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from insyn.base.periods import period
from insyn.measures.actions.storing import Finding
from insyn.measures.models import Signal, SignalRow
from insyn.measures.queries.marks import Marks, likelihood_word, severity_word
from insyn.measures.rules.measures import DEVIATIONS
from insyn.registers.models import Event, Track
from insyn.statistics.results import fingerprint

Rule = Signal.Rule
# What came in before this gives no signal: it is read in the register.
LOOKING_BACK = dt.timedelta(days=90)
# A worse rule stands for the milder ones of the same event.
WORST_FIRST = (Rule.LEX, Rule.SERIOUS, Rule.RISK)
LEX = (Track.Basis.LEX_SARAH, Track.Basis.LEX_MARIA)


def findings(marks: Marks, day: dt.date) -> Iterator[Finding]:
    """One for each event, by the worst rule it meets, unless it has had a signal as bad."""
    taken: set[int] = set()
    for place, rule in enumerate(WORST_FIRST):
        for event in _events(rule, marks, day, WORST_FIRST[: place + 1]):
            if event.pk not in taken:
                taken.add(event.pk)
                yield _finding(rule, event, marks)


def _events(rule: Rule, marks: Marks, day: dt.date, as_bad: tuple[Rule, ...]) -> "QuerySet[Event]":
    since = day - LOOKING_BACK
    rows = Event.objects.standing().filter(_lex(since) if rule == Rule.LEX else _recent(rule, marks, since, day))
    known = SignalRow.objects.filter(event=OuterRef("pk"), signal__rule__in=as_bad)
    return rows.filter(~Exists(known)).prefetch_related("tracks").order_by("pk")


def _lex(since: dt.date) -> Q:
    opened = Track.objects.filter(basis__in=LEX, started_date__gt=since)
    return Q(pk__in=opened.values("event"))


def _recent(rule: Rule, marks: Marks, since: dt.date, day: dt.date) -> Q:
    recent = Q(registered_date__gt=since, registered_date__lte=day)
    if rule == Rule.SERIOUS:
        return recent & Q(severity=Event.Severity.ACUTE)
    return recent & Q(kind__in=DEVIATIONS.kinds) & marks.risky


def _finding(rule: Rule, event: Event, marks: Marks) -> Finding:
    return Finding(
        rule=rule,
        key=f"{rule}:{event.pk}",
        board_id=event.board_id,
        unit_id=event.unit_id,
        category_id=event.category_id,
        kind=event.kind,
        period=period(event.event_date, event.event_date + dt.timedelta(days=1)),
        evidence=_evidence(rule, event, marks),
        event_ids=(event.pk,),
    )


def _evidence(rule: Rule, event: Event, marks: Marks) -> dict[str, Any]:
    rule_set = marks.of(event.board_id)
    numbers = [["Allvarlighet", event.get_severity_display() or "Uppgift saknas"]]
    numbers.append(["Sannolikhet att det upprepas", event.get_likelihood_display() or "Uppgift saknas"])
    parameters: dict[str, Any] = {}
    if rule == Rule.RISK:
        parameters = {"allvarlighet": rule_set.severity, "sannolikhet": rule_set.likelihood}
    if rule == Rule.LEX:
        tracks = sorted(each.get_basis_display() for each in event.tracks.all() if each.basis in LEX)
        numbers.append(["Lagspår", ", ".join(tracks)])
    return {
        "rule": _words(rule, rule_set.severity, rule_set.likelihood),
        "parameters": parameters,
        "numbers": numbers,
        "input_sha256": fingerprint(
            event=[event.pk], severity=[event.severity or 0], likelihood=[event.likelihood or 0]
        ),
    }


def _words(rule: Rule, severity: int, likelihood: int) -> str:
    if rule == Rule.LEX:
        return "Lex Sarah eller lex Maria har börjat prövas."
    if rule == Rule.SERIOUS:
        return f"En händelse har allvarlighet {severity_word(Event.Severity.ACUTE)}."
    return (
        f"En avvikelse har allvarlighet {severity_word(severity)} eller högre och sannolikhet att upprepas "
        f"{likelihood_word(likelihood)} eller högre."
    )
