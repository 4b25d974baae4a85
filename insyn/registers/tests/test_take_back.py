"""A saved file is taken back: nothing of it is left, and nothing that anybody has done since is lost."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile

from insyn.base.models import ImportRun
from insyn.registers import actions as registers
from insyn.registers.actions import intake
from insyn.registers.actions.take_back import NotSaved, OfOthers, TouchedSince, in_the_way, take_back_run
from insyn.registers.models import Category, Event, EventCell, EventSearch, RunChange, SourceCode, Track, UnitVolume
from tests.killing import kill_at_table
from tests.world import BEGINNING, NOON, World, build_world

HEADER = "Id;Enhet;Registrerad;Kategori;Beskrivning;Avslutad;Sarah"
COLUMNS: dict[str, Any] = {
    "reference": {"column": "Id"}, "unit": {"column": "Enhet"}, "registered_date": {"column": "Registrerad"},
    "category": {"column": "Kategori"}, "text": {"column": "Beskrivning"}, "closed_date": {"column": "Avslutad"},
    "lex_sarah": {"column": "Sarah"},
}  # fmt: skip
FALL = "T1;lindgarden;2025-02-03;FALL;Föll i hallen;;nej"
DOSE = "T2;lindgarden;2025-02-04;LM;Fick fel dos;;ja"
LATER = NOON + dt.timedelta(hours=2)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def saved(world: World, *lines: str, subject: str = "events", columns: Any = None, **told: Any) -> ImportRun:
    header = told.pop("header", HEADER)
    run = intake.load_file(
        upload=ContentFile("\n".join((header, *lines)).encode(), "fil.csv"),
        subject=subject,
        mapping={"system": "Treserva", "columns": columns or COLUMNS},
        by=world.anna,
        at=NOON,
        **told,
    )
    intake.read_run(run_id=run.pk, boards=None, at=NOON)
    intake.ask_to_save(run_id=run.pk, by=world.anna, at=NOON)
    done = intake.save_run(run_id=run.pk, boards=None, by=world.anna, at=NOON)
    assert done.state == "saved", list(done.remarks.values_list("rule", flat=True))
    return done


def taken_back(world: World, run: ImportRun, boards: frozenset[int] | None = None) -> ImportRun:
    return take_back_run(run_id=run.pk, boards=boards, by=world.anna, at=LATER)


def kept() -> list[tuple[Any, ...]]:
    names = [field.attname for field in Event._meta.concrete_fields if field.attname != "id"]
    return list(Event.objects.order_by("reference").values_list(*names))


def test_what_a_file_brought_goes_with_its_tracks_words_and_sums(world: World) -> None:
    run = saved(world, FALL, DOSE)
    registers.index_run_events(run.pk)
    assert (Track.objects.count(), EventSearch.objects.count()) == (1, 2)
    assert taken_back(world, run).state == "taken_back"
    for model in (Event, Track, EventSearch, EventCell):
        assert not model.objects.exists()
    assert registers.compare_cells() == ()


def test_what_a_file_changed_and_withdrew_is_as_it_was(world: World) -> None:
    saved(world, FALL, DOSE, "T3;lindgarden;2025-02-03;FALL;Snubblade;;nej")
    before = kept()
    run = saved(world, FALL.replace(";;nej", ";2025-02-28;ja"), DOSE, is_complete=True)
    assert (run.counts["changed"], run.counts["withdrawn"]) == (1, 1)
    assert kept() != before
    taken_back(world, run)
    assert kept() == before
    assert [track.event.reference for track in Track.objects.all()] == ["T2"]
    assert registers.compare_cells() == ()
    assert not RunChange.objects.filter(run=run).exists()


def test_a_row_is_found_by_its_old_words_again(world: World) -> None:
    saved(world, FALL)
    run = saved(world, FALL.replace("hallen", "köket"))
    registers.index_run_events(run.pk)
    taken_back(world, run)
    assert "hall" in str(EventSearch.objects.get().vector)


def test_an_earlier_file_cannot_be_taken_back_from_under_a_later_one(world: World) -> None:
    first = saved(world, FALL, DOSE)
    second = saved(world, FALL.replace("hallen", "köket"), DOSE)
    with pytest.raises(TouchedSince, match="1 rad har ändrats sedan dess"):
        taken_back(world, first)
    assert in_the_way(first).ids == [Event.objects.get(reference="T1").pk]
    taken_back(world, second)
    assert taken_back(world, first).state == "taken_back"
    assert not Event.objects.exists()


def test_a_later_file_that_changed_nothing_does_not_stand_in_the_way(world: World) -> None:
    first = saved(world, FALL)
    saved(world, FALL)
    assert taken_back(world, first).state == "taken_back"


def test_a_row_that_a_person_has_closed_stays_and_so_does_the_whole_file(world: World) -> None:
    run = saved(world, FALL, DOSE)
    event = Event.objects.get(reference="T1")
    day = dt.date(2025, 3, 3)
    registers.close_event(event_id=event.pk, closed_date=day, handled="Samtal", by=world.anna, at=LATER)
    with pytest.raises(TouchedSince):
        taken_back(world, run)
    assert Event.objects.count() == 2


def test_a_step_on_a_track_is_work_that_is_not_thrown_away(world: World) -> None:
    run = saved(world, FALL, DOSE)
    registers.record_step(
        track_id=Track.objects.get().pk, kind="informed", done_date=dt.date(2025, 3, 3), evidence="Samtal",
        file=None, note="", by=world.anna, at=LATER,
    )  # fmt: skip
    with pytest.raises(TouchedSince):
        taken_back(world, run)


def test_a_track_that_a_person_opened_is_work_too(world: World) -> None:
    run = saved(world, FALL)
    Track.objects.create(event=Event.objects.get(), basis="complaint", started_date=NOON.date())
    assert in_the_way(run).count == 1


def test_a_category_that_was_mapped_since_is_no_edit_and_stays_with_the_code(world: World) -> None:
    saved(world, FALL)
    run = saved(world, FALL.replace("hallen", "köket"))
    falls = Category.objects.create(code="fall", name="Fall", valid=(BEGINNING, None))
    code = SourceCode.objects.get(code="FALL")
    registers.map_code(code_id=code.pk, category=falls, unit=None, by=world.sten, at=LATER)
    taken_back(world, run)
    event = Event.objects.get()
    assert (event.text, event.category) == ("Föll i hallen", falls)
    assert registers.compare_cells() == ()


def test_a_file_is_taken_back_once_and_may_be_read_in_again(world: World) -> None:
    run = saved(world, FALL)
    taken_back(world, run)
    with pytest.raises(NotSaved):
        taken_back(world, run)
    assert saved(world, FALL).counts["new"] == 1


def test_rows_of_a_board_that_one_no_longer_reads_are_not_ones_own_to_remove(world: World) -> None:
    run = saved(world, FALL)
    with pytest.raises(OfOthers):
        taken_back(world, run, frozenset({world.disability.pk}))
    assert Event.objects.exists()


def test_volumes_are_taken_back_in_the_same_way(world: World) -> None:
    columns = {"unit": {"column": "Enhet"}, "period": {"column": "Kvartal"}, "persons": {"column": "Personer"}}
    told: dict[str, Any] = {"subject": "volumes", "columns": columns, "header": "Enhet;Kvartal;Personer"}
    first = saved(world, "lindgarden;2025K1;20", **told)
    second = saved(world, "lindgarden;2025K1;22", "lindgarden;2025K2;23", **told)
    with pytest.raises(TouchedSince):
        taken_back(world, first)
    taken_back(world, second)
    assert [float(each.value) for each in UnitVolume.objects.all()] == [20.0]
    taken_back(world, first)
    assert not UnitVolume.objects.exists()


def take_back_in_a_child(run_id: int) -> None:
    take_back_run(run_id=run_id, boards=None, by=None, at=LATER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["registers_track", "registers_event", "registers_runchange"])
def test_a_worker_killed_in_the_middle_leaves_all_of_it_to_the_next(world: World, table: str) -> None:
    saved(world, FALL, DOSE)
    run = saved(world, FALL.replace("hallen", "köket"), DOSE, "T3;lindgarden;2025-02-03;FALL;Snubblade;;ja")
    before = kept()
    kill_at_table(take_back_in_a_child, run.pk, table=table)
    run.refresh_from_db()
    assert (kept(), run.state) == (before, "saved")
    take_back_in_a_child(run.pk)
    assert Event.objects.count() == 2
    assert registers.compare_cells() == ()
