"""Figures read off the sums: what they count, what they leave out, and who sees them."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from insyn.base.periods import period, today
from insyn.organisation.kinds import KINDS
from insyn.organisation.models import ProviderSpell, Unit, UnitSpell
from insyn.registers.charting.comparisons import compare, rate_of, sides_told
from insyn.registers.charting.trends import trend_of
from insyn.registers.models import Category, EventCell, UnitVolume
from insyn.registers.queries.figures import Asked, UnitFigure, Window, due_of, figures_of, sides_of, units_of
from insyn.registers.tests.test_cells import event
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
Level = EventCell.Level
YEAR = Window(dt.date(2025, 1, 1), dt.date(2025, 12, 1))
TODAY = dt.date(2026, 1, 15)


@pytest.fixture
def world() -> World:
    return build_world()


def of_board(world: World, window: Window = YEAR, day: dt.date = TODAY, **more: Any) -> Asked:
    return Asked(Level.BOARD, world.elderly.pk, window, day, **more)


def test_a_month_before_the_first_report_and_after_the_last_is_not_known(world: World) -> None:
    event(world, 1, occurred_date=dt.date(2025, 3, 5), registered_date=dt.date(2025, 3, 6))
    event(world, 2, occurred_date=dt.date(2025, 5, 5), registered_date=dt.date(2025, 5, 6))
    assert [month.n for month in figures_of(of_board(world)).months] == [None, None, 1, 0, 1, *[None] * 7]


def test_what_is_past_its_deadline_is_told_to_the_day_at_every_level(world: World) -> None:
    due = dt.date(2025, 4, 10)
    event(world, 1, due_date=due, closed_date=due)
    event(world, 2, due_date=due, closed_date=due + dt.timedelta(days=1))
    event(world, 3, due_date=due)
    event(world, 4, due_date=due + dt.timedelta(days=1))
    for level, node in ((Level.BOARD, world.elderly), (Level.PROVIDER, world.private), (Level.UNIT, world.lindgarden)):
        told = {}
        for day in (due, due + dt.timedelta(days=1), dt.date(2025, 5, 1)):
            found = due_of(Asked(level, node.pk, YEAR, day))
            told[day.isoformat()[5:]] = (found.past, found.in_time, found.overdue)
        assert told == {"04-10": (0, 0, 0), "04-11": (3, 1, 1), "05-01": (4, 1, 2)}, level


def test_deadlines_outside_the_window_are_overdue_but_no_part_of_the_share(world: World) -> None:
    event(world, 1, due_date=dt.date(2024, 11, 1), registered_date=dt.date(2024, 9, 1))
    for level, node in ((Level.BOARD, world.elderly), (Level.UNIT, world.lindgarden)):
        found = due_of(Asked(level, node.pk, YEAR, TODAY))
        assert (found.past, found.overdue) == (0, 1)


def test_kinds_and_categories_narrow_every_figure(world: World) -> None:
    falls = Category.objects.create(code="fall", name="Fall", valid=period(dt.date(2020, 1, 1)))
    event(world, 1, category=falls, action_date=dt.date(2025, 2, 5), severity=3)
    event(world, 2)
    event(world, 3, kind="complaint", category=falls)
    every = figures_of(of_board(world))
    assert (every.n, every.actioned, every.serious) == (3, 1, 1)
    assert [(one.name, one.n, one.actioned) for one in every.categories] == [("Fall", 2, 1), ("Utan kategori", 1, 0)]
    one = figures_of(of_board(world, kinds=("deviation",), categories=frozenset({falls.pk})))
    assert (one.n, one.actioned, one.kinds, one.due.past) == (1, 1, (("deviation", 1),), 1)
    assert one.due.before == dt.date(2026, 1, 1)
    assert one.due.overdue is None


def test_the_runs_that_told_of_the_events_are_named(world: World) -> None:
    event(world, 1)
    event(world, 2, import_run_id=7, origin_run_id=7)
    found = figures_of(of_board(world)).runs
    assert (found.by_hand, found.others) == (1, 1)


def test_units_are_seen_against_client_days_else_persons_else_places(world: World) -> None:
    spells = UnitSpell.objects.filter(area=world.nursing)
    spells.filter(unit=world.lindgarden).update(places=10)
    for measure, value in (("client_days", 365), ("persons", 9)):
        UnitVolume.objects.create(
            unit=world.lindgarden, measure=measure, value=value, valid=period(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
        )
    event(world, 1)
    event(world, 2, occurred_date=dt.date(2024, 12, 31))

    def days() -> tuple[float | None, str]:
        (found,) = [one for one in units_of(of_board(world)) if one.name == "Lindgården"]
        assert found.n == 1
        return found.days, found.basis

    assert days() == (365.0, "vårddygn")
    UnitVolume.objects.filter(measure="client_days").update(valid=period(dt.date(2025, 1, 1), dt.date(2025, 7, 1)))
    assert days() == (365.0 * 9, "persondygn")
    UnitVolume.objects.all().delete()
    assert days() == (3650.0, "platsdygn")
    spells.update(places=None)
    assert days() == (None, "")


def test_a_unit_counts_for_each_provider_in_its_own_months(world: World) -> None:
    UnitSpell.objects.filter(unit=world.lindgarden).update(valid=period(dt.date(2020, 1, 1), dt.date(2025, 7, 1)))
    UnitSpell.objects.create(
        unit=world.lindgarden, name="Lindgården", area=world.nursing, provider=world.municipal,
        valid=period(dt.date(2025, 7, 1)), places=10,
    )  # fmt: skip
    event(world, 1, occurred_date=dt.date(2025, 6, 30))
    event(world, 2, registered_date=dt.date(2025, 9, 1), occurred_date=dt.date(2025, 9, 1))
    units = units_of(of_board(world))
    sides = {side.kind: side.n for side in sides_of(of_board(world), units)}
    assert sides == {ProviderSpell.Kind.PRIVATE: 1, ProviderSpell.Kind.MUNICIPAL: 1}
    (own,) = [one for one in units_of(Asked(Level.PROVIDER, world.municipal.pk, YEAR, TODAY)) if one.n]
    assert (own.name, own.n, own.days) == ("Lindgården", 1, 10.0 * 184)


def many_reported(world: World) -> None:
    """Three years of events at a handful of units, some of them private."""
    units = [world.lindgarden, world.bjorkgarden]
    for number in range(12):
        unit = Unit.objects.create(key=f"x{number}", name=f"Enhet {number}", slug=f"x{number}")
        provider = world.private if number % 2 else world.municipal
        UnitSpell.objects.create(
            unit=unit,
            name=unit.name,
            area=world.nursing,
            provider=provider,
            places=20,
            valid=period(dt.date(2020, 1, 1)),
        )
        units.append(unit)
    this = today().replace(day=1)
    for at in range(20 * 36):
        day = this - dt.timedelta(days=30 * (1 + at % 36))
        # The last unit reports more than the others.
        unit = units[min(at % 20, 13)]
        closed = day + dt.timedelta(20 + at % 60) if at % 3 else None
        event(
            world, at, unit=unit, occurred_date=day, registered_date=day, due_date=day + dt.timedelta(60),
            action_date=closed, closed_date=min(closed, today()) if closed else None,
        )  # fmt: skip


@pytest.mark.parametrize("kind", ["unit", "provider", "area", "board"])
def test_each_level_has_a_page_whose_figures_open_their_rows(world: World, kind: str) -> None:
    many_reported(world)
    node = {"unit": world.lindgarden, "provider": world.private, "area": world.nursing, "board": world.elderly}[kind]
    anna = client_of(world.anna)
    answer = anna.get(reverse(f"registers:figures_of_{kind}", args=[node.pk]))
    assert answer.status_code == 200
    page = answer.context["page"]
    assert page.figures.n > 20
    rows = anna.get(page.urls["all"]).context["list"]
    assert rows.count == page.figures.n
    assert anna.get(page.urls["due"]).context["list"].count == page.figures.due.past
    assert anna.get(page.urls["overdue"]).context["list"].count == page.figures.due.overdue
    assert anna.get(page.kinds[0].url).context["list"].count == page.kinds[0].n
    assert "success" not in answer.content.decode().split("<main")[1].split("I korthet")[1]


def test_units_and_forms_of_operation_stand_beside_each_other(world: World) -> None:
    many_reported(world)
    answer = client_of(world.anna).get(reverse("registers:figures_of_board", args=[world.elderly.pk]))
    page = answer.context["page"]
    assert [line.unit.name for line in page.units_apart] == ["Aspgården", "Björkgården", "Lindgården"]
    assert [line.unit.name for line in page.units[:2]] == ["Enhet 0", "Enhet 1"]
    text = answer.content.decode()
    assert [(line.unit.name, line.verdict) for line in page.units if line.verdict == "fler än väntat"] == [
        ("Enhet 11", "fler än väntat")
    ]
    assert "Privat jämfört med egen regi" in text
    book: Any = client_of(world.anna).get(answer.context["workbook_url"])
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))
    assert sheets.sheetnames == ["Månader", "Kategorier", "Enheter", "Underlag"]
    assert sum(row[1] or 0 for row in sheets["Månader"].iter_rows(min_row=2, values_only=True)) == page.figures.n


def test_few_events_are_never_called_good(world: World) -> None:
    day = today() - dt.timedelta(days=400)
    event(world, 1, occurred_date=day, registered_date=day)
    answer = client_of(world.anna).get(reverse("registers:figures_of_unit", args=[world.lindgarden.pk]))
    assert "inget gott betyg" in answer.content.decode()
    empty = client_of(world.anna).get(reverse("registers:figures_of_unit", args=[world.bjorkgarden.pk]))
    assert "inte detsamma som att inget har hänt" in empty.content.decode()


def test_sums_with_another_boards_events_are_not_shown(world: World) -> None:
    UnitSpell.objects.create(
        unit=Unit.objects.create(key="gård", name="Gården", slug="gard"), name="Gården", area=world.housing,
        provider=world.municipal, valid=period(dt.date(2020, 1, 1)),
    )  # fmt: skip
    day = today() - dt.timedelta(days=100)
    event(world, 1, unit=world.bjorkgarden, occurred_date=day, registered_date=day)
    url = reverse("registers:figures_of_provider", args=[world.municipal.pk])
    answer = client_of(world.anna).get(url)
    assert answer.context["page"].figures is None
    assert "Summorna visas inte för dig" in answer.content.decode()
    own = client_of(world.anna).get(reverse("registers:figures_of_unit", args=[world.bjorkgarden.pk]))
    assert own.context["page"].figures.n == 1
    assert client_of(world.bo).get(own.request["PATH_INFO"]).context["page"].figures is None


def test_the_beginning_lists_what_the_person_may_see(world: World) -> None:
    day = today() - dt.timedelta(days=100)
    event(world, 1, occurred_date=day, registered_date=day)
    found = client_of(world.anna).get(reverse("registers:figures"))
    told = {kind.name: [(line.name, line.n) for line in lines] for kind, lines, _ in found.context["nodes"]}
    assert told["board"] == [(world.elderly.name, 1)]
    assert (world.private.name, 1) in told["provider"]
    others = client_of(world.bo).get(reverse("registers:figures"))
    assert world.elderly.name not in {line.name for _, lines, _ in others.context["nodes"] for line in lines}


def test_an_end_before_the_beginning_is_told(world: World) -> None:
    event(world, 1)
    url = reverse("registers:figures_of_unit", args=[world.lindgarden.pk])
    answer = client_of(world.anna).get(url, {"since": "2025-06", "until": "2025-03"})
    assert answer.status_code == 422
    assert "Slutet ligger före början" in answer.content.decode()


def test_every_level_is_a_tab_on_its_own_page(world: World) -> None:
    for kind in KINDS:
        if row := kind.model.objects.first():
            page = client_of(world.anna).get(reverse(kind.page, args=[row.pk])).content.decode()
            assert reverse(f"registers:figures_of_{kind.name}", args=[row.pk]) in page


def test_a_unit_that_reports_little_is_said_to_perhaps_not_report() -> None:
    units = [UnitFigure(at, f"Enhet {at}", 1, 0 if at == 7 else 20, 0, 10_000.0, "vårddygn") for at in range(30)]
    made = compare(units, title="Per 1 000 dygn")
    assert [at for at, verdict in enumerate(made.verdicts) if verdict == "low"] == [7]
    assert "kan vara så att händelser inte registreras" in " ".join(made.words)
    assert compare(units[:1], title="En").words == (
        "Enheterna går inte att jämföra: färre än två enheter med kända dygn.",
    )


def test_a_rate_has_an_exact_interval_also_of_nothing() -> None:
    found = rate_of(0, 1000)
    assert found is not None
    assert (found.value, found.low, round(found.high, 3)) == (0, 0, 3.689)
    ten = rate_of(10, 1000)
    assert ten is not None
    assert (round(ten.low, 3), round(ten.high, 3)) == (4.795, 18.39)
    assert rate_of(1, 0) is None


def test_with_few_on_a_side_the_sides_are_described_and_not_compared() -> None:
    assert "beskriver" in sides_told((4, 100, 1000.0), (20, 100, 1000.0))
    assert "beskriver" in sides_told((5, 4, 1000.0), (20, 100, 1000.0))
    assert "1,00 gånger" in sides_told((5, 100, 1000.0), (20, 100, 1000.0))


def test_a_month_far_from_the_others_is_marked_and_one_that_is_not_known_is_a_gap() -> None:
    months = [dt.date(2024 + at // 12, at % 12 + 1, 1) for at in range(24)]
    counts: list[int | None] = [10, 9, 11, 10] * 6
    counts[2], counts[20], counts[23] = None, 60, 3
    made = trend_of(list(zip(months, counts, strict=True)), title="Per månad", unfinished=months[23])
    assert made.points == (months[20],)
    assert made.chart.series[0].values[2] is None
    assert made.chart.series[0].values[23] is None
    assert "inte noll" in made.chart.note
    few = trend_of([(month, 0) for month in months], title="Per månad", unfinished=dt.date(2030, 1, 1))
    assert few.is_few
    assert few.chart.centre is None
