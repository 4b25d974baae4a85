"""From an approved report to the public site: masked, confirmed by another, and taken back at once when wrong."""

import datetime as dt
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from insyn.base.files import open_stored
from insyn.base.models import StoredFile
from insyn.casework.models import FollowUp, FollowUpTarget
from insyn.people.models import Person
from insyn.publishing.actions.confirming import NotPublic, PreparedByYourself, confirm_version, withdraw_publication
from insyn.publishing.actions.preparing import (
    BeingPrepared,
    CorrectionUnsaid,
    NotApproved,
    PlacesUndecided,
    WordsNotFound,
    decide_places,
    mask_words,
    prepare_version,
    send_for_confirmation,
)
from insyn.publishing.models import Masking, PublicVersion
from insyn.publishing.queries.public import Search, found
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.writing import begin_report, hand_over_draft, save_draft
from insyn.reporting.models import DocumentVersion
from tests.clients import client_of
from tests.forms import Form, forms_of
from tests.killing import kill_at_table, run_to_end
from tests.world import NOON, World, build_world

LATER = NOON + dt.timedelta(hours=2)
SECRET = "Karin Lindqvist"


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def report(world: World) -> DocumentVersion:
    """An approved report that names somebody and her number."""
    follow_up = FollowUp.objects.create(
        registry_number="ÄN 2025/0007",
        title="Uppföljning av Lindgården",
        kind="contract",
        stage="approved",
        board=world.elderly,
        ground="random",
        reference_date=dt.date(2025, 3, 3),
        notified_at=NOON,
        created_by=world.anna,
        created_at=NOON,
    )
    FollowUpTarget.objects.create(
        follow_up=follow_up,
        unit=world.lindgarden,
        provider=world.private,
        contract=world.contract,
        unit_spell=world.lindgarden.spells.get(),
        provider_spell=world.private.spells.get(),
    )
    draft = begin_report(follow_up_id=follow_up.pk, by=world.anna, at=NOON)
    save_draft(
        version_id=draft.pk,
        sections={
            "bakgrund": f"<p>{SECRET} ringde från 070-123 45 67 om maten på Lindgården.</p>",
            "analys": "<p>Bemanningen har blivit bättre.</p>",
        },
        summary="<p>Maten har förbättrats.</p>",
        needs_decision=False,
        proposal="",
        by=world.anna,
        at=NOON,
    )
    hand_over_draft(version_id=draft.pk, by=world.anna, at=NOON)
    return approve_report(version_id=draft.pk, by=world.sten, at=NOON)


def masked_version(report: DocumentVersion, world: World, correction: str = "") -> PublicVersion:
    version = prepare_version(source_id=report.pk, correction=correction, by=world.anna, at=LATER)
    choices = dict.fromkeys(version.maskings.values_list("pk", flat=True), Masking.Choice.MASK.value)
    decide_places(version_id=version.pk, choices=choices, by=world.anna, at=LATER)
    return send_for_confirmation(version_id=version.pk, by=world.anna, at=LATER)


def published(report: DocumentVersion, world: World, correction: str = "") -> PublicVersion:
    version = masked_version(report, world, correction)
    return confirm_version(version_id=version.pk, by=world.sten, at=LATER)


def public_words(client: Client, version: PublicVersion) -> str:
    slug = version.publication.slug
    page = client.get(reverse("publishing:follow_up", args=[slug])).text
    feed = client.get(reverse("publishing:feed")).text
    file = version.word
    assert file is not None
    with open_stored(file) as content, zipfile.ZipFile(content) as word:
        parts = "".join(word.read(name).decode(errors="replace") for name in word.namelist())
    return page + feed + parts


def test_a_name_and_a_number_are_pointed_out_but_not_the_unit(world: World, report: DocumentVersion) -> None:
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    grounds = set(version.maskings.values_list("ground", flat=True))
    assert {"namn", "tel"} <= grounds
    page = client_of(world.anna).get(reverse("publishing_work:version", args=[version.pk])).text
    assert f"<mark>{SECRET}</mark>" in page
    assert "<mark>Lindgården</mark>" not in page


def test_what_one_masks_is_not_shown_again_by_another_who_saves_later(world: World, report: DocumentVersion) -> None:
    """Olle opened the page before Anna masked the name; the place he never touched stays as she decided."""
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    name, number = version.maskings.get(ground="namn"), version.maskings.get(ground="tel")
    keep = {name.pk: Masking.Choice.KEEP.value, number.pk: Masking.Choice.KEEP.value}
    decide_places(version_id=version.pk, choices=keep, by=world.anna, at=LATER)
    page = reverse("publishing_work:version", args=[version.pk])
    olle = client_of(world.olle)
    form = _places(olle, page)
    decide_places(version_id=version.pk, choices={name.pk: "mask"}, by=world.anna, at=LATER)
    sent = form.sent({f"stalle-{number.pk}": "mask"})
    assert olle.post(form.action, sent).status_code == 302
    assert dict(version.maskings.values_list("ground", "choice")) == {"namn": "mask", "tel": "mask"}


def test_two_who_decide_otherwise_about_the_same_place_are_asked(world: World, report: DocumentVersion) -> None:
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    place = version.maskings.get(ground="namn")
    page, olle = reverse("publishing_work:version", args=[version.pk]), client_of(world.olle)
    form = _places(olle, page)
    decide_places(version_id=version.pk, choices={place.pk: "mask"}, by=world.anna, at=LATER)
    sent = form.sent({f"stalle-{place.pk}": "keep"})
    answer = olle.post(form.action, sent)
    assert answer.status_code == 409
    assert SECRET in answer.text
    place.refresh_from_db()
    assert place.choice == Masking.Choice.MASK


def _places(reader: Client, page: str) -> Form:
    """The form with the choices, which stands beside those with a single button."""
    return next(form for form in forms_of(reader.get(page).content, page) if form.seen)


def test_only_an_approved_report_is_published(world: World, report: DocumentVersion) -> None:
    draft = begin_report(follow_up_id=report.document.follow_up_id or 0, purpose="interim", by=world.anna, at=LATER)
    with pytest.raises(NotApproved):
        prepare_version(source_id=draft.pk, by=world.anna, at=LATER)


def test_nothing_goes_on_while_a_place_is_undecided(world: World, report: DocumentVersion) -> None:
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    with pytest.raises(PlacesUndecided):
        send_for_confirmation(version_id=version.pk, by=world.anna, at=LATER)
    with pytest.raises(BeingPrepared):
        prepare_version(source_id=report.pk, by=world.anna, at=LATER)


def test_whoever_masked_does_not_confirm(world: World, report: DocumentVersion) -> None:
    version = masked_version(report, world)
    with pytest.raises(PreparedByYourself):
        confirm_version(version_id=version.pk, by=world.anna, at=LATER)


def test_residents_read_the_masked_text_and_find_it(world: World, report: DocumentVersion, client: Client) -> None:
    version = published(report, world)
    page = client.get(reverse("publishing:follow_up", args=[version.publication.slug])).text
    assert "[namn borttaget] ringde från [telefonnummer borttaget]" in page
    assert SECRET not in public_words(client, version)
    assert found(Search(text="bemanning")).get() == version
    assert found(Search(text="2025/0007")).get() == version
    assert not found(Search(text="Lindqvist")).exists()


def test_nothing_is_public_before_the_confirmation(world: World, report: DocumentVersion, client: Client) -> None:
    version = masked_version(report, world)
    for name in ("follow_up", "report_pdf", "report_word"):
        assert client.get(reverse(f"publishing:{name}", args=[version.publication.slug])).status_code == 404
    assert not found(Search()).exists()


def test_words_that_were_not_pointed_out_are_masked_by_hand(world: World, report: DocumentVersion) -> None:
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    assert mask_words(version_id=version.pk, words="maten", ground="hälsa", note="", by=world.anna, at=LATER) == 1
    with pytest.raises(WordsNotFound):
        mask_words(version_id=version.pk, words="finns inte", ground="namn", note="", by=world.anna, at=LATER)


def test_a_correction_says_what_changed_and_replaces(world: World, report: DocumentVersion, client: Client) -> None:
    first = published(report, world)
    with pytest.raises(CorrectionUnsaid):
        prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    second = published(report, world, correction="Rätt antal platser.")
    first.refresh_from_db()
    assert first.state == PublicVersion.State.REPLACED
    assert "Rätt antal platser." in client.get(reverse("publishing:follow_up", args=[second.publication.slug])).text


def test_a_withdrawn_one_leaves_only_the_fact_and_the_date(
    world: World, report: DocumentVersion, client: Client
) -> None:
    version = published(report, world)
    slug = version.publication.slug
    withdraw_publication(publication_id=version.publication_id, by=world.anna, at=LATER)
    page = client.get(reverse("publishing:follow_up", args=[slug]))
    assert page.status_code == 410
    assert "2025-03-03" in page.text
    assert "Lindgården" not in page.text
    assert client.get(reverse("publishing:report_pdf", args=[slug])).status_code == 410
    assert slug not in client.get(reverse("publishing:feed")).text
    assert not found(Search()).exists()
    with pytest.raises(NotPublic):
        withdraw_publication(publication_id=version.publication_id, by=world.anna, at=LATER)


@pytest.mark.parametrize(("name", "status"), [("anna", 200), ("bo", 404), ("carin", 404), ("berit", 403)])
def test_who_sees_what_is_being_masked(world: World, report: DocumentVersion, name: str, status: int) -> None:
    version = prepare_version(source_id=report.pk, by=world.anna, at=LATER)
    page = client_of(getattr(world, name)).get(reverse("publishing_work:version", args=[version.pk]))
    assert page.status_code == status


def test_a_visitor_reports_what_did_not_work(db: None, client: Client) -> None:
    url = reverse("publishing:accessibility")
    assert client.post(url, {"text": "Bilden saknar text.", "address": "", "contact": ""}).status_code == 302
    assert client.post(url, {"text": "Köp nu", "website": "http://spam"}).status_code == 422


def confirm_in_child(version_id: int) -> None:
    confirm_version(version_id=version_id, by=Person.objects.get(name="Sten Strateg"), at=LATER)


def withdraw_in_child(publication_id: int) -> None:
    withdraw_publication(publication_id=publication_id, by=Person.objects.get(name="Sten Strateg"), at=LATER)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_publishing_or_withdrawing_leaves_all_or_nothing(
    client: Client, world: World, report: DocumentVersion
) -> None:
    version = masked_version(report, world)
    address = reverse("publishing:follow_up", args=[version.publication.slug])
    kill_at_table(confirm_in_child, version.pk, table="publishing_publication")
    version.refresh_from_db()
    assert (version.state, version.pdf, version.search) == (PublicVersion.State.AWAITING, None, None)
    assert not StoredFile.objects.filter(name__startswith=version.publication.slug[:20]).exists()
    assert client.get(address).status_code == 404
    run_to_end(confirm_in_child, version.pk)
    assert client.get(address).status_code == 200
    kill_at_table(withdraw_in_child, version.publication_id, table="publishing_publication")
    assert "Maten har förbättrats" in client.get(address).text
    assert b"%PDF" in b"".join(client.get(f"{address}rapport.pdf").streaming_content)  # type: ignore[attr-defined]
    run_to_end(withdraw_in_child, version.publication_id)
    assert "Maten har förbättrats" not in client.get(address).text
    assert client.get(f"{address}rapport.pdf").status_code in {404, 410}
