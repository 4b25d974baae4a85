"""One categorisation for all: kept by the strategist, true of its day, and what other systems' codes become."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from insyn.base.periods import period
from insyn.organisation.tests.test_pages import posted
from insyn.registers import actions
from insyn.registers.actions import codes as code_actions
from insyn.registers.models import Category, Event, SourceCode, SourceSystem
from insyn.registers.queries.categories import tree_on
from insyn.registers.tests.events import imported
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
DAYS = dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def sten(world: World) -> Client:
    return client_of(world.sten)


def category(world: World, name: str, parent: Category | None = None) -> Category:
    return actions.add_category(name=name, description="", parent=parent, start=BEGINNING, by=world.sten, at=NOON)


def changed(world: World, row: Category, **told: Any) -> Category:
    said = {"name": row.name, "description": row.description, "parent": row.parent} | told
    return actions.change_category(category_id=row.pk, **said, by=world.sten, at=NOON)


def ended(world: World, row: Category, replaced_by: Category | None = None, last_day: dt.date = TODAY) -> Category:
    return actions.end_category(category_id=row.pk, last_day=last_day, replaced_by=replaced_by, by=world.sten, at=NOON)


def code(name: str = "FALL-1", **fields: Any) -> SourceCode:
    system, _ = SourceSystem.objects.get_or_create(name="Treserva")
    made: SourceCode = SourceCode.objects.create(system=system, code=name, **{"field": "category"} | fields)
    return made


class TestTheTree:
    def test_the_strategist_adds_renames_moves_and_ends(self, world: World, sten: Client) -> None:
        medicine = category(world, "Läkemedel")
        typed = {
            "name": "Utebliven dos",
            "description": "Dosen gavs inte",
            "parent": medicine.pk,
            "start": "2025-01-01",
        }
        assert sten.post(reverse("registers:category_new"), typed).status_code == 302
        dose = Category.objects.get(name="Utebliven dos")
        assert (dose.parent, dose.code) == (medicine, "utebliven-dos")
        change = reverse("registers:category_change", args=[dose.pk])
        form = posted(sten.get(change).context["form"])
        assert sten.post(change, form | {"name": "Missad dos", "parent": ""}).status_code == 302
        dose.refresh_from_db()
        assert (dose.name, dose.parent) == ("Missad dos", None)
        end = reverse("registers:category_end", args=[dose.pk])
        assert sten.post(end, {"last_day": str(TODAY), "replaced_by": medicine.pk}).status_code == 302
        page = sten.get(reverse("registers:categories"))
        assert "Missad dos" in page.content.decode()
        assert [row.name for row in page.context["tree"]] == ["Läkemedel", "Missad dos"], "through its last day"
        history = sten.get(reverse("registers:category", args=[dose.pk])).content.decode()
        assert "Ändrade en kategori" in history

    def test_others_read_and_do_not_change(self, world: World) -> None:
        row = category(world, "Fall")
        anna = client_of(world.anna)
        assert anna.get(reverse("registers:categories")).status_code == 200
        assert anna.get(reverse("registers:category", args=[row.pk])).status_code == 200
        assert anna.get(reverse("registers:category_change", args=[row.pk])).status_code == 403
        assert client_of(world.carin).get(reverse("registers:categories")).status_code in {403, 404}

    def test_there_are_two_levels(self, world: World) -> None:
        head = category(world, "Läkemedel")
        below = category(world, "Dos", head)
        with pytest.raises(actions.TooDeep):
            category(world, "Kväll", below)
        with pytest.raises(actions.TooDeep):
            changed(world, head, parent=category(world, "Vård"))
        with pytest.raises(actions.TooDeep):
            changed(world, below, parent=below)

    def test_a_name_stands_once_in_a_place(self, world: World) -> None:
        head = category(world, "Övrigt")
        with pytest.raises(actions.NameTaken):
            category(world, "övrigt")
        assert category(world, "Övrigt", head).code == "ovrigt-2"

    def test_what_has_parts_is_not_ended(self, world: World) -> None:
        head = category(world, "Läkemedel")
        below = category(world, "Dos", head)
        with pytest.raises(actions.PartsRemain):
            ended(world, head)
        ended(world, below, last_day=TODAY - DAYS)
        assert ended(world, head).valid.upper == TODAY + DAYS
        with pytest.raises(actions.EndedAlready):
            ended(world, head)

    @pytest.mark.parametrize("day", [BEGINNING - DAYS, TODAY + DAYS])
    def test_it_ends_on_a_day_that_was(self, world: World, day: dt.date) -> None:
        with pytest.raises(actions.EndsLater):
            ended(world, category(world, "Fall"), last_day=day)

    def test_what_has_ended_is_no_choice_but_stays_where_it_was_chosen(self, world: World, sten: Client) -> None:
        row, new = category(world, "Fall"), category(world, "Fallolycka")
        event = imported(world, "A1", category=row)
        with pytest.raises(actions.NotUsable):
            ended(world, row, replaced_by=row)
        ended(world, row, replaced_by=new, last_day=TODAY - DAYS)
        offered = sten.get(reverse("registers:deviation_new")).context["form"].fields["category"].queryset
        assert list(offered) == [new]
        kept = sten.get(reverse("registers:event_change", args=[event.pk])).context["form"].fields["category"].queryset
        assert set(kept) == {row, new}
        assert sten.post(reverse("registers:category_restoration", args=[row.pk])).status_code == 302
        row.refresh_from_db()
        assert (row.valid.upper, row.replaced_by) == (None, None)

    def test_a_day_that_was_is_shown_in_its_own_words(self, world: World, sten: Client) -> None:
        changed(world, category(world, "Fall"), name="Fallolycka")
        # The history is written by the database's own clock.
        written = time_machine.escape_hatch.datetime.datetime.now(dt.UTC).date()
        assert [each.name for each in tree_on(written + 9 * DAYS, written + 9 * DAYS)] == ["Fallolycka"]
        assert [each.name for each in tree_on(written + DAYS, written + 9 * DAYS)] == ["Fallolycka"]
        assert [each.name for each in tree_on(written - 2 * DAYS, written)] == ["Fall"]
        assert tree_on(BEGINNING - DAYS, TODAY) == []
        page = sten.get(reverse("registers:categories"), {"dag": "2025-02-01"})
        assert "Så här var kategorierna" in page.content.decode()
        assert "är inte ett datum" in sten.get(reverse("registers:categories"), {"dag": "i går"}).content.decode()


class TestCodes:
    def test_what_waits_stands_first_with_its_rows_and_an_example(self, world: World, sten: Client) -> None:
        falls = category(world, "Fall")
        code("KLAR", category=falls)
        few, many = code("FÅ"), code("MÅNGA")
        imported(world, "A1", code=few, system=few.system)
        for number in range(3):
            imported(world, f"B{number}", code=many, system=many.system, text="Halkade på golvet.")
        page = sten.get(reverse("registers:codes"))
        rows = [(row[0], row[6], row[7]) for row in page.context["list"].values()]
        assert rows == [("MÅNGA", 3, "Halkade på golvet."), ("FÅ", 1, "Föll i duschen."), ("KLAR", 0, "")]

    def test_an_example_is_of_the_own_board(self, world: World) -> None:
        unknown = code()
        imported(world, "A1", code=unknown, system=unknown.system)
        page = client_of(world.bo).get(reverse("registers:codes")).content.decode()
        assert "FALL-1" in page
        assert "Föll i duschen" not in page

    def test_a_code_is_mapped_once_and_all_its_rows_follow(self, world: World, sten: Client) -> None:
        falls, unknown = category(world, "Fall"), code()
        for number in range(3):
            imported(world, f"A{number}", code=unknown, system=unknown.system)
        url = reverse("registers:code", args=[unknown.pk])
        page = sten.get(url)
        assert "väntar på att koden kopplas" in page.content.decode()
        answer = sten.post(url, posted(page.context["form"]) | {"category": falls.pk}, follow=True)
        assert "3\N{NO-BREAK SPACE}händelser följde med" in answer.content.decode()
        assert set(Event.objects.values_list("category", flat=True)) == {falls.pk}
        assert client_of(world.anna).get(url).status_code == 403

    def test_what_was_chosen_by_hand_stays(self, world: World) -> None:
        falls, other, unknown = category(world, "Fall"), category(world, "Annat"), code()
        mine = imported(world, "A1", code=unknown, system=unknown.system, category=other)
        imported(world, "A2", code=unknown, system=unknown.system)
        told: dict[str, Any] = {"code_id": unknown.pk, "unit": None, "by": world.sten, "at": NOON}
        assert actions.map_code(category=falls, **told) == (1, False)
        assert actions.map_code(category=None, **told) == (1, False)
        mine.refresh_from_db()
        assert mine.category == other

    def test_very_many_rows_follow_in_the_background(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(code_actions, "AT_ONCE", 2)
        falls, unknown = category(world, "Fall"), code()
        for number in range(3):
            imported(world, f"A{number}", code=unknown, system=unknown.system)
        done = actions.map_code(code_id=unknown.pk, category=falls, unit=None, by=world.sten, at=NOON)
        assert done == (3, True)
        assert Event.objects.filter(category=None).count() == 3
        assert actions.follow_code(code_id=unknown.pk, was=None) == 3
        assert actions.follow_code(code_id=unknown.pk, was=None) == 0

    def test_codes_go_on_to_what_replaces_a_category(self, world: World) -> None:
        falls, new = category(world, "Fall"), category(world, "Fallolycka")
        mapped = code(category=falls)
        ended(world, falls, replaced_by=new)
        mapped.refresh_from_db()
        assert mapped.category == new

    def test_a_units_code_is_added_by_hand(self, world: World, sten: Client) -> None:
        system = SourceSystem.objects.create(name="Lifecare")
        typed = {"system": system.pk, "code": "LG-01", "unit": world.lindgarden.pk}
        url = reverse("registers:code_new")
        assert sten.post(url, typed).status_code == 302
        made = SourceCode.objects.get()
        assert (made.field, made.unit) == ("unit", world.lindgarden)
        assert sten.post(url, typed).status_code == 422
        neither = sten.post(url, {"system": system.pk, "code": "LG-02"})
        assert "Välj vad koden betyder" in neither.content.decode()

    def test_a_unit_is_mapped_for_the_next_reading(self, world: World, sten: Client) -> None:
        made = code("LG-01", field="unit")
        url = reverse("registers:code", args=[made.pk])
        page = sten.get(url)
        assert "nästa gång filen läses in" in page.content.decode()
        assert sten.post(url, posted(page.context["form"]) | {"unit": world.lindgarden.pk}).status_code == 302


def test_categories_of_the_demo_shape_have_no_history_before_they_were_loaded(world: World) -> None:
    Category.objects.create(code="mat", name="Mat", valid=period(BEGINNING))
    assert [row.name for row in tree_on(BEGINNING, TODAY)] == ["Mat"]
