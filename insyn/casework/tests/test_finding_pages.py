import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from insyn.casework.models import Assessment, CaseDocument, Finding, UrgentNotice
from insyn.casework.tests.cases import chosen_requirements, deficiency, follow_up_of
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": backend}


def photo(name: str = "larm.jpg") -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


def filled(world: World, **changes: Any) -> dict[str, Any]:
    given = {
        "kind": "deficiency",
        "severity": "serious",
        "title": "Planer saknas",
        "text": "Tre av tio.",
        "found_date": "2025-03-03",
        "quality_area": world.participation.pk,
        "new_cause_1": "Ingen följer upp",
    }
    return {**given, **changes}


def judging(row: Assessment, *, seen: dict[str, str] | None = None, **fields: str) -> dict[str, str]:
    data = {f"k{row.pk}-{name}": value for name, value in fields.items()}
    data[f"k{row.pk}-insyn_seen"] = json.dumps(seen or {"verdict": "", "ground": ""})
    return data


def test_a_requirement_is_judged_row_by_row_from_the_checklist(world: World) -> None:
    follow_up = follow_up_of(world)
    row, other = chosen_requirements(follow_up)
    anna = client_of(world.anna)
    address = reverse("casework:assessment", args=[follow_up.pk, row.pk])
    answer = anna.post(address, judging(row, verdict="partly", ground="Sju av tio."), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert f'id="krav-{row.pk}"' in answer.content.decode()
    assert "1 av 2" in answer.content.decode()
    row.refresh_from_db()
    assert (row.verdict, row.ground) == ("partly", "Sju av tio.")
    page = anna.get(reverse("casework:assessments", args=[follow_up.pk]), {"visa": "inte-bedomda"}).content.decode()
    assert f'id="krav-{other.pk}"' in page
    assert f'id="krav-{row.pk}"' not in page


def test_save_and_next_leads_to_the_next_requirement_without_a_judgement(world: World) -> None:
    follow_up = follow_up_of(world)
    row, other = chosen_requirements(follow_up)
    anna = client_of(world.anna)
    address = reverse("casework:assessment", args=[follow_up.pk, row.pk])
    answer = anna.post(address, {**judging(row, verdict="met", ground="Alla."), "nasta": "1"})
    assert answer.headers["Location"] == reverse("casework:assessment", args=[follow_up.pk, other.pk])


def test_a_judgement_without_ground_comes_back_with_what_was_chosen(world: World) -> None:
    follow_up = follow_up_of(world)
    row = chosen_requirements(follow_up)[0]
    address = reverse("casework:assessment", args=[follow_up.pk, row.pk])
    answer = client_of(world.anna).post(address, judging(row, verdict="met", ground=""))
    assert answer.status_code == 422
    assert "Skriv vad bedömningen grundar sig på" in answer.content.decode()


def test_two_officers_on_one_row_lose_neither_text(world: World) -> None:
    follow_up = follow_up_of(world)
    row = chosen_requirements(follow_up)[0]
    address = reverse("casework:assessment", args=[follow_up.pk, row.pk])
    client_of(world.anna).post(address, judging(row, verdict="met", ground="Annas ord."))
    olle = client_of(world.olle)
    mine = judging(row, verdict="not_met", ground="Olles ord.")
    swift = olle.post(address, mine, headers={"HX-Request": "true"})
    assert swift.status_code == 422
    assert {"Annas ord.", "Olles ord."} <= set(_words(swift.content.decode()))
    page = olle.post(address, mine)
    assert page.status_code == 409
    assert {"Annas ord.", "Olles ord."} <= set(_words(page.content.decode()))
    row.refresh_from_db()
    assert row.ground == "Annas ord."


def _words(page: str) -> list[str]:
    return [word for word in ("Annas ord.", "Olles ord.") if word in page]


def test_a_finding_is_recorded_with_photographs_from_a_judged_requirement(world: World) -> None:
    follow_up = follow_up_of(world)
    row = chosen_requirements(follow_up)[0]
    anna = client_of(world.anna)
    new = reverse("casework:finding_new", args=[follow_up.pk])
    form = anna.get(new, {"krav": row.pk}).context["form"]
    assert form["assessments"].value() == [row.pk]
    data = filled(world, assessments=[row.pk], photos=[photo(), photo("rum.jpg")])
    answer = anna.post(new, data)
    found = Finding.objects.get()
    assert answer.headers["Location"] == reverse("casework:finding", args=[follow_up.pk, found.number])
    assert list(found.assessments.all()) == [row]
    assert [cause.text for cause in found.causes.all()] == ["Ingen följer upp"]
    assert set(found.evidence.values_list("kind", "standing")) == {("photo", "received")}
    assert CaseDocument.objects.count() == 2
    page = anna.get(answer.headers["Location"]).content.decode()
    assert "larm.jpg" in page
    document = found.evidence.first()
    assert document
    served = anna.get(reverse("casework:finding_evidence_file", args=[follow_up.pk, found.number, document.pk]))
    assert served.headers["Content-Type"] == "image/jpeg"


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_lost(world: World) -> None:
    follow_up = follow_up_of(world)
    fake = SimpleUploadedFile("larm.jpg", b"MZ not a picture", content_type="image/jpeg")
    answer = client_of(world.anna).post(
        reverse("casework:finding_new", args=[follow_up.pk]), filled(world, photos=[fake])
    )
    assert answer.status_code == 422
    assert "Planer saknas" in answer.content.decode()
    assert not Finding.objects.exists()
    assert not CaseDocument.objects.exists()


def test_a_deficiency_needs_a_severity_and_a_note_has_none(world: World) -> None:
    follow_up = follow_up_of(world)
    anna = client_of(world.anna)
    new = reverse("casework:finding_new", args=[follow_up.pk])
    bare = anna.post(new, filled(world, severity=""))
    assert (bare.status_code, Finding.objects.count()) == (422, 0)
    assert "Välj hur allvarlig bristen är." in bare.content.decode()
    anna.post(new, filled(world, kind="note", severity="acute"))
    assert Finding.objects.get().severity == ""


def test_an_acute_deficiency_leads_to_its_notice_and_on_to_the_recipients_screen(world: World) -> None:
    follow_up = follow_up_of(world)
    anna, dag = client_of(world.anna), client_of(world.dag)
    answer = anna.post(
        reverse("casework:finding_new", args=[follow_up.pk]), filled(world, severity="acute", title="Larm")
    )
    confirm = reverse("casework:finding_urgent", args=[follow_up.pk, 1])
    assert answer.headers["Location"] == confirm
    assert "Dag Direktör" in anna.get(confirm).content.decode()
    sent = anna.post(confirm, {"text": "Larmen är ur funktion."})
    notice = UrgentNotice.objects.get()
    assert sent.headers["Location"] == reverse("casework:urgent_notice", args=[notice.pk])
    anywhere = reverse("casework:findings")
    assert "väntar på din kvittens" in dag.get(anywhere).content.decode()
    assert "väntar på din kvittens" not in anna.get(anywhere).content.decode()
    dag.post(reverse("casework:receipt", args=[notice.pk]))
    assert "väntar på din kvittens" not in dag.get(anywhere).content.decode()
    assert "Kvitterad" in anna.get(reverse("casework:urgent_notice", args=[notice.pk])).content.decode()
    assert anna.post(reverse("casework:receipt", args=[notice.pk])).status_code == 403


def test_the_second_who_changes_a_finding_chooses_field_by_field(world: World) -> None:
    found = deficiency(world, follow_up_of(world), causes=())
    address = reverse("casework:finding_edit", args=[found.follow_up_id, found.number])
    anna, olle = client_of(world.anna), client_of(world.olle)
    seen = anna.get(address).context["form"]["insyn_seen"].value()
    both = filled(world, new_cause_1="", insyn_seen=seen)
    anna.post(address, {**both, "title": "Annas rubrik", "text": "Annas text."})
    answer = olle.post(
        address, {**both, "title": "Olles rubrik", "text": found.text, "immediate_action": "Olles åtgärd."}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Annas rubrik" in page
    assert "Olles rubrik" in page
    assert "Annas text." in page
    found.refresh_from_db()
    assert (found.title, found.text) == ("Annas rubrik", "Annas text.")


@pytest.mark.parametrize("name", ["bo", "elsa", "carin", "carl"])
def test_a_finding_of_another_board_or_seen_by_a_provider_does_not_exist(world: World, name: str) -> None:
    found = deficiency(world, follow_up_of(world))
    client = client_of(getattr(world, name))
    of_one = [found.follow_up_id, found.number]
    for address in (
        reverse("casework:finding", args=of_one),
        reverse("casework:finding_edit", args=of_one),
        reverse("casework:case_findings", args=[found.follow_up_id]),
        reverse("casework:finding_by_key", args=[found.pk]),
        reverse("casework:assessments", args=[found.follow_up_id]),
    ):
        assert client.get(address).status_code == 404, address


def test_somebody_of_the_board_who_does_not_take_part_reads_but_does_not_write(world: World) -> None:
    found = deficiency(world, follow_up_of(world))
    dag = client_of(world.dag)
    of_one = [found.follow_up_id, found.number]
    assert dag.get(reverse("casework:finding", args=of_one)).status_code == 200
    for name in ("finding_edit", "finding_withdrawal", "finding_closure"):
        assert dag.get(reverse(f"casework:{name}", args=of_one)).status_code == 403, name


def test_the_list_of_findings_narrows_counts_and_goes_to_excel_in_few_queries(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    follow_up = follow_up_of(world)
    deficiency(world, follow_up)
    deficiency(world, follow_up, severity="acute", title="Larm")
    deficiency(world, follow_up, kind="good_example", severity="", title="Matråd", causes=())
    deficiency(world, follow_up_of(world, board=world.disability), title="Annan nämnd")
    sten = client_of(world.sten)
    address = reverse("casework:findings")
    sten.get(address)
    with django_assert_max_num_queries(8):
        page = sten.get(address)
    assert page.context["counts"].total == 3
    assert page.context["counts"].acute == 1
    assert "Annan nämnd" not in page.content.decode()
    acute = sten.get(address, {"allvar": "acute", "lage": "open_ones"}).content.decode()
    assert "Larm" in acute
    assert "Matråd" not in acute
    found = sten.get(address, {"sok": "matråd"}).content.decode()
    assert "Matråd" in found
    assert "Genomförandeplaner" not in found
    assert sten.get(address, {"format": "xlsx"}).headers["Content-Disposition"].endswith('iakttagelser.xlsx"')


def test_what_recurs_is_what_more_than_one_unit_has(world: World) -> None:
    one, other = follow_up_of(world, world.lindgarden), follow_up_of(world, world.aspgarden)
    first, second = chosen_requirements(one)[0], chosen_requirements(other)[0]
    deficiency(world, one, assessment_ids=frozenset({first.pk}))
    deficiency(world, one, assessment_ids=frozenset({first.pk}))
    sten = client_of(world.sten)
    address = reverse("casework:recurring")
    assert not sten.get(address).context["requirements"].count
    deficiency(world, other, assessment_ids=frozenset({second.pk}), title="Samma brist")
    row = sten.get(address).context["requirements"].rows.get()
    assert (row.pk, row.units, row.times) == (first.requirement_id, 2, 3)
    drilled = sten.get(reverse("casework:recurring_requirement", args=[row.pk])).content.decode()
    assert "Samma brist" in drilled
    assert not sten.get(address, {"fran": "2025-04-01"}).context["requirements"].count


def test_good_examples_are_found_across_follow_ups(world: World) -> None:
    deficiency(world, follow_up_of(world), kind="good_example", severity="", title="Matråd", causes=())
    page = client_of(world.sten).get(reverse("casework:good_examples")).content.decode()
    assert "Matråd" in page
