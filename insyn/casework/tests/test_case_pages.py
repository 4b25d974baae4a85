"""The pages of a follow-up: who may enter, what they show, and that they ask the database little."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from insyn.casework.models import FollowUp, Participation
from insyn.casework.tests.cast import a_follow_up
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


PAGES = ("follow_up", "follow_up_history")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("sten", 200), ("moa", 200), ("bo", 404), ("carin", 404), ("disa", 404)]
)
def test_a_follow_up_is_there_for_its_boards_people_only(world: World, page: str, who: str, status: int) -> None:
    follow_up = a_follow_up(world, stage="examining")
    response = client_of(getattr(world, who)).get(reverse(f"casework:{page}", args=[follow_up.pk]))
    assert response.status_code == status


def test_members_and_the_secretary_read_it_when_it_has_been_reported(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    address = reverse("casework:follow_up", args=[follow_up.pk])
    assert client_of(world.frida).get(address).status_code == 404
    FollowUp.objects.filter(pk=follow_up.pk).update(reported_at=follow_up.created_at)
    assert client_of(world.frida).get(address).status_code == 200
    assert client_of(world.siv).get(address).status_code == 200


@pytest.mark.parametrize(
    ("who", "page", "status"),
    [
        ("anna", "preparation_start", 200),
        ("olle", "preparation_start", 200),
        ("sten", "preparation_start", 403),
        ("berit", "preparation_start", 403),
        ("sten", "call_off", 200),
        ("olle", "call_off", 403),
        ("dag", "participation_new", 200),
        ("berit", "participation_new", 403),
        ("sten", "share_new", 200),
        ("anna", "share_new", 403),
        ("moa", "declaration", 403),
        ("anna", "approval", 409),
    ],
)
def test_the_table_of_who_may_do_what_is_kept(world: World, who: str, page: str, status: int) -> None:
    follow_up = a_follow_up(world, stage="notified")
    response = client_of(getattr(world, who)).get(reverse(f"casework:{page}", args=[follow_up.pk]))
    assert response.status_code == status


def test_nobody_works_before_having_answered_about_conflict(world: World) -> None:
    follow_up = a_follow_up(world, stage="notified", declared=False)
    anna = client_of(world.anna)
    response = anna.post(reverse("casework:preparation_start", args=[follow_up.pk]), {"note": ""})
    assert response.status_code == 409
    assert "Pröva först om du är jävig" in response.content.decode()
    page = anna.get(reverse("casework:follow_up", args=[follow_up.pk])).content.decode()
    assert f'data-variant="primary" data-color="accent" href="/arbete/uppfoljningar/{follow_up.pk}/jav/"' in page


def test_who_has_a_conflict_leaves_and_is_not_appointed_again(world: World) -> None:
    follow_up = a_follow_up(world, declared=False)
    client_of(world.olle).post(
        reverse("casework:declaration", args=[follow_up.pk]), {"answer": "yes", "note": "Syskon arbetar där"}
    )
    part = Participation.objects.get(follow_up=follow_up, person=world.olle)
    assert (part.conflict, part.end_reason) == ("exists", "Jäv")
    response = client_of(world.sten).post(
        reverse("casework:participation_new", args=[follow_up.pk]), {"person": world.olle.pk, "part": "assistant"}
    )
    assert response.status_code == 422
    assert "har uppgett jäv" in response.content.decode()


def test_a_handed_over_follow_up_comes_back(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    anna = client_of(world.anna)
    given = {"to_person": world.sten.pk, "reason": "Semester", "until": "2025-08-01"}
    anna.post(reverse("casework:handover", args=[follow_up.pk]), given)
    assert follow_up.participations.get(part="responsible", ended_at=None).person == world.sten
    page = anna.get(reverse("casework:follow_up", args=[follow_up.pk])).content.decode()
    assert "Anna Uppföljare till Sten Strateg, till och med 2025-08-01" in page
    handover = follow_up.handovers.get()
    client_of(world.sten).post(reverse("casework:handover_return", args=[follow_up.pk, handover.pk]))
    back = follow_up.participations.get(part="responsible", ended_at=None)
    assert (back.person, back.conflict) == (world.anna, "none")


def test_a_shared_follow_up_is_seen_by_the_other_board(world: World) -> None:
    follow_up = a_follow_up(world, kind="joint")
    address = reverse("casework:follow_up", args=[follow_up.pk])
    assert client_of(world.bo).get(address).status_code == 404
    given = {"board": world.disability.pk, "reason": "Gemensam uppföljning, beslut 2025-03-01"}
    client_of(world.sten).post(reverse("casework:share_new", args=[follow_up.pk]), given)
    assert "Gemensam uppföljning, beslut" in client_of(world.bo).get(address).content.decode()


def test_the_list_shows_what_is_late_and_who_answers(world: World) -> None:
    a_follow_up(world)
    anna = client_of(world.anna)
    page = anna.get(reverse("casework:follow_ups")).content.decode()
    assert "Avtalsuppföljning Lindgården" in page
    assert "Anna Uppföljare" in page
    assert "Inget passar" in anna.get(reverse("casework:follow_ups"), {"visa": "late"}).content.decode()
    assert "UPF-2025-1" in anna.get(reverse("casework:follow_ups"), {"deltagare": world.olle.pk}).content.decode()
    assert "UPF-2025-1" not in client_of(world.bo).get(reverse("casework:follow_ups")).content.decode()


def test_a_follow_up_is_opened_in_the_browser(world: World) -> None:
    given = {
        "title": "Lindgården",
        "kind": "event_driven",
        "board": world.elderly.pk,
        "ground": "event",
        "reference_date": "2025-03-03",
        "unit": world.lindgarden.pk,
        "depth": "in_depth",
        "performed_by": "authority",
        "responsible": world.anna.pk,
    }
    anna = client_of(world.anna)
    assert anna.get(reverse("casework:follow_up_new")).status_code == 200
    refused = anna.post(reverse("casework:follow_up_new"), {**given, "unit": ""})
    assert refused.status_code == 422
    assert "Välj minst ett avtal" in refused.content.decode()
    anna.post(reverse("casework:follow_up_new"), given)
    made = FollowUp.objects.get()
    assert (made.report_to, made.targets.get().contract) == ("board", world.contract)


def test_only_those_who_may_open_find_the_form(world: World) -> None:
    assert client_of(world.berit).get(reverse("casework:follow_up_new")).status_code == 403
    assert client_of(world.carin).get(reverse("casework:follow_up_new")).status_code == 404


def test_the_table_is_shown_as_it_is_kept(world: World) -> None:
    page = client_of(world.frida).get(reverse("casework:powers")).content.decode()
    assert "Den som godkänner är en annan" in page


def test_the_case_page_asks_the_database_at_most_twelve_times(
    world: World, django_assert_max_num_queries: Callable[..., object]
) -> None:
    follow_up = a_follow_up(world, stage="examining")
    anna = client_of(world.anna)
    address = reverse("casework:follow_up", args=[follow_up.pk])
    anna.get(address)  # the first page of a session also writes the session down
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        anna.get(address)


def test_the_list_asks_the_database_at_most_eight_times(
    world: World, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(5):
        a_follow_up(world)
    anna, address = client_of(world.anna), reverse("casework:follow_ups")
    anna.get(address)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        anna.get(address)
