"""The wizard for files of events and volumes: what each page shows, what it asks, and that nothing is lost."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from insyn.base.models import ColumnMapping, ImportRun
from insyn.registers import jobs
from insyn.registers.models import Category, Event, SourceCode
from tests.clients import client_of
from tests.world import BEGINNING, World, build_world

pytestmark = pytest.mark.django_db
START = "/arbete/handelser/inlasning/"
HEADER = "Id;Enhet;Registrerad;Inträffade;Kategori;Allvarlighet;Beskrivning;Avslutad"
FALL = "T1;lindgarden;2025-02-03;2025-02-02 14:05;FALL;2;Föll i hallen;"
LATE = "T2;Lindgården;2025-02-04;2025-02-03;LM;3;Fick fel dos;2025-02-20"


@pytest.fixture
def world() -> World:
    return build_world()


def loaded(client: Client, *lines: str, header: str = HEADER, name: str = "avvikelser.csv", **fields: Any) -> ImportRun:
    content = "\n".join((header, *lines)).encode()
    sent = {"file": SimpleUploadedFile(name, content), "subject": "events", "mapping": ""} | fields
    answer = client.post(START, sent)
    assert answer.status_code == 302, answer.content.decode()
    run: ImportRun = ImportRun.objects.latest("pk")
    return run


def columns_page(run: ImportRun) -> str:
    return reverse("registers:import_columns", args=[run.pk])


def filled(client: Client, run: ImportRun, **fields: str) -> dict[str, str]:
    """What the form suggests, as the browser would send it."""
    form = client.get(columns_page(run)).context["form"]
    told = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in told.items() if value not in {None, False}} | fields


def compared(client: Client, *lines: str, **fields: str) -> ImportRun:
    run = loaded(client, *lines)
    answer = client.post(columns_page(run), filled(client, run, new_system="Treserva", **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return done(jobs.read_file, run)


def saved(client: Client, *lines: str) -> ImportRun:
    run = compared(client, *lines)
    client.post(reverse("registers:import_saving", args=[run.pk]))
    return done(jobs.save_file, run)


def done(job: Any, run: ImportRun) -> ImportRun:
    job(run_id=run.pk)
    run.refresh_from_db()
    return run


def page(client: Client, run: ImportRun) -> str:
    return client.get(reverse("registers:import_run", args=[run.pk])).text


def test_a_file_comes_in_by_the_columns_that_its_headings_suggest(world: World) -> None:
    client = client_of(world.anna)
    run = saved(client, FALL, LATE)
    assert (run.state, run.read, run.accepted) == ("saved", 2, 2)
    assert set(Event.objects.values_list("reference", flat=True)) == {"T1", "T2"}
    assert f"?run={run.pk}" in page(client, run)
    rows = client.get(f"{reverse('registers:events')}?run={run.pk}").text
    assert "T1" in rows
    assert "T2" in rows


def test_while_the_worker_works_the_page_says_how_far_it_has_come(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, FALL)
    client.post(columns_page(run), filled(client, run, new_system="Treserva"))
    assert "Arbetar" in page(client, run)
    done(jobs.read_file, run)
    assert "Inget är sparat än" in page(client, run)


def test_the_sum_of_accepted_and_rejected_is_written_out(world: World) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, LATE, "T3;okänd;2025-02-03;;FALL;2;;")
    told = page(client, run).replace("\N{NO-BREAK SPACE}", " ")
    assert "3 lästa rader = 2 godtagna + 1 avvisad" in told
    assert "Enheten ”okänd” finns inte i registret." in told


def test_the_rejected_rows_are_handed_back_as_they_stood_with_what_is_wrong(world: World) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, "T3;okänd;2025-02-03;;FALL;007;=1+1;", "T4;lindgarden")
    made = client.get(reverse("registers:import_rejected", args=[run.pk])).getvalue()
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:4] == ["Rad i filen", "Vad som är fel", "Id", "Enhet"]
    assert [row[0] for row in rows[1:]] == [3, 4]
    assert "enheten ”okänd” finns inte i registret" in rows[1][1]
    assert rows[1][7:9] == ["007", "=1+1"]
    assert sheet.cell(2, 9).data_type == "s"
    assert rows[2][2:4] == ["T4", "lindgarden"]


def test_rows_that_were_handed_back_can_be_mended_and_read_in(world: World) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, "T3;okänd;2025-02-03;;FALL;2;;", name="Treserva")
    made = client.get(reverse("registers:import_rejected", args=[run.pk])).getvalue()
    book = openpyxl.load_workbook(io.BytesIO(made))
    book.active["D2"] = "lindgarden"
    kept = io.BytesIO()
    book.save(kept)
    sent = {"file": SimpleUploadedFile("rattad.xlsx", kept.getvalue()), "subject": "events", "mapping": "Treserva"}
    client.post(START, sent)
    again = done(jobs.read_file, ImportRun.objects.latest("pk"))
    assert (again.read, again.accepted, again.counts["new"]) == (1, 1, 1)


def test_an_unknown_unit_code_is_mapped_once_and_known_from_then_on(world: World) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, "T3;LIND-01;2025-02-03;;FALL;2;;", "T4;LIND-01;2025-02-04;;FALL;2;;")
    assert "1\N{NO-BREAK SPACE}kod står på 2\N{NO-BREAK SPACE}rader, som avvisas." in page(client, run)
    address = reverse("registers:import_codes", args=[run.pk])
    form = client.get(address).context["form"]
    ((field, rows),) = form.unit_lines
    assert (field.label, rows) == ("LIND-01", 2)
    assert client.post(address, {field.name: "Ingenstans"}).status_code == 422
    assert client.post(address, {field.name: "Lindgården (lindgarden)"}).status_code == 302
    assert (done(jobs.read_file, run).accepted, run.rejected) == (3, 0)
    assert compared(client, "T5;lind-01;2025-02-05;;FALL;2;;").accepted == 1


def test_a_category_code_does_not_hinder_and_sorts_its_rows_when_it_is_mapped(world: World) -> None:
    client = client_of(world.sten)
    falls = Category.objects.create(code="fall", name="Fall", valid=(BEGINNING, None))
    saved(client, FALL, LATE)
    run = compared(client, FALL, LATE, "T3;lindgarden;2025-02-05;;FALL;2;;")
    address = reverse("registers:import_codes", args=[run.pk])
    lines = {field.label: (field.name, rows) for field, rows in client.get(address).context["form"].category_lines}
    assert {label: rows for label, (_, rows) in lines.items()} == {"FALL": 2, "LM": 1}
    assert client.post(address, {lines["FALL"][0]: str(falls.pk)}).status_code == 302
    assert Event.objects.get(reference="T1").category == falls
    assert Event.objects.get(reference="T2").category is None
    assert SourceCode.objects.get(code="FALL").category == falls


def test_a_mapping_is_remembered_under_its_name(world: World) -> None:
    client = client_of(world.anna)
    compared(client, FALL, name="Treserva avvikelser")
    assert ColumnMapping.objects.get().subject == "events"
    run = loaded(client, LATE, mapping="Treserva avvikelser")
    assert done(jobs.read_file, run).accepted == 1
    another = loaded(client, LATE)
    answer = client.post(
        columns_page(another), filled(client, another, new_system="Treserva", name="Treserva avvikelser")
    )
    assert "Det finns redan en mappning som heter Treserva avvikelser." in answer.text


def test_words_that_are_not_ours_are_asked_for_with_how_often_they_stand(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, FALL.replace(";2;", ";Röd;"), LATE.replace(";3;", ";Gul;"), "T3;lindgarden;2025-02-05;;;Röd;;")
    # The form as it is sent before the words have been seen.
    sent = {name: value for name, value in filled(client, run, new_system="Treserva").items() if "_word_" not in name}
    answer = client.post(columns_page(run), sent)
    assert answer.status_code == 422
    choice = next(each for each in answer.context["form"].choices if each.column.label == "Allvarlighet")
    assert [(text, count) for _, text, count in choice.words] == [("Röd", 2), ("Gul", 1)]
    meaning = {field.name: {"Röd": "4", "Gul": "-"}[text] for field, text, _ in choice.words}
    assert client.post(columns_page(run), sent | meaning).status_code == 302
    assert done(jobs.read_file, run).targets[0]["columns"]["severity"]["values"] == {"Röd": "4", "Gul": ""}
    assert run.accepted == 3


def test_the_order_of_days_is_suggested_from_the_days_with_why(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, "T1;lindgarden;03/02/2025;;;;;", "T2;lindgarden;25/02/2025;;;;;")
    form = client.get(columns_page(run)).context["form"]
    assert form["registered_date_order"].value() == "dmy"
    assert "25/02/2025" in form.fields["registered_date_order"].help_text
    client.post(columns_page(run), filled(client, run, new_system="Treserva"))
    assert done(jobs.read_file, run).accepted == 2


def test_a_preview_shows_real_rows_as_they_would_be_understood_and_reads_nothing(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, FALL, "T3;okänd;2025-13-03;;;;;")
    answer = client.post(columns_page(run), filled(client, run, new_system="Treserva", visa="ja"))
    assert answer.status_code == 200
    preview = answer.context["preview"]
    assert (preview.read, preview.rejected) == (2, 1)
    assert preview.rows[0].cells[:4] == ["T1", "Lindgården", "2025-02-03", "2025-02-02 14:05"]
    assert [remark[1] for remark in preview.wrong[3]] == ["Enhet", "Registrerad"]
    run.refresh_from_db()
    assert run.state == "mapping"
    assert 'value="Treserva"' in answer.text


def test_headings_below_lines_of_explanation_are_found_and_can_be_chosen(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, "Utdrag 2025;;;;;;;", ";;;;;;;", HEADER, FALL, header="Avvikelser i kommunen;;;;;;;")
    answer = client.get(columns_page(run))
    assert answer.context["row"] == 4
    assert "rad 4: Id, Enhet" in answer.text
    assert next(iter(client.get(f"{columns_page(run)}?rad=1").context["form"].headings)) == "Avvikelser i kommunen"
    client.post(columns_page(run), filled(client, run, new_system="Treserva"))
    assert done(jobs.read_file, run).accepted == 1


def test_what_is_lacking_is_said_at_its_field_and_nothing_typed_is_lost(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, "x;y", header="Kol A;Kol B")
    answer = client.post(columns_page(run), {"text_0": "Kol A", "name": "Min mappning"})
    assert answer.status_code == 422
    assert "Välj ett källsystem" in answer.text
    assert 'value="Min mappning"' in answer.text
    assert answer.context["form"]["text_0"].value() == "Kol A"


def test_columns_can_be_joined_with_a_sign(world: World) -> None:
    client = client_of(world.anna)
    run = loaded(client, "HSL;7;lindgarden;2025-02-03", header="Serie;Löpnummer;Enhet;Registrerad")
    sent = filled(client, run, new_system="X", reference_0="Serie", reference_1="Löpnummer", reference_join="-")
    client.post(columns_page(run), sent)
    done(jobs.read_file, run)
    client.post(reverse("registers:import_saving", args=[run.pk]))
    done(jobs.save_file, run)
    assert Event.objects.get().reference == "HSL-7"


@pytest.mark.parametrize("state", ImportRun.State.values)
def test_the_page_opens_in_every_state(world: World, state: str) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, "T3;okänd;2025-02-03;;FALL;2;;")
    ImportRun.objects.filter(pk=run.pk).update(state=state, saved_at=run.at)
    told = client.get(reverse("registers:import_run", args=[run.pk]))
    assert told.status_code == 200
    assert ("Arbetar" in told.text) == (state in {"reading", "saving"})


def test_a_run_is_seen_by_nobody_but_who_loaded_it_and_not_among_the_registers(world: World) -> None:
    run = compared(client_of(world.anna), FALL)
    assert client_of(world.sten).get(reverse("registers:import_run", args=[run.pk])).status_code == 404
    assert client_of(world.carin).get(START).status_code == 404
    own = compared(client_of(world.sten), FALL)
    assert client_of(world.sten).get(reverse("exchange:run", args=[own.pk])).status_code == 404
    assert "avvikelser.csv" not in client_of(world.sten).get(reverse("exchange:start")).text


def test_rows_of_another_board_are_refused(world: World) -> None:
    run = compared(client_of(world.bo), FALL)
    assert (run.accepted, run.rejected) == (0, 1)
    assert "Det finns inget att spara" in page(client_of(world.bo), run)


def test_a_run_can_be_dropped_and_leaves_nothing(world: World) -> None:
    client = client_of(world.anna)
    run = compared(client, FALL, "T3;okänd;2025-02-03;;FALL;2;;")
    client.post(reverse("registers:import_dropping", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == "dropped"
    assert not run.remarks.exists()
    assert client.post(reverse("registers:import_saving", args=[run.pk])).status_code == 409


def test_a_file_that_was_saved_before_is_known_by_its_content(world: World) -> None:
    client = client_of(world.anna)
    saved(client, FALL, LATE)
    again = compared(client, FALL, LATE)
    assert "Filen är läst förut" in page(client, again)
    assert "Filen är läst förut" not in page(client, compared(client, FALL))
