"""A report is written, handed over, and approved by somebody else; then it stays what it was."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from insyn.base.history import history_of
from insyn.base.periods import STOCKHOLM
from insyn.casework.models import FollowUp, FollowUpTarget, Participation
from insyn.people.models import Person
from insyn.reporting.actions.approval import AuthorApproves, NotHandedOver, approve_report
from insyn.reporting.actions.decisions import MeetingNotHeld, Task, finish_task, record_decision
from insyn.reporting.actions.meetings import AlreadyOnTheWay, NotApproved, add_meeting, send_to_board
from insyn.reporting.actions.writing import (
    NotADraft,
    SectionsUnwritten,
    begin_report,
    begin_version,
    hand_over_draft,
    save_draft,
)
from insyn.reporting.composing import document_of
from insyn.reporting.document import all_blocks, plain_text
from insyn.reporting.models import BoardDecision, BoardItem, DecisionTask, DocumentVersion
from tests.clients import client_of
from tests.world import NOON, World, build_world

LATER = NOON + dt.timedelta(hours=1)
TEXTS = {"bakgrund": "<p>Klagomålen var många.</p>", "analys": "<p>Verksamheten har rättat sig.</p>"}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    made: FollowUp = FollowUp.objects.create(
        registry_number="ÄN 2025/0001",
        title="Uppföljning av Lindgården",
        kind="contract",
        stage="analysing",
        board=world.elderly,
        ground="random",
        reference_date=dt.date(2025, 3, 3),
        notified_at=NOON,
        created_by=world.anna,
        created_at=NOON,
    )
    FollowUpTarget.objects.create(
        follow_up=made,
        unit=world.lindgarden,
        provider=world.private,
        contract=world.contract,
        unit_spell=world.lindgarden.spells.get(),
        provider_spell=world.private.spells.get(),
    )
    for person, part in ((world.anna, "responsible"), (world.olle, "assistant")):
        Participation.objects.create(
            follow_up=made, person=person, part=part, conflict="none", declared_at=NOON, started_at=NOON
        )
    return made


@pytest.fixture
def draft(world: World, follow_up: FollowUp) -> DocumentVersion:
    return begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)


def save(version: DocumentVersion, by: Person, **changes: str) -> DocumentVersion:
    return save_draft(
        version_id=version.pk,
        sections=TEXTS | changes,
        summary="<p>Två brister är åtgärdade.</p>",
        needs_decision=False,
        proposal="",
        by=by,
        at=LATER,
    )


def approved(version: DocumentVersion, world: World) -> DocumentVersion:
    save(version, world.anna)
    hand_over_draft(version_id=version.pk, by=world.anna, at=LATER)
    return approve_report(version_id=version.pk, by=world.sten, at=LATER)


def test_beginning_twice_gives_the_same_draft(world: World, follow_up: FollowUp, draft: DocumentVersion) -> None:
    assert begin_report(follow_up_id=follow_up.pk, by=world.olle, at=LATER) == draft


def test_an_unwritten_section_is_named(world: World, draft: DocumentVersion) -> None:
    save(draft, world.anna, analys="")
    with pytest.raises(SectionsUnwritten) as refused:
        hand_over_draft(version_id=draft.pk, by=world.anna, at=LATER)
    assert refused.value.missing == ("Analys och samlad bedömning",)


def test_a_draft_is_not_approved_before_it_is_handed_over(world: World, draft: DocumentVersion) -> None:
    save(draft, world.anna)
    with pytest.raises(NotHandedOver):
        approve_report(version_id=draft.pk, by=world.sten, at=LATER)


def test_nobody_who_has_written_approves(world: World, draft: DocumentVersion) -> None:
    save(draft, world.olle)
    save(draft, world.anna)
    hand_over_draft(version_id=draft.pk, by=world.anna, at=LATER)
    for writer in (world.anna, world.olle):
        with pytest.raises(AuthorApproves):
            approve_report(version_id=draft.pk, by=writer, at=LATER)


def test_an_approved_report_stays_what_it_was(world: World, follow_up: FollowUp, draft: DocumentVersion) -> None:
    version = approved(draft, world)
    FollowUp.objects.filter(pk=follow_up.pk).update(registry_number="ÄN 2025/9999")
    version.refresh_from_db()
    words = " ".join(plain_text(block) for block in all_blocks(document_of(version)))
    assert "ÄN 2025/0001" in words
    with pytest.raises(NotADraft):
        save(version, world.anna)


def test_the_database_refuses_an_approver_who_is_the_author(world: World, draft: DocumentVersion) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.filter(pk=draft.pk).update(approver=world.anna)


def test_a_reworded_paragraph_keeps_its_id(world: World, draft: DocumentVersion) -> None:
    save(draft, world.anna, bakgrund="<p>Klagomålen var många under våren.</p><p>Anhöriga hörde av sig.</p>")
    before = _written_ids(draft)
    save(draft, world.anna, bakgrund="<p>Nytt först.</p><p>Klagomålen var många under hela våren.</p>")
    assert before[0] in _written_ids(draft)[1:]


def _written_ids(version: DocumentVersion) -> list[str]:
    version.refresh_from_db()
    return [block.id for block in all_blocks(document_of(version)) if block.id.startswith("text-bakgrund")]


def test_a_section_with_nothing_in_it_is_left_out(world: World, draft: DocumentVersion) -> None:
    headings = {block.id for block in document_of(save(draft, world.anna)).blocks if block.id.startswith("avsnitt-")}
    assert "avsnitt-bakgrund" in headings
    assert "avsnitt-noteringar" not in headings, "nothing was noted and nobody wrote"


def test_script_and_style_never_reach_the_text(world: World, draft: DocumentVersion) -> None:
    save(draft, world.anna, bakgrund='<p onclick="x()">Hej<script>alert(1)</script><img src=x onerror=y></p>')
    draft.refresh_from_db()
    assert draft.sections["bakgrund"] == "<p>Hej</p>"


def test_words_bullets_become_a_list(world: World, draft: DocumentVersion) -> None:
    save(draft, world.anna, bakgrund="<p>·&nbsp; Ett</p><p>·&nbsp; Två</p>")
    draft.refresh_from_db()
    assert draft.sections["bakgrund"] == "<ul><li>Ett</li><li>Två</li></ul>"


def test_a_new_version_begins_where_the_last_ended(world: World, draft: DocumentVersion) -> None:
    version = approved(draft, world)
    new = begin_version(document_id=version.document_id, change_note="Fel datum", by=world.anna, at=LATER)
    assert (new.number, new.sections) == (2, version.sections)


def test_an_approved_report_goes_to_the_half_yearly_meeting(world: World, draft: DocumentVersion) -> None:
    june = _meeting(world, dt.date(2025, 6, 18), half_year=True)
    _meeting(world, dt.date(2025, 4, 16), half_year=False)
    with pytest.raises(NotApproved):
        send_to_board(version_id=draft.pk, by=world.sten, at=LATER)
    version = approved(draft, world)
    assert send_to_board(version_id=version.pk, by=world.sten, at=LATER).meeting_id == june
    with pytest.raises(AlreadyOnTheWay):
        send_to_board(version_id=version.pk, by=world.sten, at=LATER)


def test_a_decision_becomes_tasks_and_is_not_recorded_before_the_meeting(world: World, draft: DocumentVersion) -> None:
    meeting = _meeting(world, dt.date(2025, 6, 18), half_year=True)
    item = send_to_board(version_id=approved(draft, world).pk, meeting_id=meeting, by=world.sten, at=LATER)
    task = Task("Följ upp bemanningen igen", world.anna, dt.date(2025, 10, 1))
    with pytest.raises(MeetingNotHeld):
        _decided(item, task, world, LATER)
    decision = _decided(item, task, world, dt.datetime(2025, 6, 19, 9, tzinfo=STOCKHOLM))
    assert decision.paragraph == "45"
    assert decision.tasks.get().owner == world.anna


def test_a_task_is_given_to_somebody_who_can_open_it(world: World, draft: DocumentVersion) -> None:
    meeting = _meeting(world, dt.date(2025, 6, 18), half_year=True)
    item = send_to_board(version_id=approved(draft, world).pk, meeting_id=meeting, by=world.sten, at=LATER)
    page = client_of(world.siv).get(reverse("reporting:decision", args=[item.pk])).text
    assert "Anna Uppföljare" in page
    assert "Frida Förtroendevald" in page
    assert "Carin Enhetschef" not in page
    assert "Elsa Utanför" not in page


def test_a_task_that_is_done_keeps_the_first_word_about_it(world: World, draft: DocumentVersion) -> None:
    meeting = _meeting(world, dt.date(2025, 6, 18), half_year=True)
    item = send_to_board(version_id=approved(draft, world).pk, meeting_id=meeting, by=world.sten, at=LATER)
    task = Task("Följ upp bemanningen igen", world.anna, dt.date(2025, 10, 1))
    pk = _decided(item, task, world, dt.datetime(2025, 6, 19, 9, tzinfo=STOCKHOLM)).tasks.get().pk
    finish_task(task_id=pk, note="Klart i augusti.", by=world.anna, at=LATER)
    answer = client_of(world.sten).post(reverse("reporting:task", args=[pk]), {"note": "Stens ord."})
    assert answer.status_code == 422
    assert "Klart i augusti." in answer.text
    assert "Stens ord." in answer.text
    assert DecisionTask.objects.get(pk=pk).done_note == "Klart i augusti."


def _decided(item: BoardItem, task: Task, world: World, at: dt.datetime) -> BoardDecision:
    return record_decision(
        item_id=item.pk,
        text="Nämnden godkänner rapporten.",
        paragraph="§ 45",
        date=dt.date(2025, 6, 18),
        recipients="",
        tasks=[task],
        by=world.siv,
        at=at,
    )


def _meeting(world: World, date: dt.date, *, half_year: bool) -> int:
    made = add_meeting(
        board=world.elderly,
        date=date,
        deadline_date=date - dt.timedelta(days=14),
        is_half_year=half_year,
        note="",
        by=world.siv,
        at=NOON,
    )
    return made.pk


@pytest.mark.parametrize(("name", "status"), [("anna", 200), ("sten", 200), ("bo", 404), ("carin", 404), ("disa", 404)])
def test_who_reads_a_draft(world: World, draft: DocumentVersion, name: str, status: int) -> None:
    client = client_of(getattr(world, name))
    assert client.get(reverse("reporting:report", args=[draft.pk])).status_code == status


def test_two_writers_choose_field_by_field_and_no_text_is_lost(world: World, draft: DocumentVersion) -> None:
    url = reverse("reporting:draft", args=[draft.pk])
    anna, olle = client_of(world.anna), client_of(world.olle)
    seen = {who: _typed(who.get(url)) for who in (anna, olle)}
    anna.post(url, seen[anna] | {"avsnitt-bakgrund": "<p>Annas ord.</p>"})
    answer = olle.post(url, seen[olle] | {"avsnitt-bakgrund": "<p>Olles ord.</p>"})
    assert answer.status_code == 409
    assert "Annas ord." in answer.text
    assert "Olles ord." in answer.text


def _typed(page: Any) -> dict[str, str]:
    """The fields of the form on a page, as a browser would send them back."""
    form = page.context["form"]
    return {name: str(form[name].value() or "") for name in form.fields if name != "needs_decision"}


@pytest.mark.parametrize(("name", "status"), [("anna", 200), ("sten", 403), ("berit", 403), ("bo", 404)])
def test_who_writes_a_draft(world: World, draft: DocumentVersion, name: str, status: int) -> None:
    client = client_of(getattr(world, name))
    assert client.get(reverse("reporting:draft", args=[draft.pk])).status_code == status


def test_the_history_tells_the_words_and_leaves_out_the_frozen_tree(world: World, draft: DocumentVersion) -> None:
    version = approved(draft, world)
    told = {change.label: change.after for row in history_of(version) for part in row.parts for change in part.changes}
    for words in ("bakgrund: Klagomålen var många.", "analys: Verksamheten har rättat sig."):
        assert words in told["avsnitt"]
    assert "frusen text och siffror" not in told


def test_what_must_be_written_is_said_at_its_field_and_nothing_is_called_optional(
    world: World, draft: DocumentVersion
) -> None:
    form = client_of(world.anna).get(reverse("reporting:draft", args=[draft.pk])).context["form"]
    hints = {name: str(field.help_text) for name, field in form.fields.items()}
    assert "Ska vara skrivet innan" in hints["avsnitt-analys"]
    assert "Ska vara skrivet innan" not in hints["avsnitt-metod"]
    assert not form["avsnitt-analys"].optional_mark
