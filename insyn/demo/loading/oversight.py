"""Serious events with their tracks, authorities' inspections, and what was passed on to other authorities."""

import datetime as dt

from insyn.demo.catalogue import oversight as told
from insyn.demo.catalogue.oversight import Wrong
from insyn.demo.loading.clock import LAST_DAY, instant
from insyn.demo.loading.people import Cast
from insyn.organisation.models import AreaSpell, Provider, Unit, UnitSpell
from insyn.organisation.queries.deadlines import deadline_on
from insyn.registers.models import Category, Event, Inspection, Referral, Track, TrackStep

MINE = {"aldre": "sten", "omsorg": "anna"}


def load_oversight(cast: Cast) -> None:
    load_wrongs(cast)
    load_inspections(cast)
    load_referrals(cast)


def load_wrongs(cast: Cast) -> None:
    """Each on its tracks, with the steps that were taken by the demo's last day."""
    categories = {category.code: category for category in Category.objects.all()}
    events = [_event(number, wrong, categories[wrong.category]) for number, wrong in enumerate(told.WRONGS, start=1)]
    Event.objects.bulk_create(events)
    pairs = [
        (wrong, _track(event, basis, wrong, cast))
        for wrong, event in zip(told.WRONGS, events, strict=True)
        for basis in wrong.basis
    ]
    Track.objects.bulk_create(track for _, track in pairs)
    steps = [_step(track, kind, after, cast) for wrong, track in pairs for kind, after in _steps(wrong, track)]
    TrackStep.objects.bulk_create(steps)


def _event(number: int, wrong: Wrong, category: Category) -> Event:
    spell = _spell(wrong.unit, wrong.day)
    is_health = "lex_maria" in wrong.basis and "lex_sarah" not in wrong.basis
    last = wrong.steps[-1] if wrong.steps and wrong.steps[-1][0] in {"closed", "decided"} else None
    closed = wrong.day + dt.timedelta(days=last[1]) if last else None
    return Event(
        reference=f"LS-{wrong.day.year}-{number:03}",
        kind=Event.Kind.HEALTH if is_health else Event.Kind.REPORT,
        basis="hsl" if is_health else "lss" if "lss" in wrong.basis else "sol",
        board_id=_board(spell),
        unit=spell.unit,
        category=category,
        occurred_date=wrong.day,
        registered_date=wrong.day,
        severity=4 if wrong.is_serious else 3,
        likelihood=4 if wrong.is_serious is None else 3,
        source=Event.Source.STAFF,
        text=wrong.text,
        cause="Rutinen följdes inte." if wrong.steps else "",
        action="Tillfällig förstärkning och ny rutin." if wrong.steps else "",
        action_date=wrong.day + dt.timedelta(days=wrong.steps[0][1]) if wrong.steps else None,
        responsible="Verksamhetschef",
        due_date=deadline_on("event_closed", wrong.day).after(wrong.day),
        closed_date=closed,
        handled="Utredningen är klar och åtgärderna följs upp." if closed else "",
    )


def _track(event: Event, basis: str, wrong: Wrong, cast: Cast) -> Track:
    is_further = basis in {"lex_sarah", "lex_maria"}
    return Track(
        event=event,
        basis=basis,
        started_date=wrong.day,
        decider_id=cast["moa"].pk if basis in {"lex_maria", "hsl"} else cast["sten"].pk,
        is_serious=wrong.is_serious if is_further else None,
        ground="Risk för allvarlig följd om det upprepas." if is_further and wrong.is_serious else "",
    )


def _steps(wrong: Wrong, track: Track) -> list[tuple[str, int]]:
    """An act's own track is only informed about and closed."""
    further = track.basis in {"lex_sarah", "lex_maria"}
    taken = [step for step in wrong.steps if wrong.day + dt.timedelta(days=step[1]) <= LAST_DAY]
    return taken if further else [step for step in taken if step[0] in {"informed", "closed"}]


def _step(track: Track, kind: str, after: int, cast: Cast) -> TrackStep:
    day = track.started_date + dt.timedelta(days=after)
    return TrackStep(
        track=track, kind=kind, done_date=day, evidence=told.EVIDENCE[kind], by_id=cast["sten"].pk, at=instant(day)
    )


def _spell(unit: str, day: dt.date) -> UnitSpell:
    spell: UnitSpell = UnitSpell.objects.on(day).select_related("unit").get(unit__key=unit)
    return spell


def _board(spell: UnitSpell) -> int:
    board: int = AreaSpell.objects.values_list("board_id", flat=True).get(area=spell.area_id)
    return board


def _after(day: dt.date, days: int | None) -> dt.date | None:
    return None if days is None else day + dt.timedelta(days=days)


def load_inspections(cast: Cast) -> None:
    rows = []
    for number, (unit, authority, day, subject, result, decided, due, answered) in enumerate(told.INSPECTIONS, start=1):
        spell = _spell(unit, day)
        rows.append(
            Inspection(
                board_id=_board(spell),
                unit=spell.unit,
                authority=authority,
                reference=f"3.5.1-{41200 + number * 37}/{day.year}",
                inspected_date=day,
                subject=subject,
                result=result,
                decided_date=_after(day, decided),
                answer_due=_after(day, due),
                answered_date=_after(day, answered),
                answer_evidence="Svaret i diariet" if answered else "",
                created_by_id=cast["sten"].pk,
            )
        )
    Inspection.objects.bulk_create(rows)


def load_referrals(cast: Cast) -> None:
    providers = {provider.key: provider for provider in Provider.objects.all()}
    boards = {spell.provider_id: _board(spell) for spell in UnitSpell.objects.order_by("-pk")}
    Referral.objects.bulk_create(
        Referral(
            board_id=boards[providers[provider].pk],
            provider=providers[provider],
            unit=Unit.objects.get(key=unit) if unit else None,
            matter=matter,
            authority=authority,
            noticed_date=noticed,
            text=text,
            sent_date=_after(noticed, passed_on),
            sent_evidence="Brevet i diariet" if passed_on else "",
            created_by_id=cast["sten"].pk,
        )
        for provider, unit, matter, authority, noticed, text, passed_on in told.REFERRALS
    )
