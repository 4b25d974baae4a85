"""The pages about files that come in: who reaches them, what they show, and that nothing is lost."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from insyn.base.models import ColumnMapping, ImportRun
from insyn.exchange import jobs
from insyn.organisation.models import Unit, UnitSpell
from tests.clients import client_of
from tests.world import World, build_world

START = "/arbete/register/import/"
SNAPSHOT = Path("tests/data/us-wa-nursing-homes/register_snapshot_2020-03.csv")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def upload(client: Client, content: bytes, name: str = "register.xlsx", **fields: str) -> ImportRun:
    told = {"file": SimpleUploadedFile(name, content), "snapshot_date": "2026-01-15", "mapping": ""} | fields
    response = client.post(START, told)
    assert response.status_code == 302, response.content.decode()
    run: ImportRun = ImportRun.objects.latest("pk")
    jobs.read_file(run.pk)
    run.refresh_from_db()
    return run


def exported(client: Client) -> bytes:
    return bytes(client.get(reverse("exchange:workbook")).content)


def edited(content: bytes, sheet: str, cells: dict[str, object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        book[sheet][place] = value
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def save(client: Client, run: ImportRun) -> ImportRun:
    client.post(reverse("exchange:saving", args=[run.pk]))
    jobs.save_file(run.pk)
    run.refresh_from_db()
    return run


def test_a_provider_an_officer_and_a_stranger_are_kept_out(world: World) -> None:
    assert client_of(world.carin).get(START).status_code == 404
    assert client_of(world.anna).get(START).status_code == 403
    run = upload(client_of(world.disa), exported(client_of(world.disa)))
    assert client_of(world.sten).get(reverse("exchange:run", args=[run.pk])).status_code == 404


def test_what_is_exported_and_read_again_changes_nothing(world: World) -> None:
    client = client_of(world.sten)
    run = upload(client, exported(client))
    assert run.state == ImportRun.State.READY, [str(remark) for remark in run.remarks.all()]
    assert {outcome for counts in run.counts.values() for outcome in counts} == {"unchanged"}
    assert run.read == run.accepted > 0


def test_the_page_says_how_far_it_has_come_while_the_file_waits_and_when_it_was_dropped(world: World) -> None:
    client = client_of(world.sten)
    content = SimpleUploadedFile("register.xlsx", exported(client))
    sent = client.post(START, {"file": content, "snapshot_date": "2026-01-15", "mapping": ""}, follow=True)
    assert sent.status_code == 200
    assert "Arbetar" in sent.content.decode()
    run = ImportRun.objects.latest("pk")
    jobs.read_file(run.pk)
    client.post(reverse("exchange:dropping", args=[run.pk]))
    assert client.get(reverse("exchange:run", args=[run.pk])).status_code == 200


def test_a_file_that_says_nothing_new_has_nothing_to_save(world: World) -> None:
    client = client_of(world.sten)
    run = upload(client, exported(client))
    page = client.get(reverse("exchange:run", args=[run.pk])).text
    assert "Filen säger detsamma som registret" in page
    assert reverse("exchange:saving", args=[run.pk]) not in page


def test_rows_of_a_mapping_can_be_noted_as_its_own_though_they_say_nothing_new(world: World) -> None:
    client = client_of(world.sten)
    fields = {"snapshot_date": "2020-03", "mapping": "us-wa-nursing-homes"}
    save(client, upload(client, SNAPSHOT.read_bytes(), "hem.csv", **fields))
    again = upload(client, SNAPSHOT.read_bytes(), "hem.csv", **fields)
    page = client.get(reverse("exchange:run", args=[again.pk])).text
    assert "En fullständig fil kan då senare avsluta dem." in page
    assert save(client, again).state == ImportRun.State.SAVED


def test_the_preview_says_in_words_what_would_happen(world: World) -> None:
    client = client_of(world.disa)
    run = upload(
        client, edited(exported(client), "Nämnder", {"B2": "Äldre- och omsorgsnämnden", "A4": "ny", "B4": "Ny"})
    )
    page = client.get(reverse("exchange:run", args=[run.pk])).text
    assert "1 ny, 1 ändrad. Öppna siffrorna nedan" in page


def test_remarks_stand_before_everything_else_and_are_counted(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, edited(exported(client), "Enheter", {"F2": "många", "F3": "fler"}))
    page = client.get(reverse("exchange:run", args=[run.pk])).text
    assert page.index("2\N{NO-BREAK SPACE}anmärkningar") < page.index("Vad som skulle ändras")


def test_the_columns_page_shows_what_stands_in_each_column_and_what_is_needed(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, SNAPSHOT.read_bytes(), "hem.csv")
    page = client.get(reverse("exchange:columns", args=[run.pk]))
    assert "nf_location_num (till exempel 19800)" in page.text
    needed = [each.column.label for each in page.context["form"].choices if each.column.help_text.startswith("Behövs.")]
    assert needed == ["Nyckel", "Namn", "Utförare"]
    answer = client.post(reverse("exchange:columns", args=[run.pk]), {"fixed_1": "Namnet"})
    assert answer.status_code == 422
    assert "Välj en kolumn, eller skriv samma för alla rader, för: Nyckel, Utförare." in answer.text
    assert "<details open>" in answer.text


def test_chosen_columns_stand_there_when_one_comes_back(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, SNAPSHOT.read_bytes(), "hem.csv")
    address = reverse("exchange:columns", args=[run.pk])
    labels = {field.label: name for name, field in client.get(address).context["form"].fields.items()}
    chosen = {
        "Nyckel": "nf_location_num", "Namn": "nf_name", "Utförarens namn": "nf_licensee_name",
        "Utförarens driftsform": "nf_ownership_type_desc",
        "Utförarens driftsform: byt ut ord": "Church = idéburen\n* = privat",
        "Område: samma för alla rader": "vard-och-omsorgsboende",
    }  # fmt: skip
    sent = {labels[label]: value for label, value in chosen.items() if label in labels}
    assert client.post(address, sent).status_code == 302
    jobs.read_file(run.pk)
    form = client.get(address).context["form"]
    assert {name: form[name].value() for name in sent} == sent
    assert "Ändra kolumnerna" in client.get(reverse("exchange:run", args=[run.pk])).text


def test_a_mapping_written_by_hand_is_not_offered_to_the_form(world: World) -> None:
    """It joins columns, which the form would lose."""
    client = client_of(world.disa)
    run = upload(client, SNAPSHOT.read_bytes(), "hem.csv", snapshot_date="2020-03", mapping="us-wa-nursing-homes")
    assert "Ändra kolumnerna" not in client.get(reverse("exchange:run", args=[run.pk])).text


def test_a_changed_cell_is_shown_and_then_saved_as_a_change_from_the_day(world: World) -> None:
    client = client_of(world.disa)
    book = exported(client)
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Enheter"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "lindgarden")
    run = upload(client, edited(book, "Enheter", {f"B{row}": "Lindgården Norra"}))
    assert run.counts["Enheter"] == {"changed": 1, "unchanged": 2}
    shown = client.get(reverse("exchange:rows", args=[run.pk, "Enheter", "changed"])).content.decode()
    assert "Lindgården Norra" in shown
    run = save(client, run)
    assert run.state == ImportRun.State.SAVED
    first, second = UnitSpell.objects.filter(unit__key="lindgarden").order_by("valid")
    assert (first.name, second.name) == ("Lindgården", "Lindgården Norra")
    assert Unit.objects.get(key="lindgarden").name == "Lindgården Norra"
    assert client.post(reverse("exchange:saving", args=[run.pk])).status_code == 409


def test_an_error_names_sheet_row_column_rule_and_remedy_and_nothing_is_saved(world: World) -> None:
    client = client_of(world.disa)
    book = edited(exported(client), "Enheter", {"A9": "ny", "B9": "Ny enhet", "E9": "finns-inte", "F9": "många"})
    run = upload(client, book)
    assert run.state == ImportRun.State.FAULTY
    page = client.get(reverse("exchange:run", args=[run.pk])).content.decode()
    assert "finns-inte" in page
    assert "är inte ett heltal" in page
    assert run.read == run.accepted + run.rejected
    assert run.rejected == 1
    assert client.post(reverse("exchange:saving", args=[run.pk])).status_code == 409
    made = client.get(reverse("exchange:remarks", args=[run.pk])).content
    sheet = openpyxl.load_workbook(io.BytesIO(made))["Enheter"]
    assert "heltal" in str(sheet["I9"].value)


def test_two_rows_with_one_key_are_both_named(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, edited(exported(client), "Nämnder", {"A4": "aldre", "B4": "Äldrenämnden"}))
    told = [remark.rule for remark in run.remarks.filter(sheet="Nämnder")]
    assert len(told) == 2
    assert "rad 4" in told[0]


@pytest.mark.parametrize("state", ImportRun.State.values)
def test_the_page_opens_in_every_state(world: World, state: str) -> None:
    """Also while the worker reads and saves, which is when one looks."""
    client = client_of(world.disa)
    run = upload(client, exported(client))
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    page = client.get(reverse("exchange:run", args=[run.pk]))
    assert page.status_code == 200
    assert ("Arbetar" in page.text) == (state in {"reading", "saving"})


def test_what_changed_in_the_register_since_the_preview_is_shown_again(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, edited(exported(client), "Nämnder", {"B2": "Äldre- och omsorgsnämnden"}))
    UnitSpell.objects.filter(unit__key="lindgarden").update(places=12)
    run = save(client, run)
    assert run.state == ImportRun.State.READY
    assert "har ändrats sedan" in run.message
    assert save(client, run).state == ImportRun.State.SAVED


def test_a_foreign_file_asks_for_its_columns_and_can_keep_them(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, SNAPSHOT.read_bytes(), "hem.csv")
    assert run.state == ImportRun.State.MAPPING
    address = reverse("exchange:columns", args=[run.pk])
    form = client.get(address).context["form"]
    chosen = {"Nyckel": "nf_location_num", "Namn": "nf_name", "Utförarens namn": "nf_licensee_name"}
    fields = {name: chosen[field.label] for name, field in form.fields.items() if field.label in chosen}
    assert client.post(address, fields | {"name": "hem"}).status_code == 302
    jobs.read_file(run.pk)
    run.refresh_from_db()
    assert run.counts["Enheter"] == {"new": 11}
    assert ColumnMapping.objects.get().name == "hem"
    # One's own may be changed; somebody else's of the same name is not written over.
    assert client.post(address, fields | {"name": "hem"}).status_code == 302
    another = upload(client, SNAPSHOT.read_bytes(), "hem2.csv")
    answer = client.post(reverse("exchange:columns", args=[another.pk]), fields | {"name": "hem"})
    assert answer.status_code == 422
    assert "Det finns redan en mappning som heter hem." in answer.text


def test_a_month_is_enough_where_no_more_is_known(world: World) -> None:
    client = client_of(world.disa)
    run = upload(client, SNAPSHOT.read_bytes(), "hem.csv", snapshot_date="mars 2020", mapping="us-wa-nursing-homes")
    assert (run.snapshot_date.isoformat(), run.snapshot_by_month) == ("2020-03-01", True)
    assert "<dd>mars 2020</dd>" in client.get(reverse("exchange:run", args=[run.pk])).text
    assert "<td>mars 2020</td>" in client.get(START).text
    save(client, run)
    page = client.get(reverse("organisation:unit", args=[Unit.objects.get(key="15900").pk])).text
    assert '<time datetime="2020-03">Senast mars 2020 – tills vidare</time>' in page


def test_what_is_neither_a_day_nor_a_month_is_said_and_kept(world: World) -> None:
    file = SimpleUploadedFile("hem.csv", SNAPSHOT.read_bytes())
    answer = client_of(world.disa).post(START, {"file": file, "snapshot_date": "2020-13"})
    assert answer.status_code == 422
    assert "”2020-13” är varken en dag eller en månad." in answer.text
    assert 'value="2020-13"' in answer.text


@pytest.mark.parametrize("name", ["trasig.xlsx", "trasig.csv"])
def test_a_file_that_is_something_else_gets_a_clear_word(world: World, name: str) -> None:
    response = client_of(world.disa).post(
        START, {"file": SimpleUploadedFile(name, b"PK\x03\x04\0\0trasig"), "snapshot_date": "2026-01-15"}
    )
    assert response.status_code == 422
    assert not ImportRun.objects.exists()


def test_a_text_that_looks_like_a_formula_goes_out_as_text(world: World) -> None:
    UnitSpell.objects.filter(unit__key="lindgarden").update(address="=1+1", phone="0011")
    book = openpyxl.load_workbook(io.BytesIO(exported(client_of(world.disa))))
    cells = [cell for row in book["Enheter"].iter_rows() for cell in row if cell.value in {"=1+1", "0011"}]
    assert [cell.data_type for cell in cells] == ["s", "s"]
