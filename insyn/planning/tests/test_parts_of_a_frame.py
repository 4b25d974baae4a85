"""The places of a draw are given to parts of the frame, and the draw is made in each part by itself."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from insyn.contracts.models import Contract
from insyn.organisation.models import ServiceArea
from insyn.planning.actions.draws import (
    FrameAlreadyPublished,
    FrameCannotStand,
    PlacesMissing,
    change_draw,
    divide_places,
    draw_contracts,
    publish_frame,
)
from insyn.planning.actions.redraws import replace_draw
from insyn.planning.models import Draw, DrawEntry, FollowUpPlan
from insyn.planning.queries.draws import protocol_text_of
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_plan
from insyn.statistics.draw import read_frame, ticket, verify_protocol
from tests.clients import client_of
from tests.world import NOON, World, area, build_world

LATER = NOON + dt.timedelta(days=1)
PRIVATE, MUNICIPAL = "driftsform-privat", "driftsform-egen-regi"


@pytest.fixture
def world(db: None) -> World:
    """Three contracts with an area of their own, and three home care contracts of another area."""
    world = build_world()
    Contract.objects.update(area=world.nursing)
    home_care = area("hemtjanst", "Hemtjänst", world.elderly, 24)
    Contract.objects.bulk_create(
        Contract(
            number=f"HT-{n}", public_id=f"ht-{n}", name=f"Hemtjänst {n}", form="lov", provider=world.private,
            board=world.elderly, area=home_care,
        )
        for n in range(3)
    )  # fmt: skip
    for contract in Contract.objects.filter(area=home_care):
        contract.periods.create(valid=world.contract.periods.get().valid)
    return world


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    return a_plan(world)


def divided(world: World, plan: FollowUpPlan, by: str, **places: int) -> Draw:
    named = {name.replace("_", "-"): count for name, count in places.items()}
    return divide_places(draw_id=a_draw(world, plan).pk, parts_by=by, places=named, by=world.sten, at=NOON)


def drawn(world: World, draw: Draw, seed: str = SEED) -> Draw:
    publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(draw).sha256, by=world.sten, at=NOON)
    return draw_contracts(
        draw_id=draw.pk, seed=seed, meeting="Nämnden § 1", meeting_date=dt.date(2025, 3, 4), witness="Ordföranden",
        by=world.sten, at=LATER,
    )  # fmt: skip


def test_each_area_gets_its_places_and_its_own_thirds(world: World, plan: FollowUpPlan) -> None:
    draw = drawn(world, divided(world, plan, "area", vard_och_omsorgsboende=2, hemtjanst=3))
    assert draw.size == 5
    picked = DrawEntry.objects.exclude(picked_as="").values_list("part", "picked_as")
    # Nobody complained and one nursing home is nominated: the other places fall to chance, in the part where they lie.
    assert sorted(picked) == [
        ("hemtjanst", "random"), ("hemtjanst", "random"), ("hemtjanst", "random"),
        ("vard-och-omsorgsboende", "commissioners"), ("vard-och-omsorgsboende", "random"),
    ]  # fmt: skip


def test_the_header_says_the_places_and_both_sums(world: World, plan: FollowUpPlan) -> None:
    header = prepare_frame(divided(world, plan, "area", vard_och_omsorgsboende=3, hemtjanst=3)).text.split("\n")
    assert header[5:8] == [
        "antal: 6",
        "antal per stratum: hemtjanst 3, vard-och-omsorgsboende 3",
        "kvoter: klagomål 2, beställare 2, slump 2",
    ]


def test_tickets_are_the_same_whatever_the_parts(world: World, plan: FollowUpPlan) -> None:
    whole = drawn(world, a_draw(world, plan, size=6))
    parts = drawn(world, divided(world, a_plan(world, title="Delad"), "area", vard_och_omsorgsboende=3, hemtjanst=3))
    for draw in (whole, parts):
        for entry in DrawEntry.objects.filter(draw=draw).exclude(ticket=""):
            assert entry.ticket == ticket(SEED, entry.public_id)


def test_one_part_alone_is_drawn_from(world: World, plan: FollowUpPlan) -> None:
    draw = drawn(world, divided(world, plan, "area", hemtjanst=2))
    assert {entry.public_id[:2] for entry in DrawEntry.objects.exclude(picked_as="")} == {"ht"}
    # The nominated nursing home stands in the frame, but in no part that has places.
    assert DrawEntry.objects.get(draw=draw, public_id="av-2024-02").nomination_rank == 1


def test_forms_of_operation_divide_by_the_provider_on_the_day(world: World, plan: FollowUpPlan) -> None:
    draw = divide_places(
        draw_id=a_draw(world, plan).pk, parts_by="operation", places={PRIVATE: 3, MUNICIPAL: 1}, by=world.sten, at=NOON
    )
    strata = {line.contract: line.strata for line in prepare_frame(draw).frame.lines}
    assert strata["ub-2024-01"] == (MUNICIPAL, "vard-och-omsorgsboende")
    assert strata["ht-0"] == (PRIVATE, "hemtjanst")
    made = drawn(world, draw)
    assert DrawEntry.objects.get(draw=made, part=MUNICIPAL).public_id == "ub-2024-01"


def test_a_draw_from_the_whole_frame_is_written_as_ever(world: World, plan: FollowUpPlan) -> None:
    """Not a letter of a frame changes because parts exist: those that are published verify as they did."""
    text = prepare_frame(a_draw(world, plan)).text
    assert "antal per stratum: -\n" in text
    assert "driftsform" not in text


def test_the_protocol_verifies_by_command_and_names_a_changed_part(
    world: World, plan: FollowUpPlan, tmp_path: Path
) -> None:
    text = protocol_text_of(drawn(world, divided(world, plan, "area", vard_och_omsorgsboende=2, hemtjanst=3)))
    assert verify_protocol(text.encode()).is_ok
    file = tmp_path / "protokoll.json"
    for written, code in ((text, 0), (text.replace('"stratum": "hemtjanst"', '"stratum": "annat"', 1), 1)):
        file.write_text(written)
        command = [sys.executable, "-m", "insyn.statistics.draw", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code
    assert "skiljer sig i ”stratum”" in done.stdout


def test_the_parts_are_frozen_with_the_frame(world: World, plan: FollowUpPlan) -> None:
    draw = divided(world, plan, "area", vard_och_omsorgsboende=2, hemtjanst=3)
    publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(draw).sha256, by=world.sten, at=NOON)
    with pytest.raises(FrameAlreadyPublished):
        divide_places(draw_id=draw.pk, parts_by="", places={}, by=world.sten, at=NOON)
    for change in ({"parts": [["hemtjanst", 5]]}, {"parts_by": "operation"}):
        with pytest.raises(Error), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)


def test_places_without_saying_by_what_are_refused_by_the_database(world: World, plan: FollowUpPlan) -> None:
    draw = a_draw(world, plan)
    for change in ({"parts": [["hemtjanst", 2]]}, {"parts_by": "area"}):
        with pytest.raises(Error), transaction.atomic():
            Draw.objects.filter(pk=draw.pk).update(**change)
    with pytest.raises(PlacesMissing):
        divide_places(draw_id=draw.pk, parts_by="area", places={"hemtjanst": 0}, by=world.sten, at=NOON)


def test_more_places_than_a_part_has_contracts_is_no_frame(world: World, plan: FollowUpPlan) -> None:
    draw = divided(world, plan, "area", hemtjanst=4)
    with pytest.raises(FrameCannotStand, match="stratum ”hemtjanst” har bara 3"):
        publish_frame(draw_id=draw.pk, seen_sha256="", by=world.sten, at=NOON)


def sized(world: World, draw: Draw, size: int) -> Draw:
    return change_draw(
        draw_id=draw.pk, title=draw.title, size=size, reference_date=draw.reference_date, severity_floor=1,
        complaints_from=dt.date(2024, 1, 1), complaints_to=dt.date(2024, 12, 31), by=world.sten, at=NOON,
    )  # fmt: skip


def test_the_size_follows_the_places(world: World, plan: FollowUpPlan) -> None:
    draw = divided(world, plan, "area", hemtjanst=3)
    assert sized(world, draw, 9).size == 3
    assert divide_places(draw_id=draw.pk, parts_by="", places={}, by=world.sten, at=NOON).size == 3
    assert sized(world, draw, 9).size == 9


def test_a_new_draw_begins_with_the_places_of_the_one_it_replaces(world: World, plan: FollowUpPlan) -> None:
    draw = drawn(world, divided(world, plan, "area", vard_och_omsorgsboende=2, hemtjanst=3))
    fresh = replace_draw(
        draw_id=draw.pk,
        decision="Nämnden § 20",
        decided_date=dt.date(2025, 3, 4),
        reason="Fel",
        by=world.sten,
        at=LATER,
    )
    assert (fresh.parts_by, fresh.parts) == (draw.parts_by, draw.parts)


def send(world: World, draw: Draw, **typed: str) -> tuple[int, str]:
    answer = client_of(world.sten).post(reverse("planning:draw_division", args=[draw.pk]), typed)
    return answer.status_code, answer.text


def test_the_strategist_divides_the_places_on_a_page(world: World, plan: FollowUpPlan) -> None:
    draw = a_draw(world, plan)
    page = client_of(world.sten).get(reverse("planning:draw_division", args=[draw.pk])).text
    assert "3 avtal kan väljas, 3 av dem av slumpen." in page
    typed = {"parts_by": "area", "platser-hemtjanst": "3", "platser-vard-och-omsorgsboende": "2"}
    assert send(world, draw, **typed)[0] == 302
    overview = client_of(world.sten).get(reverse("planning:draw", args=[draw.pk])).text
    assert "Platserna per verksamhetsområde" in overview
    # Two places leave chance none: one of five where the whole frame would have given it one of five too.
    assert "Delningen tar platser från slumpen" not in overview
    send(world, draw, **(typed | {"platser-hemtjanst": "2"}))
    assert (
        "Delningen tar platser från slumpen" in client_of(world.sten).get(reverse("planning:draw", args=[draw.pk])).text
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"parts_by": "area"}, "minst en av delarna"),
        ({"parts_by": "area", "platser-hemtjanst": "4"}, "Bara 3 avtal kan väljas här"),
        ({"parts_by": "area", "platser-hemtjanst": "två"}, "inte ett heltal"),
        ({"parts_by": "", "platser-hemtjanst": "2"}, "Du har skrivit platser under Verksamhetsområden"),
        ({"parts_by": "operation", "platser-hemtjanst": "2"}, "Du har skrivit platser under Verksamhetsområden"),
    ],
)
def test_what_cannot_be_divided_is_said_and_kept(
    world: World, plan: FollowUpPlan, typed: dict[str, str], said: str
) -> None:
    draw = a_draw(world, plan)
    status, page = send(world, draw, **typed)
    assert (status, said in page) == (422, True)
    assert all(f'value="{value}"' in page for value in typed.values() if value)
    draw.refresh_from_db()
    assert draw.parts == []


def test_a_division_says_what_it_leaves_out(world: World, plan: FollowUpPlan) -> None:
    Contract.objects.filter(pk=world.own_contract.pk).update(area=None)
    page = client_of(world.sten).get(reverse("planning:draw_division", args=[a_draw(world, plan).pk])).text
    assert "Varje verksamhetsområde för sig (1 avtal hör inte till något och kan då inte väljas)" in page
    Contract.objects.update(area=None)
    page = client_of(world.sten).get(reverse("planning:draw_division", args=[Draw.objects.get().pk])).text
    assert "Varje verksamhetsområde för sig" not in page


def test_leaving_the_parts_does_not_ask_to_empty_them_first(world: World, plan: FollowUpPlan) -> None:
    draw = divided(world, plan, "area", hemtjanst=3)
    assert send(world, draw, **{"parts_by": "", "platser-hemtjanst": "3"})[0] == 302
    draw.refresh_from_db()
    assert (draw.parts_by, draw.parts, draw.size) == ("", [], 3)


def test_residents_see_the_places_before_and_after_the_draw(world: World, plan: FollowUpPlan, client: Client) -> None:
    draw = divided(world, plan, "area", vard_och_omsorgsboende=2, hemtjanst=3)
    publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(draw).sha256, by=world.sten, at=NOON)
    address = reverse("publishing:draw", args=[draw.slug])
    assert "Ramen är delad" in client.get(address).text
    draw_contracts(
        draw_id=draw.pk, seed=SEED, meeting="Nämnden § 1", meeting_date=dt.date(2025, 3, 4), witness="Ordföranden",
        by=world.sten, at=LATER,
    )  # fmt: skip
    page = client.get(address).text
    assert '<td data-draw-field="stratum">hemtjanst</td>' in page
    assert read_frame(client.get(reverse("publishing:frame", args=[draw.slug])).content).header.strata == (
        ("hemtjanst", 3), ("vard-och-omsorgsboende", 2),
    )  # fmt: skip
    assert ServiceArea.objects.get(slug="hemtjanst").name in page
