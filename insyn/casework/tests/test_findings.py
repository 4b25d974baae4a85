from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from insyn.access.actions import grant_role
from insyn.access.queries import scope_of
from insyn.base.history import history_of
from insyn.casework.actions import findings
from insyn.casework.actions.assessing import (
    AssessmentChanged,
    AssessmentRemoved,
    GroundMissing,
    judge_requirement,
)
from insyn.casework.actions.timing import NotTheTime
from insyn.casework.models import Assessment, Finding, FollowUp
from insyn.casework.tests.cases import (
    DAY,
    chosen_requirements,
    content,
    deficiency,
    document,
    follow_up_of,
    later,
)
from tests.world import NOON, build_world

pytestmark = pytest.mark.django_db


def test_a_requirement_is_judged_with_its_ground_and_may_be_taken_back() -> None:
    world = build_world()
    first, second = chosen_requirements(follow_up_of(world))
    judged = judge_requirement(
        assessment_id=first.pk, verdict="partly", ground=" Sju av tio. ", seen_revision=0, by=world.anna, at=NOON
    )
    assert (judged.verdict, judged.ground, judged.judged_by) == ("partly", "Sju av tio.", world.anna)
    with pytest.raises(GroundMissing):
        judge_requirement(assessment_id=second.pk, verdict="met", ground=" ", seen_revision=0, by=world.anna, at=NOON)
    back = judge_requirement(
        assessment_id=first.pk, verdict="", ground="Sju av tio.", seen_revision=1, by=world.anna, at=NOON
    )
    assert (back.verdict, back.judged_by, back.ground) == ("", None, "Sju av tio.")


def test_the_second_of_two_who_judge_one_requirement_is_told_and_loses_nothing_of_the_first() -> None:
    world = build_world()
    first = chosen_requirements(follow_up_of(world))[0]
    judge_requirement(
        assessment_id=first.pk, verdict="met", ground="Alla tio.", seen_revision=0, by=world.anna, at=NOON
    )
    with pytest.raises(AssessmentChanged):
        judge_requirement(
            assessment_id=first.pk, verdict="not_met", ground="Ingen.", seen_revision=0, by=world.olle, at=NOON
        )
    assert Assessment.objects.get(pk=first.pk).ground == "Alla tio."


def test_a_removed_requirement_and_one_in_an_approved_follow_up_are_not_judged() -> None:
    world = build_world()
    first = chosen_requirements(follow_up_of(world))[0]
    Assessment.objects.filter(pk=first.pk).update(removed_at=NOON)
    with pytest.raises(AssessmentRemoved):
        judge_requirement(assessment_id=first.pk, verdict="met", ground="x", seen_revision=0, by=world.anna, at=NOON)
    approved = chosen_requirements(follow_up_of(world, stage="approved"))[0]
    with pytest.raises(NotTheTime, match="godkänd"):
        judge_requirement(assessment_id=approved.pk, verdict="met", ground="x", seen_revision=0, by=world.anna, at=NOON)


def test_a_finding_keeps_its_references_its_causes_and_a_number_of_its_own() -> None:
    world = build_world()
    follow_up = follow_up_of(world)
    requirement = chosen_requirements(follow_up)[0]
    photo = document(follow_up, world, kind="photo")
    first = deficiency(world, follow_up, assessment_ids=frozenset({requirement.pk}), document_ids=frozenset({photo.pk}))
    second = deficiency(world, follow_up, kind="good_example", severity="", causes=())
    assert (first.number, second.number) == (1, 2)
    assert list(first.assessments.all()) == [requirement]
    assert list(first.evidence.all()) == [photo]
    assert [cause.text for cause in first.causes.all()] == [
        "Ingen följer upp planerna",
        "Nya medarbetare har inte fått utbildning",
    ]
    assert first.target == follow_up.targets.get()
    assert deficiency(world, follow_up_of(world)).number == 1


def test_references_to_another_follow_ups_rows_are_left_out() -> None:
    world = build_world()
    follow_up, other = follow_up_of(world), follow_up_of(world)
    foreign = chosen_requirements(other)[0]
    paper = document(other, world)
    found = deficiency(world, follow_up, assessment_ids=frozenset({foreign.pk}), document_ids=frozenset({paper.pk}))
    assert not found.assessments.exists()
    assert not found.evidence.exists()


def test_a_deficiency_says_which_operation_it_concerns_where_there_are_several() -> None:
    world = build_world()
    follow_up = follow_up_of(world, world.lindgarden, world.aspgarden)
    with pytest.raises(findings.TargetMissing):
        deficiency(world, follow_up)
    assert deficiency(world, follow_up, kind="note", severity="", causes=()).target is None


def test_a_finding_is_changed_by_one_at_a_time_and_its_causes_keep_being_themselves() -> None:
    world = build_world()
    found = deficiency(world, follow_up_of(world))
    one, two = found.causes.all()
    changed = findings.change_finding(
        finding_id=found.pk,
        content=content(world, title="Planer saknas", causes=((two.pk, "Ingen introduktion"), (None, "Ny orsak"))),
        seen_revision=0,
        by=world.olle,
        at=later(1),
    )
    assert (changed.title, changed.revision) == ("Planer saknas", 1)
    assert [(cause.pk == two.pk, cause.text) for cause in found.causes.all()] == [
        (True, "Ingen introduktion"),
        (False, "Ny orsak"),
    ]
    assert not found.causes.filter(pk=one.pk).exists()
    with pytest.raises(findings.FindingChanged):
        findings.change_finding(
            finding_id=found.pk, content=content(world), seen_revision=0, by=world.anna, at=later(1)
        )
    assert history_of(changed)[0].action == "Ändrade iakttagelsen"


def test_a_withdrawn_finding_stays_with_its_reason_and_is_changed_no_more() -> None:
    world = build_world()
    found = deficiency(world, follow_up_of(world))
    gone = findings.withdraw_finding(finding_id=found.pk, reason="Planerna fanns i pärmen.", by=world.anna, at=NOON)
    assert (gone.state, gone.closing_note, gone.closed_by) == ("withdrawn", "Planerna fanns i pärmen.", world.anna)
    with pytest.raises(findings.FindingAlreadyClosed):
        findings.withdraw_finding(finding_id=found.pk, reason="Igen", by=world.anna, at=NOON)
    with pytest.raises(findings.FindingAlreadyClosed):
        findings.change_finding(finding_id=found.pk, content=content(world), seen_revision=1, by=world.anna, at=NOON)


def test_a_note_is_closed_without_more_but_a_deficiency_without_cause_is_not() -> None:
    world = build_world()
    follow_up = follow_up_of(world)
    note = deficiency(world, follow_up, kind="note", severity="", causes=())
    assert findings.close_finding(finding_id=note.pk, note="Läst.", by=world.anna, at=NOON).state == "closed"
    bare = deficiency(world, follow_up, causes=())
    with pytest.raises(findings.CausesWithoutAnswer, match="varför den uppstod"):
        findings.close_finding(finding_id=bare.pk, note="Klart.", by=world.anna, at=NOON)


def test_findings_are_seen_by_the_boards_people_and_not_by_other_boards_or_providers_of_other_units() -> None:
    world = build_world()
    found = deficiency(world, follow_up_of(world))
    seen = {
        name: Finding.objects.visible_to(scope_of(getattr(world, name).pk, DAY)).filter(pk=found.pk).exists()
        for name in ("anna", "sten", "moa", "bo", "carin", "carl", "elsa")
    }
    assert seen == {"anna": True, "sten": True, "moa": True, "bo": False, "carin": False, "carl": False, "elsa": False}


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_the_same_moment_get_numbers_of_their_own() -> None:
    world = build_world()
    follow_up = follow_up_of(world)

    def record(_: int) -> int:
        try:
            return deficiency(world, follow_up).number
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(pool.map(record, range(8)))
    assert numbers == list(range(1, 9))


def test_somebody_with_a_role_for_every_board_sees_the_cases_of_all_of_them() -> None:
    world = build_world()
    follow_up = follow_up_of(world, board=world.disability)
    grant_role(person=world.elsa, role="strategist", start=DAY, by=None, at=NOON)
    assert follow_up in FollowUp.objects.visible_to(scope_of(world.elsa.pk, DAY))
    assert follow_up not in FollowUp.objects.visible_to(scope_of(world.sten.pk, DAY))
