"""Templates are changed as drafts and taken into use as versions; what is begun keeps the one it was begun with."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from insyn.casework.models import FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.reporting.actions import templates as actions
from insyn.reporting.actions.templates import (
    BlockTaken,
    NothingChanged,
    SectionEmpty,
    SectionMandatory,
    TemplateInUse,
)
from insyn.reporting.actions.writing import begin_report, begin_version
from insyn.reporting.composing import document_of
from insyn.reporting.document import Heading, all_blocks, plain
from insyn.reporting.filling import blocks_for
from insyn.reporting.models import DocumentVersion, Purpose, ReportTemplate
from insyn.reporting.rules import MANDATORY, Section, read_sections
from insyn.reporting.tests.cases import approve, write
from tests.clients import client_of
from tests.world import NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    return follow_up_of(world, stage="analysing")


@pytest.fixture
def draft(world: World) -> ReportTemplate:
    return actions.begin_template(purpose="follow_up", kind="", by=world.sten, at=NOON)


def keys(template: ReportTemplate) -> list[str]:
    template.refresh_from_db()
    return [section.key for section in read_sections(template.sections)]


def adopt(template: ReportTemplate, world: World) -> ReportTemplate:
    return actions.adopt_template(
        template_id=template.pk, name=template.name, change_note="Efter lagändringen", by=world.sten, at=NOON
    )


def add(template: ReportTemplate, world: World, **fields: object) -> ReportTemplate:
    section = Section(**{"key": "", "heading": "Jämförelse med förra året", **fields})  # type: ignore[arg-type]
    return actions.add_section(template_id=template.pk, section=section, by=world.sten, at=NOON)


def headings(version: DocumentVersion) -> list[str]:
    blocks = all_blocks(document_of(version))
    return [plain(block.text) for block in blocks if isinstance(block, Heading) and block.level == 1]


@pytest.mark.django_db
def test_the_templates_that_an_installation_begins_with_have_every_mandatory_part() -> None:
    for purpose in Purpose.values:
        names = blocks_for(purpose)
        rows = ReportTemplate.objects.filter(purpose=purpose, state="used")
        assert rows
        for template in rows:
            sections = {section.key: section for section in read_sections(template.sections)}
            assert {each.key for each in MANDATORY[purpose]} <= set(sections)
            assert all(name in names for section in sections.values() for name in section.fill)


def test_a_report_already_begun_keeps_its_template(world: World, follow_up: FollowUp, draft: ReportTemplate) -> None:
    version = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    add(draft, world)
    adopt(draft, world)
    other = begin_report(follow_up_id=follow_up_of(world).pk, by=world.anna, at=NOON)
    assert headings(write(other, world.anna))[-1] == "Jämförelse med förra året"
    assert headings(write(version, world.anna))[-1] == "Analys och samlad bedömning"
    approve(version, world)
    again = begin_version(document_id=version.document_id, change_note="Rättelse", by=world.anna, at=NOON)
    assert headings(again)[-1] == "Analys och samlad bedömning"


def test_a_draft_changes_nothing_until_it_is_taken_into_use(
    world: World, follow_up: FollowUp, draft: ReportTemplate
) -> None:
    add(draft, world)
    version = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    assert version.document.template.number == 1


def test_two_who_begin_go_on_with_the_same_draft(world: World, draft: ReportTemplate) -> None:
    assert actions.begin_template(purpose="follow_up", kind="", by=world.disa, at=NOON) == draft


def test_a_kind_gets_a_template_of_its_own(world: World) -> None:
    own = actions.begin_template(purpose="follow_up", kind="six_month", by=world.sten, at=NOON)
    add(own, world)
    adopt(own, world)
    six = follow_up_of(world, kind="six_month")
    version = begin_report(follow_up_id=six.pk, by=world.anna, at=NOON)
    assert version.document.template == own


@pytest.mark.parametrize("key", [each.key for each in MANDATORY["follow_up"]])
def test_what_every_report_must_have_is_not_removed(world: World, draft: ReportTemplate, key: str) -> None:
    with pytest.raises(SectionMandatory):
        actions.remove_section(template_id=draft.pk, key=key, by=world.sten, at=NOON)


def test_the_rest_is_removed_and_moved(world: World, draft: ReportTemplate) -> None:
    actions.remove_section(template_id=draft.pk, key="metod", by=world.sten, at=NOON)
    actions.move_section(template_id=draft.pk, key="analys", to="up", by=world.sten, at=NOON)
    assert keys(draft)[-2:] == ["analys", "atgarder"]
    assert "metod" not in keys(draft)


def test_what_the_system_fills_in_a_mandatory_section_stays(world: World, draft: ReportTemplate) -> None:
    emptied = Section("brister", "Det som brister", fill=(), is_written=False)
    actions.change_section(template_id=draft.pk, section=emptied, by=world.sten, at=NOON)
    draft.refresh_from_db()
    section = next(each for each in read_sections(draft.sections) if each.key == "brister")
    assert (section.heading, section.fill) == ("Det som brister", ("deficiencies",))


@pytest.mark.parametrize("purpose", list(MANDATORY))
def test_the_database_refuses_a_used_template_without_its_mandatory_parts(db: None, purpose: str) -> None:
    number = 1 + ReportTemplate.objects.filter(purpose=purpose).count()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportTemplate.objects.create(purpose=purpose, kind="joint", number=number, state="used", sections=[], name="x")


def test_the_database_keeps_a_used_template_as_it_is(db: None) -> None:
    used = ReportTemplate.objects.filter(purpose="follow_up", kind="", state="used")
    changes: tuple[dict[str, object], ...] = ({"sections": []}, {"name": "Annat"}, {"state": "draft"})
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            used.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        used.delete()


def test_a_block_stands_in_one_place_only(world: World, draft: ReportTemplate) -> None:
    with pytest.raises(BlockTaken, match="Brister"):
        add(draft, world, fill=("deficiencies",))


def test_a_section_that_nobody_fills_is_refused(world: World, draft: ReportTemplate) -> None:
    with pytest.raises(SectionEmpty):
        add(draft, world, is_written=False)


def test_a_template_in_use_is_not_changed(world: World) -> None:
    used = ReportTemplate.objects.get(purpose="follow_up", kind="", state="used")
    with pytest.raises(TemplateInUse):
        add(used, world)


def test_nothing_is_taken_into_use_for_nothing(world: World, draft: ReportTemplate) -> None:
    with pytest.raises(NothingChanged):
        adopt(draft, world)


def test_sections_of_the_same_name_get_names_of_their_own(world: World, draft: ReportTemplate) -> None:
    for _ in range(2):
        add(draft, world, heading="Sammanfattning")
    assert keys(draft)[-2:] == ["sammanfattning_2", "sammanfattning_3"]


def test_the_page_tells_what_each_version_changed(world: World, draft: ReportTemplate) -> None:
    add(draft, world)
    actions.remove_section(template_id=draft.pk, key="metod", by=world.sten, at=NOON)
    adopt(draft, world)
    page = client_of(world.sten).get(reverse("reporting:template", args=[draft.pk])).text
    for told in (
        "Nytt avsnitt: ”Jämförelse med förra året”.",
        "Avsnittet ”Så gjordes uppföljningen” är borttaget.",
        "Efter lagändringen",
        "Sten Strateg",
    ):
        assert told in page


def test_a_section_is_changed_on_its_page_and_nothing_typed_is_lost(world: World, draft: ReportTemplate) -> None:
    client = client_of(world.disa)
    url = reverse("reporting:section_edit", args=[draft.pk, "bakgrund"])
    form = client.get(url).context["form"]
    typed = {"heading": "", "guidance": "Varför just nu?", "is_written": "on", "insyn_seen": form["insyn_seen"].value()}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "Varför just nu?" in answer.text
    answer = client.post(url, {**typed, "heading": "Bakgrund"})
    assert answer["Location"] == reverse("reporting:template", args=[draft.pk])
    draft.refresh_from_db()
    first = read_sections(draft.sections)[0]
    assert (first.heading, first.guidance, first.is_required) == ("Bakgrund", "Varför just nu?", False)


def test_two_who_change_a_section_choose_field_by_field(world: World, draft: ReportTemplate) -> None:
    url = reverse("reporting:section_edit", args=[draft.pk, "bakgrund"])
    sten, disa = client_of(world.sten), client_of(world.disa)
    seen = {who: who.get(url).context["form"]["insyn_seen"].value() for who in (sten, disa)}
    typed = {"guidance": "", "is_written": "on", "is_required": "on"}
    sten.post(url, {**typed, "heading": "Stens rubrik", "insyn_seen": seen[sten]})
    answer = disa.post(url, {**typed, "heading": "Disas rubrik", "insyn_seen": seen[disa]})
    assert answer.status_code == 409
    assert "Stens rubrik" in answer.text
    assert "Disas rubrik" in answer.text


def test_the_preview_is_filled_from_a_case_the_person_may_read(world: World, draft: ReportTemplate) -> None:
    made = follow_up_of(world, stage="approved", title="Lindgården i våras", approved_at=NOON)
    url = reverse("reporting:template_preview", args=[draft.pk])
    seen, hidden = client_of(world.sten).get(url).text, client_of(world.disa).get(url).text
    assert made.registry_number in seen
    assert made.registry_number not in hidden
    assert "Systemet fyller i: Brister" in hidden


def test_the_half_years_preview_is_filled_or_says_what_will_stand_there(world: World) -> None:
    draft = actions.begin_template(purpose="half_year", kind="", by=world.sten, at=NOON)
    url = reverse("reporting:template_preview", args=[draft.pk])
    assert "Systemet fyller i: Halvåret i siffror, med diagram" in client_of(world.sten).get(url).text


@pytest.mark.parametrize(
    ("name", "status"), [("sten", 200), ("disa", 200), ("anna", 403), ("siv", 403), ("carin", 404)]
)
def test_who_sees_the_templates(world: World, name: str, status: int) -> None:
    assert client_of(getattr(world, name)).get(reverse("reporting:templates")).status_code == status


def test_a_draft_is_thrown_away_after_a_question(world: World, draft: ReportTemplate) -> None:
    client = client_of(world.sten)
    url = reverse("reporting:template_discard", args=[draft.pk])
    assert "påverkas inte" in client.get(url).text
    client.post(url)
    assert not ReportTemplate.objects.filter(pk=draft.pk).exists()
