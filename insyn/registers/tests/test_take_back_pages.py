"""Taking a file back from its page: asked once, with what will happen, and with what stands in the way."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from insyn.base.models import ImportRemark, ImportRun
from insyn.registers import actions, jobs
from insyn.registers.models import Event
from insyn.registers.tests.test_intake_pages import FALL, LATE, compared, done, page, saved
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def address(run: ImportRun) -> str:
    return reverse("registers:import_taking_back", args=[run.pk])


def close(world: World, reference: str) -> None:
    event = Event.objects.get(reference=reference)
    day = dt.date(2025, 2, 28)
    actions.close_event(event_id=event.pk, closed_date=day, handled="Samtal", by=world.anna, at=timezone.now())


def test_the_page_says_what_will_happen_and_a_worker_does_it(world: World) -> None:
    client = client_of(world.anna)
    run = saved(client, FALL, LATE)
    told = client.get(address(run)).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 rader som inläsningen lade till tas bort, och 0 rader som den ändrade blir som förut." in told
    client.post(address(run))
    assert "Tar tillbaka inläsningen" in page(client, run)
    assert done(jobs.take_back, run).state == "taken_back"
    assert not Event.objects.exists()
    assert "Inläsningen är tillbakatagen" in page(client, run)
    assert client.post(address(run)).status_code == 409


def test_rows_that_were_touched_are_listed_with_links_and_there_is_no_button(world: World) -> None:
    client = client_of(world.anna)
    run = saved(client, FALL, LATE)
    close(world, "T1")
    answer = client.get(address(run))
    assert reverse("registers:event", args=[Event.objects.get(reference="T1").pk]) in answer.text
    assert [reference for _, reference in answer.context["rows"]] == ["T1"]
    assert '<form method="post">' not in answer.text
    assert client.post(address(run)).status_code == 409


def test_a_row_that_is_touched_while_the_job_waits_keeps_the_file_and_says_so(world: World) -> None:
    client = client_of(world.anna)
    run = saved(client, FALL)
    client.post(address(run))
    close(world, "T1")
    assert done(jobs.take_back, run).state == "saved"
    assert "1 rad har ändrats sedan dess" in page(client, run)
    assert "Arbetar" not in page(client, run)


def test_a_job_that_is_done_twice_takes_back_once(world: World) -> None:
    run = saved(client_of(world.anna), FALL)
    for _ in range(2):
        assert done(jobs.take_back, run).state == "taken_back"


def test_what_stood_in_wrong_cells_is_cleared_after_a_month(world: World) -> None:
    run = compared(client_of(world.anna), "T3;okänd;2025-02-03;;FALL;2;;")
    jobs.clear_remarks()
    assert ImportRemark.objects.exists()
    ImportRun.objects.filter(pk=run.pk).update(at=timezone.now() - dt.timedelta(days=31))
    jobs.clear_remarks()
    assert not ImportRemark.objects.exists()
