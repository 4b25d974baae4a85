"""A real register in six dated files, by mapping alone."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files import File
from django.utils import timezone

from insyn.base.models import ImportRun
from insyn.base.periods import today
from insyn.exchange import actions
from insyn.organisation.actions import change_subject, correct_spell
from insyn.organisation.kinds import PROVIDER, UNIT
from insyn.organisation.models import Provider, Unit, UnitSpell
from insyn.organisation.queries.subjects import page_of
from insyn.people.models import Person

FOLDER = Path("tests/data/us-wa-nursing-homes")
MAPPING = "us-wa-nursing-homes"
OF_A_MONTH = "register_snapshot_2020-03"


def load(path: Path, day: dt.date, *, complete: bool = True, save: bool = True, by_month: bool = False) -> ImportRun:
    at = timezone.now()
    with path.open("rb") as content:
        run = actions.load_file(
            upload=File(content, path.name),
            mapping_name=MAPPING,
            snapshot_date=day,
            snapshot_by_month=by_month,
            is_complete=complete,
            by=None,
            at=at,
        )
    run = actions.read_run(run_id=run.pk, boards=None, at=at)
    if save and run.state == ImportRun.State.READY:
        actions.ask_to_save(run_id=run.pk, by=None, at=at)
        run = actions.save_run(run_id=run.pk, boards=None, by=None, at=at)
    return run


def day_of(path: Path) -> dt.date:
    text = path.stem.removeprefix("register_snapshot_")
    return dt.date.fromisoformat(text if len(text) > 7 else f"{text}-01")


def load_all() -> dict[str, ImportRun]:
    files = sorted(FOLDER.glob("register_snapshot_*.csv"))
    return {path.stem[18:]: load(path, day_of(path), by_month=len(path.stem) == len(OF_A_MONTH)) for path in files}


def outcome(run: ImportRun, name: str, sheet: str = "Enheter") -> int:
    count: int = run.counts.get(sheet, {}).get(name, 0)
    return count


@pytest.mark.django_db
def test_six_snapshots_come_in_by_mapping_alone() -> None:
    runs = load_all()
    told = {
        name: [outcome(run, word) for word in ("new", "changed", "reopened", "ended", "unchanged")]
        for name, run in runs.items()
    }
    assert all(run.state == ImportRun.State.SAVED for run in runs.values()), {
        run.pk: (run.message, [str(remark) for remark in run.remarks.all()]) for run in runs.values()
    }
    assert told == {
        "2020-03": [11, 0, 0, 0, 0],
        "2020-06-09": [1, 6, 0, 1, 4],
        "2020-06-24": [0, 0, 0, 0, 11],
        "2020-07-16": [0, 0, 0, 1, 10],
        "2020-08-20": [0, 0, 0, 1, 9],
        "2020-09-08": [0, 0, 0, 1, 8],
    }


@pytest.mark.django_db
def test_what_a_unit_was_called_and_who_ran_it_stays_known() -> None:
    load_all()
    unit = Unit.objects.get(key="8900")
    first, second = unit.spells.order_by("valid")
    assert first.valid.upper == second.valid.lower == dt.date(2020, 6, 9)
    assert (first.name, first.provider_id) != (second.name, second.provider_id)
    assert unit.name == second.name
    assert Provider.objects.filter(pk=first.provider_id).exists()


@pytest.mark.django_db
def test_what_is_absent_from_a_complete_file_ended_at_the_latest_that_day() -> None:
    load_all()
    spell = UnitSpell.objects.get(unit__key="15900")
    assert spell.valid.upper == dt.date(2020, 7, 16)
    assert spell.end_precision == UnitSpell.EndPrecision.LATEST


@pytest.mark.django_db
def test_a_register_of_which_only_the_month_is_known_says_no_more() -> None:
    load_all()
    closed, renamed = (page_of(UNIT, Unit.objects.get(key=key).pk, today(), today()).rows for key in ("15900", "8900"))
    assert (closed[-1].begun, closed[0].end.partition(":")[0]) == ("senast mars 2020", "senast 2020-07-16")
    # The change came in a file whose day is known.
    assert [row.begun for row in renamed] == ["2020-06-09", "senast mars 2020"]
    provider = UnitSpell.objects.filter(unit__key="15900").get().provider
    assert page_of(PROVIDER, provider.pk, today(), today()).rows[-1].begun == "senast mars 2020"


@pytest.mark.django_db
def test_what_is_absent_from_a_file_of_a_month_ended_in_that_month_at_the_latest() -> None:
    load(FOLDER / "register_snapshot_2020-07-16.csv", dt.date(2020, 1, 31))
    load(FOLDER / "register_snapshot_2020-09-08.csv", dt.date(2020, 3, 1), by_month=True)
    spell = UnitSpell.objects.filter(end_precision="month").order_by("pk")[0]
    row = page_of(UNIT, spell.unit_id, today(), today()).rows[0]
    assert row.end == "senast mars 2020: saknas i register som uppgavs vara fullständigt"


@pytest.mark.django_db
def test_a_day_that_a_person_puts_right_is_known(django_user_model: type[Person]) -> None:
    load(FOLDER / f"{OF_A_MONTH}.csv", dt.date(2020, 3, 1), by_month=True)
    spell = UnitSpell.objects.get(unit__key="15900")
    by = django_user_model.objects.create_user("disa@exempel.se", "Disa", "x")
    correct_spell(
        kind=UNIT, spell_id=spell.pk, start=dt.date(2019, 5, 2), end=None, changes={}, reason="Enligt tillståndet",
        by=by, at=timezone.now(),
    )  # fmt: skip
    change_subject(
        kind=UNIT, subject_id=spell.unit_id, day=dt.date(2021, 1, 1), changes={"places": 9}, by=by, at=timezone.now()
    )
    rows = page_of(UNIT, spell.unit_id, today(), today()).rows
    assert [row.begun for row in rows] == ["2021-01-01", "2019-05-02"]


@pytest.mark.django_db
def test_a_change_after_a_register_of_a_month_has_a_day_of_its_own(django_user_model: type[Person]) -> None:
    load(FOLDER / f"{OF_A_MONTH}.csv", dt.date(2020, 3, 1), by_month=True)
    unit = Unit.objects.get(key="15900")
    by = django_user_model.objects.create_user("disa@exempel.se", "Disa", "x")
    change_subject(
        kind=UNIT, subject_id=unit.pk, day=dt.date(2021, 1, 1), changes={"places": 9}, by=by, at=timezone.now()
    )
    assert [row.begun for row in page_of(UNIT, unit.pk, today(), today()).rows] == ["2021-01-01", "senast mars 2020"]


@pytest.mark.django_db
def test_the_same_file_twice_changes_nothing() -> None:
    path = FOLDER / "register_snapshot_2020-03.csv"
    load(path, day_of(path))
    before = list(UnitSpell.objects.order_by("pk").values())
    again = load(path, day_of(path))
    assert again.counts["Enheter"] == {"unchanged": 11}
    assert list(again.counts["Utförare"]) == ["unchanged"]
    assert list(UnitSpell.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_closed_unit_that_comes_back_is_open_again_as_itself() -> None:
    for name, day in (("2020-07-16", (2020, 7, 16)), ("2020-09-08", (2020, 9, 8)), ("2020-07-16", (2020, 10, 1))):
        run = load(FOLDER / f"register_snapshot_{name}.csv", dt.date(*day))
    assert outcome(run, "reopened") == 2
    assert UnitSpell.objects.filter(unit__key="4100").count() == 2


@pytest.mark.django_db
def test_every_row_that_was_read_is_accepted_or_rejected() -> None:
    run = load(FOLDER / "register_snapshot_2020-03.csv", dt.date(2020, 3, 1))
    assert (run.read, run.accepted, run.rejected) == (11, 11, 0)
