"""Reports on their way to the board or the manager, what the secretary fetches, and the tasks of decisions."""

import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse

from insyn.casework.models import FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.organisation.models import Board
from insyn.reporting.actions.decisions import DoneAlready, Task, finish_task, record_decision
from insyn.reporting.actions.meetings import (
    AnotherBoardsMeeting,
    MeetingHeld,
    ReportsToManager,
    send_to_board,
)
from insyn.reporting.actions.writing import begin_report, begin_version
from insyn.reporting.models import BoardItem, Document, DocumentVersion, Meeting
from insyn.reporting.tests.cases import approve, approved_report, meeting_on, noon, on_meeting, write
from tests.clients import client_of
from tests.world import NOON, World, build_world

MAY, JUNE = dt.date(2025, 5, 20), dt.date(2025, 6, 17)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def may(world: World) -> Meeting:
    return meeting_on(world, MAY, half_year=False)


@pytest.fixture
def june(world: World) -> Meeting:
    return meeting_on(world, JUNE)


def send(version: DocumentVersion, world: World, meeting: Meeting | None = None) -> BoardItem:
    return send_to_board(version_id=version.pk, meeting_id=meeting.pk if meeting else None, by=world.anna, at=NOON)


def decided(item: BoardItem, world: World, *tasks: Task) -> None:
    record_decision(
        item_id=item.pk, text="Nämnden godkänner.", paragraph="45", date=item.meeting.date, recipients="Utföraren",
        tasks=tasks, by=world.siv, at=noon(item.meeting.date + dt.timedelta(days=1)),
    )  # fmt: skip


def test_what_needs_a_decision_goes_to_the_next_meeting_and_the_rest_to_the_half_year(
    world: World, may: Meeting, june: Meeting
) -> None:
    urgent = approved_report(follow_up_of(world), world, needs_decision=True, proposal="Rättelse krävs.")
    calm = approved_report(follow_up_of(world), world)
    assert send(urgent, world).meeting == may
    assert send(calm, world).meeting == june


def test_a_report_to_the_manager_does_not_go_to_the_board(world: World, june: Meeting) -> None:
    made = follow_up_of(world, stage="feedback_given", kind="targeted", report_to="manager")
    version = approved_report(made, world)
    with pytest.raises(ReportsToManager):
        send(version, world)
    page = client_of(world.anna).get(reverse("reporting:report", args=[version.pk])).text
    assert reverse("casework:reporting", args=[made.pk]) in page
    assert reverse("reporting:to_board", args=[version.pk]) not in page


def test_a_report_to_the_manager_goes_to_the_board_when_the_board_must_decide(world: World, may: Meeting) -> None:
    made = follow_up_of(world, kind="targeted", report_to="manager")
    version = approved_report(made, world, needs_decision=True, proposal="Avtalet sägs upp.")
    assert send(version, world).meeting == may


def test_a_report_goes_to_its_own_boards_coming_meetings_only(world: World, june: Meeting) -> None:
    version = approved_report(follow_up_of(world), world)
    other = meeting_on(world, JUNE, board=Board.objects.get(pk=world.disability.pk))
    with pytest.raises(AnotherBoardsMeeting):
        send(version, world, other)
    held = meeting_on(world, dt.date(2025, 2, 18))
    with pytest.raises(MeetingHeld):
        send(version, world, held)


def test_the_page_says_which_meetings_deadline_has_passed(world: World) -> None:
    version = approved_report(follow_up_of(world), world)
    soon = meeting_on(world, dt.date(2090, 1, 10), days=9000 * 9)
    page = client_of(world.anna).get(reverse("reporting:to_board", args=[version.pk])).text
    assert f"handlingar senast {soon.deadline_date:%Y-%m-%d}, har passerat" in page


@pytest.mark.parametrize(("name", "status"), [("siv", 200), ("frida", 200), ("anna", 200), ("disa", 404), ("bo", 404)])
def test_who_reads_what_stands_on_a_meeting(world: World, june: Meeting, name: str, status: int) -> None:
    item = on_meeting(follow_up_of(world), june, world)
    client = client_of(getattr(world, name))
    assert client.get(reverse("reporting:report", args=[item.version_id])).status_code == status


def test_the_secretary_sees_no_draft_of_the_next_version(world: World, june: Meeting) -> None:
    item = on_meeting(follow_up_of(world), june, world)
    begin_version(document_id=item.version.document_id, change_note="Rättelse", by=world.anna, at=NOON)
    siv = client_of(world.siv)
    page = siv.get(reverse("reporting:document", args=[item.version.document_id]), follow=True)
    assert page.context["version"] == item.version
    assert [row.version for row in page.context["rows"]] == [item.version]


def test_the_secretary_fetches_everything_as_one_package(world: World, june: Meeting) -> None:
    for title in ("Lindgården", "Björkgården"):
        on_meeting(follow_up_of(world, title=title), june, world)
    answer = client_of(world.siv).get(reverse("reporting:package", args=[june.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        assert package.namelist() == ["00-arendelista.pdf", "01-lindgarden.pdf", "02-bjorkgarden.pdf"]
        assert all(package.read(name).startswith(b"%PDF") for name in package.namelist())


def test_whoever_may_not_read_the_reports_fetches_none_of_them(world: World, june: Meeting) -> None:
    on_meeting(follow_up_of(world), june, world)
    for name in ("disa", "bo"):
        answer = client_of(getattr(world, name)).get(reverse("reporting:package", args=[june.pk]))
        assert answer.status_code == 404


def test_a_decision_gets_another_task_afterwards(world: World, may: Meeting) -> None:
    item = on_meeting(follow_up_of(world), may, world)
    decided(item, world)
    typed = {"text": "Följ upp bemanningen", "owner": world.anna.pk, "due_date": "2025-10-01"}
    client_of(world.siv).post(reverse("reporting:task_new", args=[item.pk]), typed)
    assert item.decision.tasks.get().text == "Följ upp bemanningen"
    assert client_of(world.anna).get(reverse("reporting:task_new", args=[item.pk])).status_code == 403


def test_a_task_is_done_once(world: World, may: Meeting) -> None:
    item = on_meeting(follow_up_of(world), may, world)
    decided(item, world, Task("Redovisa läget", world.anna, dt.date(2025, 10, 1)))
    task = item.decision.tasks.get()
    finish_task(task_id=task.pk, note="Redovisat.", by=world.anna, at=noon(JUNE))
    with pytest.raises(DoneAlready):
        finish_task(task_id=task.pk, note="Igen.", by=world.anna, at=noon(JUNE))


def test_an_interim_report_leaves_the_follow_up_where_it_is(world: World, may: Meeting) -> None:
    made = follow_up_of(world, kind="evaluation", stage="examining")
    item = on_meeting(made, may, world, purpose="interim")
    decided(item, world)
    made.refresh_from_db()
    assert (made.stage, made.stage_changes.get().note) == ("examining", "Äldrenämnden 2025-05-20, § 45")
    assert item.version.document.title == f"Delrapport: {made.title}"


def test_only_kinds_that_report_in_between_have_an_interim_report(world: World) -> None:
    evaluation, contract = follow_up_of(world, kind="evaluation"), follow_up_of(world)
    anna = client_of(world.anna)
    for made in (evaluation, contract):
        anna.post(reverse("reporting:case_report", args=[made.pk]), {"purpose": "interim"})
    assert Document.objects.get(follow_up=evaluation).purpose == "interim"
    assert Document.objects.get(follow_up=contract).purpose == "follow_up"


def test_the_decision_reports_the_follow_up(world: World, may: Meeting) -> None:
    made = follow_up_of(world, stage="feedback_given")
    decided(on_meeting(made, may, world), world)
    made.refresh_from_db()
    assert made.stage == FollowUp.Stage.REPORTED


def test_versions_are_compared_by_field_and_paragraph(world: World) -> None:
    made = follow_up_of(world, stage="analysing")
    first = begin_report(follow_up_id=made.pk, by=world.anna, at=NOON)
    first = approve(
        write(first, world.anna, sections={"bakgrund": "<p>Tre av tio.</p>", "analys": "<p>Bra.</p>"}), world
    )
    second = begin_version(document_id=first.document_id, change_note="Fel antal", by=world.anna, at=NOON)
    texts = {"bakgrund": "<p>Fyra av tio.</p>", "analys": "<p>Bra.</p>"}
    write(second, world.olle, sections=texts, needs_decision=True, proposal="Nämnden begär rättelse.")
    page = client_of(world.anna).get(reverse("reporting:comparison", args=[second.pk, first.pk]))
    compared = page.context["compared"]
    assert {field.label for field in compared.fields} >= {
        "Kräver beslut av nämnden",
        "Förslag till beslut",
        "Författare",
    }
    (changed,) = [each for each in compared.paragraphs if each.section == "Bakgrund och syfte"]
    assert changed.word == "ändrat"
    assert "<del>Tre</del>" in page.text
    assert "<ins>Fyra</ins>" in page.text
    assert all(each.section != "Analys och samlad bedömning" for each in compared.paragraphs)
