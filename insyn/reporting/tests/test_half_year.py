"""The half-yearly compilation is made of what was reported, and every figure in it is the count of its rows."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from insyn.base.periods import period
from insyn.casework.models import Assessment, Finding, FollowUp
from insyn.casework.tests.cases import chosen_requirements, deficiency, follow_up_of
from insyn.reporting.actions.approval import AuthorApproves, approve_report
from insyn.reporting.actions.compiling import NotHalfYearly, ToldAlready, begin_compilation
from insyn.reporting.actions.meetings import send_to_board
from insyn.reporting.actions.writing import hand_over_draft
from insyn.reporting.composing import Composed, contents_of
from insyn.reporting.document import Chart, FactList, Heading, Table, all_blocks, plain
from insyn.reporting.filling.reported import count_reported, read_half_year, reported_in
from insyn.reporting.models import Document, DocumentVersion, Meeting
from insyn.reporting.tests.cases import approve, meeting_on, noon, on_meeting, write
from tests.clients import client_of
from tests.world import World, build_world

NOVEMBER, FEBRUARY, JUNE = dt.date(2025, 11, 18), dt.date(2026, 2, 17), dt.date(2026, 6, 16)
# A cell that is a number, or says how many of each severity.
COUNT = re.compile(r"^\d+$|\d+(?= (?:mindre|allvarliga|akuta)\b)")
SPRING = noon(dt.date(2026, 5, 20))


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def meetings(world: World) -> dict[str, Meeting]:
    return {
        "november": meeting_on(world, NOVEMBER),
        "february": meeting_on(world, FEBRUARY, half_year=False),
        "june": meeting_on(world, JUNE),
    }


@pytest.fixture
def drawn(world: World, meetings: dict[str, Meeting]) -> FollowUp:
    """Chosen by chance, with one serious deficiency, on the way to the June meeting."""
    made = follow_up_of(world, title="Lindgården", ground="random")
    for assessment, verdict in zip(chosen_requirements(made), ("met", "not_met"), strict=True):
        Assessment.objects.filter(pk=assessment.pk).update(
            verdict=verdict, ground="Stickprov", judged_by=world.anna, judged_at=SPRING
        )
    deficiency(world, made)
    on_meeting(made, meetings["june"], world)
    return made


@pytest.fixture
def complained(world: World, meetings: dict[str, Meeting]) -> FollowUp:
    """Chosen for complaints, with an acute and a minor deficiency and a good example, decided in February."""
    made = follow_up_of(world, world.bjorkgarden, title="Björkgården", ground="complaints", kind="event_driven")
    deficiency(world, made, severity="acute", title="Läkemedel saknas")
    deficiency(world, made, severity="minor", title="Skyltar saknas")
    deficiency(world, made, kind="good_example", severity="", title="Egen odling", causes=())
    on_meeting(made, meetings["february"], world, needs_decision=True, proposal="Nämnden begär rättelse.")
    return made


@pytest.fixture
def draft(world: World, meetings: dict[str, Meeting], drawn: FollowUp, complained: FollowUp) -> DocumentVersion:
    version = begin(world, meetings["june"])
    return write(version, world.anna, SPRING)


def begin(world: World, meeting: Meeting, starts: dt.date = dt.date(2025, 11, 19)) -> DocumentVersion:
    return begin_compilation(meeting_id=meeting.pk, starts=starts, ends=meeting.date, by=world.anna, at=SPRING)


def cells(contents: Composed, block_id: str) -> list[list[str]]:
    """A table's cells as plain words."""
    table = next(block for block in all_blocks(contents.document) if block.id == block_id)
    assert isinstance(table, Table)
    return [[plain(cell.text) for cell in row] for row in table.rows]


def test_it_tells_of_what_stood_on_meetings_since_the_last_half_year(
    world: World, meetings: dict[str, Meeting], drawn: FollowUp, complained: FollowUp
) -> None:
    earlier = follow_up_of(world, title="Redovisad i november")
    on_meeting(earlier, meetings["november"], world)
    later = follow_up_of(world, title="Till november 2026")
    on_meeting(later, meeting_on(world, dt.date(2026, 11, 17)), world)
    found = reported_in(world.elderly, dt.date(2025, 11, 19), JUNE)
    assert [each.follow_up for each in found] == [complained, drawn]


def test_several_half_years_are_counted_together_as_each_is_told(
    world: World, meetings: dict[str, Meeting], drawn: FollowUp, complained: FollowUp
) -> None:
    on_meeting(follow_up_of(world), meetings["november"], world)
    follow_up_of(world, stage="reported", report_to="manager", reported_at=noon(dt.date(2026, 3, 2)))
    halves = [(dt.date(2025, 6, 1), NOVEMBER), (NOVEMBER + dt.timedelta(days=1), JUNE), (JUNE, JUNE)]
    asked = [(board, *half) for board in (world.elderly, world.disability) for half in halves]
    assert count_reported(asked) == [len(reported_in(*each)) for each in asked]
    assert count_reported(asked)[:3] == [1, 3, 1]


def test_what_was_reported_to_the_manager_is_told_too(world: World, meetings: dict[str, Meeting]) -> None:
    made = follow_up_of(world, stage="reported", report_to="manager", reported_at=noon(dt.date(2026, 3, 2)))
    (found,) = reported_in(world.elderly, dt.date(2025, 11, 19), JUNE)
    assert (found.follow_up, found.where) == (made, "ansvarig chef")


def test_a_report_noted_after_its_meeting_belongs_to_the_meetings_half_year(
    world: World, meetings: dict[str, Meeting]
) -> None:
    made = follow_up_of(world)
    on_meeting(made, meetings["november"], world)
    FollowUp.objects.filter(pk=made.pk).update(reported_at=noon(NOVEMBER + dt.timedelta(days=2)))
    assert reported_in(world.elderly, NOVEMBER + dt.timedelta(days=1), JUNE) == []


def test_another_boards_reports_are_not_told(world: World, drawn: FollowUp) -> None:
    assert reported_in(world.disability, dt.date(2025, 1, 1), JUNE) == []


def test_every_figure_is_the_count_of_its_rows(world: World, draft: DocumentVersion) -> None:
    contents = contents_of(draft, day=SPRING.date())
    figures = {(each.block_id, each.label): each for each in contents.figures}
    told = next(block for block in all_blocks(contents.document) if isinstance(block, FactList))
    shown = {fact.term: plain(fact.value) for fact in told.facts}
    assert shown["Redovisade uppföljningar"] == "2"
    assert shown["Konstaterade brister"] == "3"
    assert shown["varav akuta"] == "1"
    assert shown["Bedömda krav"] == "2"
    for term, words in shown.items():
        if words.isdecimal() and words != "0":
            assert figures[told.id, term].value == int(words)
    acute = figures[told.id, "varav akuta"].rows
    assert [Finding.objects.get(pk=row.key).title for row in acute] == ["Läkemedel saknas"]


def test_no_number_in_a_table_or_chart_lacks_its_rows(world: World, draft: DocumentVersion) -> None:
    contents = contents_of(draft, day=SPRING.date())
    counted: dict[str, list[int]] = {}
    for each in contents.figures:
        counted.setdefault(each.block_id, []).append(each.value)
    for block in all_blocks(contents.document):
        if isinstance(block, Table):
            words = [word for row in cells(contents, block.id) for cell in row for word in COUNT.findall(cell)]
            numbers = [int(word) for word in words]
            assert sorted(counted.get(block.id, [])) == sorted(filter(None, numbers)) or not numbers


def test_the_random_third_is_told_apart(world: World, draft: DocumentVersion) -> None:
    contents = contents_of(draft, day=SPRING.date())
    assert cells(contents, "urval-slump") == [["slump", "1", "1", "1", "0", "1", "1"]]
    assert cells(contents, "urval-skal") == [["klagomål och synpunkter", "1", "1", "0", "0", "0", "2"]]


def test_each_service_area_has_a_heading_and_a_table(drawn: FollowUp, draft: DocumentVersion) -> None:
    contents = contents_of(draft, day=SPRING.date())
    assert "Vård- och omsorgsboende" in [
        plain(block.text) for block in all_blocks(contents.document) if isinstance(block, Heading)
    ]
    (first, second) = cells(contents, "omrade-1-tabell")
    assert first == [
        f"Lindgården\n{drawn.registry_number}", "avtalsuppföljning\nslump", "2026-06-16\nnämnden, för kännedom",
        "1", "0", "1", "1 allvarliga",
    ]  # fmt: skip
    assert second[2:] == ["2026-02-17\nnämnden, för beslut", "0", "0", "0", "1 mindre, 1 akuta"]


def test_deficiencies_are_counted_by_area_and_severity_the_gravest_first(world: World, draft: DocumentVersion) -> None:
    contents = contents_of(draft, day=SPRING.date())
    assert cells(contents, "halvar-brister") == [["Delaktighet", "1", "1", "1"]]
    assert [row[0] for row in cells(contents, "halvar-brister-lista")] == [
        "Läkemedel saknas", "Genomförandeplaner saknas", "Skyltar saknas"
    ]  # fmt: skip
    assert any(isinstance(block, Chart) for block in all_blocks(contents.document))


def test_the_page_leads_from_each_figure_to_its_rows(world: World, draft: DocumentVersion) -> None:
    page = client_of(world.anna).get(reverse("reporting:report", args=[draft.pk])).text
    acute = Finding.objects.get(title="Läkemedel saknas")
    assert "varav akuta: 1" in page
    assert reverse("casework:finding_by_key", args=[acute.pk]) in page


def test_an_approved_compilation_stays_what_it_was(world: World, draft: DocumentVersion) -> None:
    version = approve(draft, world, SPRING)
    before = contents_of(version)
    Finding.objects.filter(title="Skyltar saknas").update(severity="acute")
    version.refresh_from_db()
    after = contents_of(version)
    assert after == before
    assert any(figure.label == "varav akuta" and figure.value == 1 for figure in after.figures)


@pytest.mark.parametrize("field", ["tree", "figures", "sections"])
def test_the_database_keeps_an_approved_version_as_it_is(world: World, draft: DocumentVersion, field: str) -> None:
    version = approve(draft, world, SPRING)
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(**{field: {}})
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(state="draft")
    version.saved_drafts.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).delete()


def test_whoever_wrote_it_does_not_approve_it(world: World, draft: DocumentVersion) -> None:
    hand_over_draft(version_id=draft.pk, by=world.anna, at=SPRING)
    with pytest.raises(AuthorApproves):
        approve_report(version_id=draft.pk, by=world.anna, at=SPRING)


def test_beginning_twice_gives_the_same_draft(world: World, meetings: dict[str, Meeting]) -> None:
    assert begin(world, meetings["june"]) == begin(world, meetings["june"])


def test_no_time_is_told_in_two_compilations(world: World, meetings: dict[str, Meeting]) -> None:
    begin(world, meetings["june"])
    extra = meeting_on(world, dt.date(2026, 7, 1))
    with pytest.raises(ToldAlready, match="Halvårssammanställning juni 2026"):
        begin(world, extra, starts=JUNE)


def test_the_database_refuses_a_time_that_is_told_already(world: World, meetings: dict[str, Meeting]) -> None:
    begin(world, meetings["june"])
    document = begin(world, meetings["november"], starts=dt.date(2025, 6, 1)).document
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(period=period(dt.date(2025, 6, 1), JUNE))


def test_only_a_half_yearly_meeting_has_a_compilation(world: World, meetings: dict[str, Meeting]) -> None:
    with pytest.raises(NotHalfYearly):
        begin(world, meetings["february"])


def test_it_goes_to_its_own_meeting_and_stands_first_there(
    world: World, meetings: dict[str, Meeting], draft: DocumentVersion
) -> None:
    version = approve(draft, world, SPRING)
    item = send_to_board(version_id=version.pk, by=world.anna, at=SPRING)
    assert item.meeting == meetings["june"]
    assert item.meeting.items.order_by("order", "pk").first() == item


def test_the_list_says_what_is_due_and_how_far_it_has_come(
    world: World, meetings: dict[str, Meeting], draft: DocumentVersion
) -> None:
    page = client_of(world.siv).get(reverse("reporting:half_years")).context["rows"]
    told = {row.meeting.date: (row.half_year.starts, row.reported, row.label) for row in page}
    assert told[JUNE] == (dt.date(2025, 11, 19), 2, "utkast")
    assert told[NOVEMBER][1:] == (0, "inget att redovisa")
    assert not client_of(world.bo).get(reverse("reporting:half_years")).context["rows"]


def test_it_is_begun_from_the_page_of_its_meeting(world: World, meetings: dict[str, Meeting], drawn: FollowUp) -> None:
    url = reverse("reporting:half_year", args=[meetings["june"].pk])
    client = client_of(world.anna)
    page = client.get(url)
    assert "Lindgården" in page.text
    typed = {name: page.context["form"][name].value() for name in ("starts", "ends")}
    answer = client.post(url, typed)
    version = DocumentVersion.objects.get(document__meeting=meetings["june"])
    assert answer["Location"] == reverse("reporting:draft", args=[version.pk])


def test_a_time_that_ends_before_it_begins_is_sent_back_with_a_word(world: World, meetings: dict[str, Meeting]) -> None:
    url = reverse("reporting:half_year", args=[meetings["june"].pk])
    answer = client_of(world.anna).post(url, {"starts": "2026-05-01", "ends": "2026-04-01"})
    assert answer.status_code == 422
    assert "Sista dagen ligger före den första" in answer.text


@pytest.mark.parametrize(("name", "status"), [("anna", 200), ("siv", 404), ("frida", 404), ("bo", 404), ("disa", 404)])
def test_who_reads_a_compilation_under_way(world: World, draft: DocumentVersion, name: str, status: int) -> None:
    client = client_of(getattr(world, name))
    assert client.get(reverse("reporting:report", args=[draft.pk])).status_code == status


@pytest.mark.parametrize(("name", "status"), [("siv", 200), ("frida", 200), ("berit", 200), ("bo", 404)])
def test_who_reads_it_once_it_is_on_the_meeting(world: World, draft: DocumentVersion, name: str, status: int) -> None:
    version = approve(draft, world, SPRING)
    send_to_board(version_id=version.pk, by=world.anna, at=SPRING)
    client = client_of(getattr(world, name))
    assert client.get(reverse("reporting:report", args=[version.pk])).status_code == status
    assert client.get(reverse("reporting:document", args=[version.document_id])).status_code in {302, status}


@pytest.mark.parametrize("kind", ["report_pdf", "report_word"])
def test_it_leaves_as_pdf_and_word(world: World, draft: DocumentVersion, kind: str) -> None:
    answer = client_of(world.anna).get(reverse(f"reporting:{kind}", args=[draft.pk]))
    assert answer.status_code == 200
    assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}


def test_more_follow_ups_ask_no_more_questions(
    world: World, meetings: dict[str, Meeting], drawn: FollowUp, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        other = follow_up_of(world)
        deficiency(world, other)
        on_meeting(other, meetings["june"], world)
    with django_assert_max_num_queries(13):
        read_half_year(world.elderly, period(dt.date(2025, 11, 19), dt.date(2026, 6, 17)), day=JUNE)


def test_content_of_a_half_year_without_reports_says_so(world: World, meetings: dict[str, Meeting]) -> None:
    version = begin(world, meetings["june"])
    words = client_of(world.anna).get(reverse("reporting:report", args=[version.pk])).text
    assert "Inga uppföljningar har redovisats under tiden." in words
