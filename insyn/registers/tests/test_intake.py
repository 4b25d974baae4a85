"""A file of another system comes in: what is right is saved, the rest handed back, and everything is accounted for."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile

from insyn.base.models import ImportRun
from insyn.registers.actions import intake
from insyn.registers.intake import saving
from insyn.registers.models import Event, SourceCode, Track
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
HEADER = "Id;Enhet;Registrerad;Inträffade;Kategori;Allvarlighet;Beskrivning;Avslutad"
COLUMNS: dict[str, Any] = {
    "reference": {"column": "Id"},
    "unit": {"column": "Enhet"},
    "registered_date": {"column": "Registrerad"},
    "occurred": {"column": "Inträffade"},
    "category": {"column": "Kategori"},
    "severity": {"column": "Allvarlighet"},
    "text": {"column": "Beskrivning"},
    "closed_date": {"column": "Avslutad"},
}
FALL = "T1;lindgarden;2025-02-03;2025-02-02 14:05;FALL;2;Föll i hallen;"
LATE = "T2;Lindgården;2025-02-04;2025-02-03;LM;3;Fick fel dos;2025-02-20"


@pytest.fixture
def world() -> World:
    return build_world()


def loaded(world: World, *lines: str, encoding: str = "utf-8", name: str = "avvikelser.csv", **told: Any) -> ImportRun:
    content = "\n".join((HEADER, *lines)).encode(encoding)
    return intake.load_file(
        upload=ContentFile(content, name),
        subject="events",
        mapping={"system": "Treserva", "columns": told.pop("columns", COLUMNS)},
        by=world.anna,
        at=NOON,
        **told,
    )


def compared(world: World, *lines: str, boards: frozenset[int] | None = None, **told: Any) -> ImportRun:
    run = loaded(world, *lines, **told)
    return intake.read_run(run_id=run.pk, boards=boards, at=NOON)


def saved(world: World, *lines: str, boards: frozenset[int] | None = None, **told: Any) -> ImportRun:
    run = compared(world, *lines, boards=boards, **told)
    assert run.state == "ready", run.message
    intake.ask_to_save(run_id=run.pk, by=world.anna, at=NOON)
    return intake.save_run(run_id=run.pk, boards=boards, by=world.anna, at=NOON)


def told(run: ImportRun) -> list[tuple[int | None, str, str]]:
    """On rows; what is said of the whole file has no row."""
    return list(run.remarks.exclude(row=None).values_list("row", "column", "rule"))


def test_a_file_becomes_events_of_the_units_board_that_day(world: World) -> None:
    run = saved(world, FALL, LATE)
    assert (run.state, run.read, run.accepted, run.rejected) == ("saved", 2, 2, 0)
    fall = Event.objects.get(reference="T1")
    assert (fall.kind, fall.board, fall.unit, fall.contract) == (
        "deviation",
        world.elderly,
        world.lindgarden,
        world.contract,
    )
    assert fall.occurred_at == dt.datetime(2025, 2, 2, 13, 5, tzinfo=dt.UTC)
    assert (fall.event_date, fall.due_date) == (dt.date(2025, 2, 2), dt.date(2025, 4, 3))
    assert (fall.code.code, fall.category, fall.severity) == ("FALL", None, 2)
    assert (fall.origin_run_id, fall.import_run_id, fall.created_by_id) == (run.pk, run.pk, world.anna.pk)


def test_a_preview_saves_nothing(world: World) -> None:
    run = compared(world, FALL, LATE)
    assert (run.state, run.counts["new"]) == ("ready", 2)
    assert not Event.objects.exists()


def test_the_same_file_again_changes_nothing(world: World) -> None:
    saved(world, FALL, LATE)
    again = saved(world, FALL, LATE)
    assert (again.counts["unchanged"], again.counts["new"], again.counts["changed"]) == (2, 0, 0)
    assert set(Event.objects.values_list("import_run_id", flat=True)) != {again.pk}


def test_what_the_source_has_changed_is_changed_and_the_rest_left(world: World) -> None:
    saved(world, FALL, LATE)
    run = saved(world, FALL + "2025-02-28", LATE)
    assert (run.counts["changed"], run.counts["unchanged"]) == (1, 1)
    assert Event.objects.get(reference="T1").closed_date == dt.date(2025, 2, 28)


def test_what_a_person_has_mended_stays_as_long_as_the_source_says_the_same(world: World) -> None:
    saved(world, FALL)
    Event.objects.filter(reference="T1").update(text="Föll i badrummet", edited_at=NOON)
    assert saved(world, FALL).counts["unchanged"] == 1
    assert Event.objects.get(reference="T1").text == "Föll i badrummet"


def test_right_rows_are_saved_and_wrong_ones_handed_back(world: World) -> None:
    run = saved(world, FALL, "T3;okänd;2025-02-03;;FALL;2;;", "T4;lindgarden;2025-13-03;;FALL;7;;")
    assert (run.read, run.accepted, run.rejected) == (3, 1, 2)
    assert told(run) == [
        (3, "Enhet", "enheten ”okänd” finns inte i registret"),
        (4, "Registrerad", "”2025-13-03” är inte ett datum"),
        (4, "Allvarlighet", "7 finns inte på skalan"),
    ]


def test_a_strict_file_with_one_wrong_row_saves_none(world: World) -> None:
    run = compared(world, FALL, "T3;okänd;2025-02-03;;;;;", is_strict=True)
    assert run.state == "faulty"
    with pytest.raises(intake.HasRejected):
        intake.ask_to_save(run_id=run.pk, by=world.anna, at=NOON)


def test_a_number_that_stands_twice_is_saved_once_or_not_at_all(world: World) -> None:
    run = saved(world, FALL, FALL, LATE, LATE.replace("fel", "dubbel"))
    assert (run.read, run.accepted, run.rejected) == (4, 1, 3)
    assert [rule for _, _, rule in told(run)] == [
        "raden upprepar rad 2",
        "ärendenumret ”T2” står på flera rader som säger olika, först på rad 4",
        "ärendenumret ”T2” står på flera rader som säger olika, först på rad 4",
    ]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "T9;lindgarden;2025-03-30;2025-03-30 02:30;;;;",
            "klockan 02:30 fanns inte den 2025-03-30: klockan ställdes fram",
        ),
        ("T9;lindgarden;2025-02-01;2025-02-02;;;;", "det kan inte ha inträffat efter att det registrerades"),
        ("T9;lindgarden;2025-02-01;;;;;2025-01-31", "det kan inte vara avslutat före att det registrerades"),
        ("T9;lindgarden;2025-03-04;;;;;", "dagen ligger i framtiden"),
        ("T9;lindgarden;3/4/2025;;;;;", "”3/4/2025” kan läsas på två sätt"),
        (";lindgarden;2025-02-01;;;;;", "Ärendenummer saknas"),
        ("T9;lindgarden;2025-02-01;;", "raden har 5 celler, rubrikraden 8"),
        ("T9;lindgarden;2025-02-01;;;;En; till;;x", "raden har 10 celler, rubrikraden 8"),
    ],
)
def test_each_fault_is_told_by_its_rule(world: World, line: str, rule: str) -> None:
    at = NOON if "2025-03-30" not in line else NOON + dt.timedelta(days=60)
    run = loaded(world, line)
    run = intake.read_run(run_id=run.pk, boards=None, at=at)
    assert rule in [rule for _, _, rule in told(run)]
    assert (run.read, run.accepted, run.rejected) == (1, 0, 1)


def test_an_hour_that_comes_twice_is_taken_as_the_first_and_told(world: World) -> None:
    run = loaded(world, "T1;lindgarden;2024-10-28;2024-10-27 02:30;;;;")
    run = intake.read_run(run_id=run.pk, boards=None, at=NOON)
    assert (run.accepted, run.counts["repeated_hours"]) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_every_usual_encoding_is_read(world: World, encoding: str) -> None:
    assert saved(world, FALL, LATE, encoding=encoding).accepted == 2
    assert Event.objects.get(reference="T1").text == "Föll i hallen"


def test_a_flagged_row_opens_a_legal_track(world: World) -> None:
    columns = {**COLUMNS, "lex_sarah": {"column": "Allvarlighet", "values": {"3": "ja"}, "default": "nej"}}
    saved(world, FALL, LATE, columns=columns)
    assert [(track.event.reference, track.basis) for track in Track.objects.all()] == [("T2", "lex_sarah")]


def test_codes_without_a_category_are_told_of_the_file_and_refuse_no_row(world: World) -> None:
    run = saved(world, FALL, LATE, FALL.replace("T1", "T3"))
    assert (run.accepted, run.rejected) == (3, 0)
    assert list(run.remarks.values_list("row", "column", "rule")) == [
        (None, "Kategori", "koden ”FALL” hör inte till någon kategori än: 2 rader"),
        (None, "Kategori", "koden ”LM” hör inte till någon kategori än: 1 rad"),
    ]


def test_a_mapped_code_sorts_its_rows(world: World) -> None:
    saved(world, FALL)
    assert SourceCode.objects.get().code == "FALL"


def test_rows_of_a_board_that_the_person_does_not_read_are_refused(world: World) -> None:
    run = compared(world, FALL, boards=frozenset({world.disability.pk}))
    assert (run.accepted, run.rejected) == (0, 1)
    assert told(run)[0][2].startswith("du läser inte händelser hos")


def test_another_boards_number_is_neither_shown_nor_taken_over(world: World) -> None:
    saved(world, FALL)
    Event.objects.update(board=world.disability)
    run = compared(world, FALL.replace("hallen", "köket"), boards=frozenset({world.elderly.pk}))
    assert told(run) == [(2, "Ärendenummer", "ärendenumret finns redan hos en annan nämnd")]
    assert (run.accepted, run.rejected) == (0, 1)


def test_a_complete_file_withdraws_what_it_leaves_out_of_its_units_and_days(world: World) -> None:
    saved(
        world,
        FALL,
        LATE,
        "T3;lindgarden;2025-01-01;;;;;",
        "T4;bjorkgarden;2025-02-03;;;;;",
        "T5;lindgarden;2025-02-03;;;;;",
    )
    run = saved(world, FALL, LATE, is_complete=True)
    assert run.counts["withdrawn"] == 1
    assert list(Event.objects.exclude(withdrawn_date=None).values_list("reference", flat=True)) == ["T5"]
    assert saved(world, "T5;lindgarden;2025-02-03;;;;;").counts["changed"] == 1
    assert not Event.objects.exclude(withdrawn_date=None).exists()


def test_a_row_that_is_refused_is_not_taken_for_withdrawn(world: World) -> None:
    later = "T3;lindgarden;2025-02-05;;;;;"
    saved(world, FALL, LATE, later)
    run = saved(world, FALL, LATE.replace(";3;", ";9;"), later, is_complete=True)
    assert (run.rejected, run.counts["withdrawn"]) == (1, 0)


def test_nothing_is_withdrawn_where_a_rows_number_cannot_be_read(world: World) -> None:
    later = "T3;lindgarden;2025-02-05;;;;;"
    saved(world, FALL, LATE, later)
    run = saved(world, FALL, "T2;Lindgå", later, is_complete=True)
    assert (run.rejected, run.counts["withdrawn"]) == (1, 0)


def test_what_changed_after_the_preview_is_shown_before_it_is_saved(world: World) -> None:
    first, second = compared(world, FALL), compared(world, FALL)
    for run in (first, second):
        intake.ask_to_save(run_id=run.pk, by=world.anna, at=NOON)
    intake.save_run(run_id=first.pk, boards=None, by=world.anna, at=NOON)
    run = intake.save_run(run_id=second.pk, boards=None, by=world.anna, at=NOON)
    assert (run.state, run.message, run.counts["unchanged"]) == ("ready", intake.CHANGED_SINCE, 1)


def test_a_job_done_twice_saves_once(world: World) -> None:
    run = saved(world, FALL)
    with pytest.raises(intake.NotWaiting):
        intake.save_run(run_id=run.pk, boards=None, by=world.anna, at=NOON)


def test_a_file_of_many_pages_is_saved_a_part_at_a_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "PAGES_AT_ONCE", 1)
    added: list[int] = []
    run = saving.Saving.run

    def counted(self: saving.Saving, statement: str, **parts: str) -> int:
        count = run(self, statement, **parts)
        added.extend([count] * (statement is saving.ADD))
        return count

    monkeypatch.setattr(saving.Saving, "run", counted)
    lines = [f"M{number};lindgarden;2025-02-03;2025-02-02;FALL;2;{'ord ' * 60};" for number in range(200)]
    assert saved(world, *lines).counts["new"] == 200
    assert len(added) > 2
    assert sum(added) == Event.objects.filter(reference__startswith="M").count() == 200
