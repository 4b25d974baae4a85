"""Who reads a report at which time, and that writing follows the table of who may do what."""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.casework.actions.participation import add_participant, declare_conflict
from insyn.casework.models import FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.meetings import send_to_board
from insyn.reporting.actions.writing import begin_report, begin_version, hand_over_draft, save_draft
from insyn.reporting.models import DocumentVersion, Meeting
from tests.clients import client_of
from tests.world import NOON, World, build_world

TEXTS = {"bakgrund": "<p>Klagomålen var många.</p>", "analys": "<p>Verksamheten har rättat sig.</p>"}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    return follow_up_of(world, stage="analysing")


@pytest.fixture
def approved(world: World, follow_up: FollowUp) -> DocumentVersion:
    draft = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    save_draft(
        version_id=draft.pk, sections=TEXTS, summary="<p>Bättre.</p>", needs_decision=False, proposal="",
        by=world.anna, at=NOON,
    )  # fmt: skip
    hand_over_draft(version_id=draft.pk, by=world.anna, at=NOON)
    return approve_report(version_id=draft.pk, by=world.sten, at=NOON)


def read(world: World, name: str, version: DocumentVersion, page: str = "report") -> int:
    return client_of(getattr(world, name)).get(reverse(f"reporting:{page}", args=[version.pk])).status_code


def test_the_secretary_reads_what_is_approved_and_puts_it_on_a_meeting(world: World, approved: DocumentVersion) -> None:
    assert (read(world, "siv", approved), read(world, "siv", approved, "to_board")) == (200, 200)
    page = client_of(world.siv).get(reverse("reporting:report", args=[approved.pk])).text
    assert reverse("casework:follow_up", args=[approved.document.follow_up_id]) not in page


def test_a_member_reads_it_when_it_stands_on_a_meeting(world: World, approved: DocumentVersion) -> None:
    assert read(world, "frida", approved) == 404
    meeting = Meeting.objects.create(board=world.elderly, date=dt.date(2030, 1, 2), deadline_date=dt.date(2030, 1, 1))
    send_to_board(version_id=approved.pk, meeting_id=meeting.pk, by=world.siv, at=NOON)
    assert read(world, "frida", approved) == 200
    assert read(world, "frida", approved, "to_board") == 403


@pytest.mark.parametrize("name", ["siv", "frida"])
def test_a_new_draft_of_a_reported_one_is_not_for_those_who_read(
    world: World, follow_up: FollowUp, approved: DocumentVersion, name: str
) -> None:
    FollowUp.objects.filter(pk=follow_up.pk).update(stage="reported", reported_at=NOON)
    draft = begin_version(document_id=approved.document_id, change_note="Fel datum", by=world.anna, at=NOON)
    assert (read(world, name, approved), read(world, name, draft)) == (200, 404)
    reader = client_of(getattr(world, name))
    for page in (
        reverse("reporting:report", args=[approved.pk]),
        reverse("reporting:case_report", args=[follow_up.pk]),
    ):
        assert reverse("reporting:report", args=[draft.pk]) not in reader.get(page).text
    newest = reader.get(reverse("reporting:document", args=[approved.document_id]))
    assert newest["Location"] == reverse("reporting:report", args=[approved.pk])
    assert "utkast" not in reader.get(reverse("reporting:reports"), {"sok": follow_up.title}).text.split("<tbody")[1]


def test_the_administrator_has_no_part_in_what_the_board_deals_with(world: World) -> None:
    meeting = Meeting.objects.create(board=world.elderly, date=dt.date(2030, 1, 2), deadline_date=dt.date(2030, 1, 1))
    for page in ("meeting", "package"):
        assert client_of(world.disa).get(reverse(f"reporting:{page}", args=[meeting.pk])).status_code == 404


@pytest.mark.parametrize(("name", "status"), [("anna", 302), ("olle", 302), ("sten", 403), ("dag", 403), ("siv", 404)])
def test_those_who_take_part_write(world: World, follow_up: FollowUp, name: str, status: int) -> None:
    answer = client_of(getattr(world, name)).post(reverse("reporting:case_report", args=[follow_up.pk]))
    assert answer.status_code == status


def test_an_officer_of_the_other_administration_writes_when_appointed(world: World, follow_up: FollowUp) -> None:
    bo, address = client_of(world.bo), reverse("reporting:case_report", args=[follow_up.pk])
    assert bo.post(address).status_code == 404
    add_participant(follow_up_id=follow_up.pk, person_id=world.bo.pk, part="joint", by=world.anna, at=NOON)
    assert bo.post(address).status_code == 409
    declare_conflict(follow_up_id=follow_up.pk, exists=False, by=world.bo, at=NOON)
    assert bo.post(address).status_code == 302


def test_whoever_has_jav_does_not_approve_the_report_either(world: World, follow_up: FollowUp) -> None:
    draft = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    add_participant(follow_up_id=follow_up.pk, person_id=world.sten.pk, part="assistant", by=world.anna, at=NOON)
    declare_conflict(follow_up_id=follow_up.pk, exists=True, note="Syskon", by=world.sten, at=NOON)
    answer = client_of(world.sten).post(reverse("reporting:approve", args=[draft.pk]))
    assert answer.status_code == 403
    assert "Du har uppgett jäv" in answer.text
