"""Choosing and judging requirements, and filling the grid of an overarching follow-up, in a fixed pattern."""

import datetime as dt

from insyn.casework.actions.assessing import judge_requirement
from insyn.casework.actions.extent import change_extent
from insyn.casework.actions.overarching import CellContent, ProjectContent, add_question, record_cell, write_project
from insyn.casework.models import FollowUp
from insyn.contracts.queries.requirements import requirements_of
from insyn.demo.catalogue.findings import GROUNDS
from insyn.people.models import Person

# Every how many requirements one is chosen, and the verdicts that follow each other.
EVERY = 6
VERDICTS = ("met", "met", "partly", "met", "not_met", "met", "met", "not_examined")
RESULTS = ("fulfilled", "fulfilled", "partly", "fulfilled", "not_fulfilled", "fulfilled", "fulfilled")


def choose_and_judge(follow_up: FollowUp, *, by: Person, at: dt.datetime, judge: bool, whole: bool = True) -> None:
    """Choose every sixth requirement of the contracts; judge them all, or two thirds where work goes on."""
    if not judge:
        contracts = set(follow_up.targets.filter(contract__isnull=False).values_list("contract_id", flat=True))
        valid = requirements_of(contracts, follow_up.reference_date)
        chosen = {(contract, each.requirement.pk) for contract, rows in valid.items() for each in rows[::EVERY]}
        if chosen:
            change_extent(follow_up_id=follow_up.pk, add=chosen, remove=(), by=by, at=at)
        return
    rows = list(follow_up.assessments.filter(removed_at__isnull=True).order_by("pk"))
    for place, assessment in enumerate(rows if whole else rows[: len(rows) * 2 // 3]):
        verdict = VERDICTS[(place + follow_up.pk) % len(VERDICTS)]
        judge_requirement(
            assessment_id=assessment.pk,
            verdict=verdict,
            ground=GROUNDS[verdict],
            seen_revision=assessment.revision,
            by=by,
            at=at,
        )


def examine_grid(
    follow_up: FollowUp,
    questions: tuple[str, ...],
    *,
    by: Person,
    at: dt.datetime,
    answer: bool = False,
    whole: bool = True,
) -> None:
    """The project and its questions before the examination; then a result in each cell, or in half of them."""
    if not answer:
        content = ProjectContent(
            purpose="Ge nämnden en samlad bild och se om enskilda avtal behöver följas upp djupare.",
            method="Enkät till cheferna, scheman för två veckor och stickprov.",
            schedule="Insamling under fem veckor, rapport till nästa halvårsredovisning.",
            category="Alla enheter i området, oavsett utförare.",
        )
        write_project(follow_up_id=follow_up.pk, content=content, seen_revision=0, by=by, at=at)
        for text in questions:
            add_question(follow_up_id=follow_up.pk, text=text, quality_area_id=None, by=by, at=at)
        return
    units = list(follow_up.targets.filter(unit__isnull=False).order_by("pk").values_list("unit_id", flat=True))
    asked = list(follow_up.questions.order_by("order", "pk"))
    for row, unit in enumerate(units if whole else units[: len(units) // 2]):
        for column, question in enumerate(asked):
            result = RESULTS[(row * 2 + column) % len(RESULTS)]
            record_cell(
                follow_up_id=follow_up.pk,
                question_id=question.pk,
                unit_id=unit,
                content=CellContent(result=result, note="" if result == "fulfilled" else "Se scheman vecka 6 och 7."),
                seen_revision=None,
                by=by,
                at=at,
            )
