"""Notices, requests, documents, visits and the factual check."""

import datetime as dt
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from insyn.access.queries import scope_of
from insyn.base.models import Letter
from insyn.base.scope import Scope
from insyn.casework import jobs
from insyn.casework.actions import factual_check, notice, requests, stages
from insyn.casework.models import CaseDocument, DocumentRequest, FactualCheck, FollowUp, Statement, Visit
from insyn.casework.tests.cast import a_follow_up
from insyn.people.models import Person
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 3)
BLOCKS = [
    {"id": "a1", "kind": "heading", "text": "Bemanning"},
    {"id": "a2", "kind": "paragraph", "text": "På natten arbetar en person."},
]


@pytest.fixture
def world() -> World:
    return build_world()


def a_request(world: World, follow_up: FollowUp, due: dt.date = DAY) -> DocumentRequest:
    return requests.request_documents(
        follow_up_id=follow_up.pk,
        provider_id=world.private.pk,
        unit_id=world.lindgarden.pk,
        text="Schema för mars",
        due_date=due,
        by=world.anna,
        at=NOON,
    )


def a_check(world: World, follow_up: FollowUp, due: dt.date = DAY) -> FactualCheck:
    return factual_check.send_factual_check(
        follow_up_id=follow_up.pk,
        provider_id=world.private.pk,
        unit_id=world.lindgarden.pk,
        blocks=BLOCKS,
        draft_number=1,
        due=due,
        by=world.anna,
        at=NOON,
    )


def test_a_notice_takes_the_follow_up_on_and_tells_the_managers_without_content(world: World) -> None:
    follow_up = a_follow_up(world)
    anna = client_of(world.anna)
    address = reverse("casework:notice", args=[follow_up.pk])
    page = anna.get(address).content.decode()
    assert "Äldrenämnden genomför en avtalsuppföljning. Den avser Lindgården." in page
    assert anna.post(address, {"title": "Avisering", "text": "Hemligt", "sent_date": "2025-03-03"}).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.stage, follow_up.notified_at is not None) == ("notified", True)
    document = follow_up.documents.get()
    assert (document.kind, document.standing, document.unit) == ("notice", "sent", world.lindgarden)
    letter = Letter.objects.get()
    assert (letter.to, "Hemligt" in letter.body, "/utforare/" in letter.body) == (world.carin.email, False, True)
    assert CaseDocument.objects.visible_to(world_scope(world.carin)).count() == 1
    assert CaseDocument.objects.visible_to(world_scope(world.carl)).count() == 0


def world_scope(person: Person) -> Scope:
    return scope_of(person.pk, DAY)


def test_the_same_units_are_not_noticed_twice(world: World) -> None:
    follow_up = a_follow_up(world)
    given = {"title": "Avisering", "text": "Text", "sent_date": DAY, "by": world.anna, "at": NOON}
    notice.send_notice(follow_up_id=follow_up.pk, **given)  # type: ignore[arg-type]
    with pytest.raises(notice.EverybodyIsNoticed):
        notice.send_notice(follow_up_id=follow_up.pk, **given)  # type: ignore[arg-type]


def test_without_a_responsible_officer_nobody_is_noticed(world: World) -> None:
    follow_up = a_follow_up(world, participants=((world.olle.pk, "assistant"),))
    with pytest.raises(stages.SomethingMissing, match="Utse en ansvarig"):
        notice.send_notice(follow_up_id=follow_up.pk, title="A", text="B", sent_date=DAY, by=world.olle, at=NOON)
    assert not Letter.objects.exists()


def test_a_request_is_extended_with_a_reason_and_only_forward(world: World) -> None:
    asked = a_request(world, a_follow_up(world, stage="preparing"))
    with pytest.raises(requests.NotLater):
        requests.extend_request(request_id=asked.pk, until=DAY, reason="Sjukdom", by=world.anna, at=NOON)
    later = requests.extend_request(
        request_id=asked.pk, until=dt.date(2025, 3, 10), reason="Sjukdom", by=world.anna, at=NOON
    )
    assert (requests.due(later), later.extension_reason) == (dt.date(2025, 3, 10), "Sjukdom")


def test_an_overdue_request_is_reminded_of_once_a_week_by_itself(world: World) -> None:
    asked = a_request(world, a_follow_up(world, stage="preparing"))
    for days, letters in ((0, 1), (1, 2), (2, 2), (8, 3)):
        with time_machine.travel(NOON + dt.timedelta(days=days), tick=False):
            jobs.remind_providers()
        assert Letter.objects.count() == letters
    requests.settle_request(request_id=asked.pk, by=world.anna, at=NOON)
    with time_machine.travel(NOON + dt.timedelta(days=30), tick=False):
        jobs.remind_providers()
    assert Letter.objects.count() == 3


def test_reminding_twice_a_day_is_refused(world: World) -> None:
    asked = a_request(world, a_follow_up(world, stage="preparing"))
    requests.remind_of_request(request_id=asked.pk, by=world.anna, at=NOON)
    with pytest.raises(requests.AskedToday):
        requests.remind_of_request(request_id=asked.pk, by=world.anna, at=NOON)


def test_a_late_request_makes_the_follow_up_late_in_the_list(world: World) -> None:
    a_request(world, a_follow_up(world, stage="preparing"))
    page = client_of(world.anna).get(reverse("casework:follow_ups"), {"visa": "late"}).content.decode()
    assert "försenad" in page


def picture() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "JPEG")
    return SimpleUploadedFile("hall.jpg", made.getvalue(), "image/jpeg")


def test_a_photograph_is_kept_with_its_days_and_read_by_the_board_only(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    anna = client_of(world.anna)
    anna.post(reverse("casework:photo_new", args=[follow_up.pk]), {"file": picture(), "title": "Hallen"})
    photo = follow_up.documents.get()
    assert (photo.kind, photo.standing, photo.event_date is not None) == ("photo", "received", True)
    file = reverse("casework:document_file", args=[follow_up.pk, photo.pk])
    assert anna.get(file)["Content-Type"] == "image/jpeg"
    assert client_of(world.bo).get(file).status_code == 404
    assert client_of(world.carin).get(file).status_code == 404


def test_a_document_needs_a_file_or_a_text_and_its_day(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    address = reverse("casework:document_new", args=[follow_up.pk])
    anna = client_of(world.anna)
    given = {"title": "Rutin", "kind": "evidence", "standing": "received", "standing_date": ""}
    refused = anna.post(address, given)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Välj en fil, eller skriv en text." in page
    assert "Skriv vilken dag handlingen kom in" in page
    anna.post(address, {**given, "text": "Sammanfattning", "standing_date": "2025-03-03"})
    assert follow_up.documents.get().received_date == DAY


def test_a_draft_may_be_changed_until_it_is_sent(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    anna = client_of(world.anna)
    given = {"title": "Brev", "kind": "letter", "text": "Hej", "standing": "draft"}
    anna.post(reverse("casework:document_new", args=[follow_up.pk]), given)
    letter = follow_up.documents.get()
    change = reverse("casework:document_edit", args=[follow_up.pk, letter.pk])
    anna.post(change, {**given, "standing": "sent", "standing_date": "2025-03-04"})
    letter.refresh_from_db()
    assert (letter.standing, letter.sent_date) == ("sent", dt.date(2025, 3, 4))
    assert "ändras inte" in anna.post(change, {**given, "text": "Nytt"}).content.decode()


def test_a_visit_says_how_and_whom(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    given = {"date": "2025-03-05", "announced": "no", "methods": ["observation", "interview"], "met": ["users"]}
    anna = client_of(world.anna)
    anna.post(reverse("casework:visit_new", args=[follow_up.pk]), {**given, "text": "Lugnt"})
    visit = Visit.objects.get()
    assert (visit.is_announced, visit.methods, visit.met) == (False, ["observation", "interview"], ["users"])
    page = anna.get(reverse("casework:visits", args=[follow_up.pk])).content.decode()
    assert "Nej, oanmält" in page
    assert "brukarna" in page


def test_two_on_one_visit_lose_neither_text(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    given = {"date": "2025-03-05", "announced": "no", "methods": ["observation"], "text": "Lugnt"}
    client_of(world.anna).post(reverse("casework:visit_new", args=[follow_up.pk]), given)
    address = reverse("casework:visit_edit", args=[follow_up.pk, Visit.objects.get().pk])
    seen = client_of(world.olle).get(address).context["form"]["insyn_seen"].value()
    client_of(world.anna).post(address, {**given, "text": "Annas text", "insyn_seen": seen})
    response = client_of(world.olle).post(address, {**given, "text": "Olles text", "insyn_seen": seen})
    assert response.status_code == 409
    assert "Annas text" in response.content.decode()
    assert "Olles text" in response.content.decode()


def a_judged(world: World) -> FollowUp:
    from insyn.casework.models import Assessment
    from insyn.contracts.models import RequirementVersion

    follow_up = a_follow_up(world, stage="analysing")
    Assessment.objects.create(
        follow_up=follow_up,
        target=follow_up.targets.get(),
        requirement=world.requirement,
        wording=RequirementVersion.objects.get(requirement=world.requirement),
        verdict="met",
        ground="Planerna är aktuella.",
        judged_by=world.anna,
        judged_at=NOON,
    )
    return follow_up


def test_sending_the_draft_takes_the_stage_along(world: World) -> None:
    follow_up = a_judged(world)
    a_check(world, follow_up)
    follow_up.refresh_from_db()
    assert follow_up.stage == "factual_check"
    with pytest.raises(factual_check.CheckIsOpen):
        a_check(world, follow_up)


def test_the_draft_is_not_sent_before_everything_is_judged(world: World) -> None:
    with pytest.raises(stages.SomethingMissing, match="Välj minst ett krav"):
        a_check(world, a_follow_up(world, stage="analysing"))
    assert not FactualCheck.objects.exists()


def test_each_remark_is_disposed_of_before_the_check_is_closed(world: World) -> None:
    follow_up = a_judged(world)
    check = a_check(world, follow_up)
    remark = Statement.objects.create(
        check_of=check, block_id="a2", block_text=BLOCKS[1]["text"], text="Det är två.", by=world.carin, at=NOON
    )
    FactualCheck.objects.filter(pk=check.pk).update(answered_at=NOON, answered_by=world.carin)
    with pytest.raises(stages.SomethingMissing, match="1 återstår"):
        factual_check.close_factual_check(check_id=check.pk, by=world.anna, at=NOON)
    anna = client_of(world.anna)
    address = reverse("casework:statement", args=[follow_up.pk, check.pk, remark.pk])
    assert anna.post(address, {"disposition": "accepted", "reply": ""}).status_code == 422
    anna.post(address, {"disposition": "accepted", "reply": "Vi rättar."})
    page = anna.get(reverse("casework:factual_check", args=[follow_up.pk, check.pk])).content.decode()
    assert "Det är två." in page
    assert "Vi rättar." in page
    closed = factual_check.close_factual_check(check_id=check.pk, by=world.anna, at=NOON)
    assert closed.closed_at == NOON


def test_an_unanswered_check_is_closed_when_due_and_with_a_reason(world: World) -> None:
    check = a_check(world, a_judged(world))
    later = NOON + dt.timedelta(days=1)
    with pytest.raises(factual_check.CheckNotAnswered):
        factual_check.close_factual_check(check_id=check.pk, reason="Inget svar", by=world.anna, at=NOON)
    with pytest.raises(stages.SomethingMissing, match="utan svar"):
        factual_check.close_factual_check(check_id=check.pk, by=world.anna, at=later)
    assert factual_check.close_factual_check(check_id=check.pk, reason="Inget svar", by=world.anna, at=later).closed_at


def test_a_remark_survives_a_draft_that_has_lost_its_block(world: World) -> None:
    from insyn.casework.queries.gathering import checked_blocks

    check = a_check(world, a_judged(world))
    Statement.objects.create(
        check_of=check, block_id="gone", block_text="Stycket som försvann", text="Fel", by=world.carin, at=NOON
    )
    blocks = checked_blocks(check)
    assert (blocks[-1].text, blocks[-1].statements[0].text) == ("Stycket som försvann", "Fel")


def test_going_on_without_a_check_keeps_the_reason(world: World) -> None:
    follow_up = a_judged(world)
    factual_check.skip_factual_check(follow_up_id=follow_up.pk, reason="Brådskar", by=world.anna, at=NOON)
    assert follow_up.stage_changes.filter(note="Utan faktagranskning: Brådskar").count() == 1


@pytest.mark.parametrize("page", ["notice", "document_new", "photo_new", "request_new", "visit_new"])
def test_only_those_who_take_part_gather(world: World, page: str) -> None:
    follow_up = a_follow_up(world, stage="preparing")
    address = reverse(f"casework:{page}", args=[follow_up.pk])
    assert client_of(world.anna).get(address).status_code == 200
    assert client_of(world.sten).get(address).status_code == 403
    assert client_of(world.bo).get(address).status_code == 404
    assert client_of(world.carin).get(address).status_code == 404
