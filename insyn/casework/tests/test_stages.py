"""A follow-up goes from stage to stage only when what must be in place is there."""

import pytest

from insyn.casework.actions import stages
from insyn.casework.models import FollowUp, IndividualsView, StageChange
from insyn.casework.rules.stages import CaseFacts, Stage, may_go, missing_for
from insyn.casework.tests.cast import a_follow_up, put_at
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def ready(**changes: object) -> CaseFacts:
    facts: dict[str, object] = {"kind": "contract", "has_responsible": True, "notice_sent": True, "assessments": 2}
    facts |= {"has_individuals_view": True, "note": "anteckning"}
    return CaseFacts(**{**facts, **changes})  # type: ignore[arg-type]


def test_the_rounds_of_mending_may_be_as_many_as_needed() -> None:
    assert may_go("action_plan_asked", "action_plan_in")
    assert may_go("action_plan_in", "new_analysis")
    assert may_go("new_analysis", "action_plan_asked")
    assert may_go("new_analysis", "approved")


def test_a_closed_follow_up_goes_nowhere() -> None:
    assert not any(may_go("closed", stage) for stage in Stage)
    assert not any(may_go("called_off", stage) for stage in Stage)


def test_every_open_stage_may_be_called_off_with_a_reason() -> None:
    assert all(may_go(stage, "called_off") for stage in Stage if stage not in ("closed", "called_off"))
    assert missing_for("called_off", ready(note=" ")) == ("Skriv varför uppföljningen ställs in.",)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"has_individuals_view": False}, "Anteckna den enskildes uppfattning"),
        ({"unjudged": 3}, "Bedöm alla valda krav; 3 återstår."),
        ({"assessments": 0}, "Välj minst ett krav"),
        ({"undisposed": 2}, "Behandla utförarens anmärkningar"),
        ({"open_checks": 1}, "Avsluta den faktagranskning som pågår."),
        ({"undeclared": ("Anna",)}, "Jäv är inte prövat för Anna"),
        ({"unnotified_acute": 1}, "Skicka akut underrättelse"),
        (
            {"approver_is_responsible": True},
            "Den som ansvarar eller har ansvarat för uppföljningen kan inte godkänna den.",
        ),
    ],
)
def test_nothing_is_approved_while_this_is_missing(changes: dict[str, object], word: str) -> None:
    assert missing_for("approved", ready()) == ()
    missing = missing_for("approved", ready(**changes))
    assert len(missing) == 1
    assert missing[0].startswith(word)


def test_report_may_go_out_while_actions_are_open_but_closing_waits() -> None:
    facts = ready(open_deficiencies=1, unanswered_causes=2, open_actions=4)
    assert missing_for("reported", facts) == ()
    assert missing_for("closed", facts) == (
        "Varje orsak ska ha en godtagen åtgärd; 2 saknar det.",
        "Alla brister ska vara åtgärdade och avslutade; 1 är öppna.",
    )


def test_an_overarching_follow_up_is_judged_in_its_grid() -> None:
    assert missing_for("factual_check", ready(kind="overarching", assessments=0)) == (
        "Fyll i minst ett resultat i rutnätet.",
    )
    assert missing_for("factual_check", ready(kind="overarching", assessments=0, judged_cells=1)) == ()


def test_a_stage_change_is_kept_with_person_time_and_note(world: World) -> None:
    follow_up = a_follow_up(world, stage="notified")
    stages.start_preparation(follow_up_id=follow_up.pk, note="Vi börjar", by=world.olle, at=NOON)
    change = StageChange.objects.filter(follow_up=follow_up).last()
    assert change is not None
    assert (change.from_stage, change.to_stage, change.note, change.by) == (
        "notified",
        "preparing",
        "Vi börjar",
        world.olle,
    )


def test_a_step_that_is_not_there_is_refused_with_a_word(world: World) -> None:
    follow_up = a_follow_up(world)
    with pytest.raises(stages.StageNotReachable, match="Uppföljningen är planerad och kan inte bli analyseras nu"):
        stages.begin_analysis(follow_up_id=follow_up.pk, by=world.anna, at=NOON)


def test_a_form_sent_twice_acts_once_but_another_person_is_told(world: World) -> None:
    follow_up = a_follow_up(world, stage="notified")
    for _ in range(2):
        stages.start_preparation(follow_up_id=follow_up.pk, seen="notified", by=world.anna, at=NOON)
    assert StageChange.objects.filter(follow_up=follow_up, to_stage="preparing").count() == 1
    with pytest.raises(stages.StageHasMoved, match="redan förbereds av Anna Uppföljare"):
        stages.start_preparation(follow_up_id=follow_up.pk, seen="notified", by=world.olle, at=NOON)


def test_the_responsible_officer_does_not_approve_the_own_follow_up(world: World) -> None:
    follow_up = a_follow_up(world, stage="new_analysis", kind="overarching")
    IndividualsView.objects.create(follow_up=follow_up, how="survey", text="Nöjda", by=world.anna, at=NOON)
    with pytest.raises(stages.SomethingMissing) as refused:
        stages.approve_follow_up(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    assert any("kan inte godkänna" in word for word in refused.value.missing)


def test_an_event_driven_follow_up_reports_in_between_and_stays_where_it_is(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining", kind="event_driven")
    stages.report_in_between(follow_up_id=follow_up.pk, note="Nämnden 12 mars", by=world.anna, at=NOON)
    follow_up.refresh_from_db()
    assert follow_up.stage == "examining"
    assert follow_up.stage_changes.filter(note="Nämnden 12 mars").count() == 1


def test_a_contract_follow_up_does_not_report_in_between(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    with pytest.raises(stages.ReportsOnlyWhenDone):
        stages.report_in_between(follow_up_id=follow_up.pk, note="Nämnden", by=world.anna, at=NOON)


def test_calling_off_keeps_the_reason(world: World) -> None:
    follow_up = a_follow_up(world)
    stages.call_off_follow_up(follow_up_id=follow_up.pk, note="Enheten läggs ner", by=world.anna, at=NOON)
    follow_up.refresh_from_db()
    assert (follow_up.stage, follow_up.called_off_reason) == ("called_off", "Enheten läggs ner")


def test_a_refused_change_leaves_nothing_behind(world: World) -> None:
    follow_up = a_follow_up(world, stage="reported")
    put_at(follow_up, "feedback_given", world.anna)
    with pytest.raises(stages.SomethingMissing):
        stages.report_follow_up(follow_up_id=follow_up.pk, note="", by=world.anna, at=NOON)
    kept = FollowUp.objects.get(pk=follow_up.pk)
    assert (kept.stage, kept.reported_at) == ("feedback_given", None)


def test_a_joint_follow_up_has_somebody_from_the_other_administration() -> None:
    word = "Utse någon från den andra förvaltningen; uppföljningen är gemensam."
    assert missing_for("examining", ready(kind="joint", has_joint_officer=False)) == (word,)
    assert missing_for("examining", ready(kind="joint")) == ()
    assert missing_for("examining", ready(has_joint_officer=False)) == ()
