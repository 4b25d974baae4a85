"""Plays each of the demo's follow-ups through the same actions as the pages use, as far as it is to come."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insyn.casework.actions.findings import FindingContent, record_finding
from insyn.casework.actions.gathering import record_individuals_view
from insyn.casework.actions.notice import send_notice
from insyn.casework.actions.opening import Order, open_follow_up
from insyn.casework.actions.participation import declare_conflict
from insyn.casework.actions.preparation import tick_preparation
from insyn.casework.actions.stages import begin_analysis, begin_examination, call_off_follow_up, start_preparation
from insyn.casework.actions.urgent import confirm_receipt, notice_text, send_urgent_notice
from insyn.casework.actions.visits import VisitDetails, log_visit
from insyn.casework.models import Finding, FollowUp
from insyn.casework.queries.targets import Wanted
from insyn.demo.catalogue import cases, findings
from insyn.demo.catalogue.cases import Case
from insyn.demo.loading.clock import instant
from insyn.demo.loading.examining import choose_and_judge, examine_grid
from insyn.demo.loading.people import Cast
from insyn.organisation.models import Board, Provider, QualityArea, ServiceArea, Unit
from insyn.people.models import Person
from insyn.planning.actions.planned import PlannedFields, add_planned
from insyn.planning.models import FollowUpPlan, PlannedFollowUp


@dataclass
class Played:
    """A follow-up under way in the demo, and who does what in it."""

    case: Case
    follow_up: FollowUp
    cast: Cast

    @property
    def by(self) -> Person:
        return self.cast[self.case.responsible]

    def day(self, after: int) -> dt.date:
        return self.case.start + dt.timedelta(days=after)

    def at(self, after: int, hour: int = 10) -> dt.datetime:
        return instant(self.day(after), hour)


def plan_cases(plans: dict[int, FollowUpPlan], cast: Cast) -> dict[str, int]:
    """Each foreseen follow-up in its plan's calendar, by title; what an event starts nobody has foreseen."""
    foreseen = [case for case in cases.CASES if case.ground != "event"]
    return {case.title: _plan_case(case, plans[case.start.year], cast).pk for case in foreseen}


def _plan_case(case: Case, plan: FollowUpPlan, cast: Cast) -> PlannedFollowUp:
    wanted = _wanted(case)
    fields = PlannedFields(
        kind=case.kind,
        title=case.title,
        ground=case.ground,
        area=ServiceArea.objects.filter(key=case.area).first(),
        month=case.start.replace(day=1),
        responsible=cast[case.responsible],
        assistant=cast[case.assistant] if case.assistant != case.responsible else None,
        units=Unit.objects.filter(pk__in=wanted.unit_ids),
        providers=Provider.objects.filter(pk__in=wanted.provider_ids),
    )
    at = instant(dt.date(case.start.year - 1, 12, 15))
    return add_planned(plan_id=plan.pk, fields=fields, by=cast["sten"], at=at)


def open_case(case: Case, planned_id: int | None, plans: dict[int, FollowUpPlan], cast: Cast) -> Played:
    """The follow-up with its officers, as planned."""
    board = Board.objects.get(key=case.board)
    people = ((case.responsible, "responsible"), (case.assistant, "assistant"), *case.others)
    order = Order(
        title=case.title,
        kind=case.kind,
        board_id=board.pk,
        ground=case.ground,
        reference_date=case.start,
        wanted=_wanted(case),
        ground_text="Uppföljningen ingår i nämndens plan.",
        report_to="manager" if case.kind == "targeted" else "board",
        month=case.start.replace(day=1),
        depth=case.depth,
        performed_by=case.performed_by,
        planned_id=planned_id,
        participants=tuple((cast[key].pk, part) for key, part in people),
    )
    follow_up = open_follow_up(order=order, by=cast[case.responsible], at=instant(case.start))
    if planned_id is None:
        FollowUp.objects.filter(pk=follow_up.pk).update(plan=plans[case.start.year])
    follow_up.refresh_from_db()
    return Played(case, follow_up, cast)


def _wanted(case: Case) -> Wanted:
    units = Unit.objects.filter(key__in=case.units).values_list("pk", flat=True)
    providers = Provider.objects.filter(key=case.provider).values_list("pk", flat=True)
    area = ServiceArea.objects.filter(key=case.area).values_list("pk", flat=True).first()
    return Wanted(unit_ids=tuple(units), provider_ids=tuple(providers), area_id=area, is_authority=case.is_authority)


def play_to_analysis(played: Played) -> None:
    """Notice, preparation, visit, judgements and findings, as far as the case comes."""
    if played.case.reaches >= cases.NOTIFIED:
        _notify(played)
    if played.case.reaches >= cases.PREPARING:
        _prepare(played)
    if played.case.called_off:
        call_off_follow_up(
            follow_up_id=played.follow_up.pk, note=played.case.called_off, by=played.by, at=played.at(12)
        )
        return
    if played.case.reaches >= cases.EXAMINING:
        _examine(played)
    if played.case.reaches >= cases.ANALYSING:
        begin_analysis(follow_up_id=played.follow_up.pk, by=played.by, at=played.at(34))


def _notify(played: Played) -> None:
    for key in (played.case.responsible, played.case.assistant, *(key for key, _ in played.case.others)):
        declare_conflict(follow_up_id=played.follow_up.pk, exists=False, note="", by=played.cast[key], at=played.at(1))
    send_notice(
        follow_up_id=played.follow_up.pk,
        title="Avisering om uppföljning",
        text="Kommunen följer upp er verksamhet. Vi hör av oss om tid för besök och vilka handlingar vi behöver.",
        sent_date=min(played.day(3), played.at(3).date()),
        by=played.by,
        at=played.at(3),
    )


def _prepare(played: Played) -> None:
    start_preparation(follow_up_id=played.follow_up.pk, by=played.by, at=played.at(7))
    items = list(played.follow_up.preparation.all())
    read = items if played.case.reaches > cases.PREPARING else items[:4]
    for item in read:
        tick_preparation(item_id=item.pk, note="Genomläst.", rows=(), by=played.by, at=played.at(10))
    if played.case.kind == "overarching":
        examine_grid(played.follow_up, played.case.questions, by=played.by, at=played.at(15))
    elif not played.case.is_authority and not played.case.provider:
        choose_and_judge(played.follow_up, by=played.by, at=played.at(12), judge=False)


def _examine(played: Played) -> None:
    begin_examination(follow_up_id=played.follow_up.pk, by=played.by, at=played.at(16))
    if played.case.kind == "overarching":
        whole = played.case.reaches > cases.EXAMINING
        examine_grid(played.follow_up, played.case.questions, by=played.by, at=played.at(20), answer=True, whole=whole)
    else:
        _visit(played)
        whole = played.case.reaches > cases.EXAMINING
        choose_and_judge(played.follow_up, by=played.by, at=played.at(22), judge=True, whole=whole)
    record_individuals_view(
        follow_up_id=played.follow_up.pk,
        how="conversation",
        text="Sex personer berättade om sin vardag. De flesta är trygga, flera vill bestämma mer själva.",
        why_not="",
        view_id=None,
        by=played.by,
        at=played.at(23),
    )
    _record_findings(played)


def _visit(played: Played) -> None:
    log_visit(
        follow_up_id=played.follow_up.pk,
        details=VisitDetails(
            date=played.at(20).date(),
            methods=("observation", "interview", "documents"),
            is_announced=played.case.kind != "event_driven",
            met=("performer", "users", "health_care"),
            text="Samtal med chef, fyra medarbetare och sex personer som får stödet.",
        ),
        by=played.by,
        at=played.at(20, 15),
    )


def _record_findings(played: Played) -> None:
    areas = {area.code: area.pk for area in QualityArea.objects.all()}
    told = [findings.DEFICIENCIES[number] for number in played.case.deficiencies]
    if played.case.is_acute:
        told.append(findings.ACUTE)
    for each in told:
        content = FindingContent(
            kind=Finding.Kind.DEFICIENCY,
            severity=each.severity,
            quality_area_id=areas[each.area],
            title=each.title,
            text=each.text,
            immediate_action=each.immediate,
            causes=[(None, cause) for cause in each.causes],
            **_where(played, each.area),
        )
        finding = record_finding(follow_up_id=played.follow_up.pk, content=content, by=played.by, at=played.at(24))
        if each.severity == Finding.Severity.ACUTE:
            _tell_at_once(finding, played)
    for kind, chosen in (
        (Finding.Kind.GOOD_EXAMPLE, [findings.GOOD_EXAMPLES[number] for number in played.case.good]),
        (Finding.Kind.NOTE, [findings.NOTES[number] for number in played.case.notes]),
    ):
        for area, title, text in chosen:
            content = FindingContent(
                kind=kind, severity="", quality_area_id=areas[area], title=title, text=text, **_where(played, area)
            )
            record_finding(follow_up_id=played.follow_up.pk, content=content, by=played.by, at=played.at(25))


def _where(played: Played, area: str) -> dict[str, Any]:
    """The unit and the requirements of the quality area that were judged less than met."""
    target = played.follow_up.targets.order_by("pk").first()
    chosen = played.follow_up.assessments.filter(
        target=target, requirement__quality_area__code=area, verdict__in=("partly", "not_met")
    )
    return {
        "found_date": played.at(20).date(),
        "target_id": target.pk if target else None,
        "assessment_ids": frozenset(chosen.values_list("pk", flat=True)[:2]),
    }


def _tell_at_once(finding: Finding, played: Played) -> None:
    notice = send_urgent_notice(finding_id=finding.pk, text=notice_text(finding), by=played.by, at=played.at(24, 11))
    confirm_receipt(notice_id=notice.pk, by=played.cast["dag"], at=played.at(24, 12))
