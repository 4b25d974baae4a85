import datetime as dt

import pytest

from insyn.access.queries import scope_of
from insyn.base.models import Letter
from insyn.casework.actions import urgent
from insyn.casework.models import Receipt, UrgentNotice
from insyn.casework.tests.cases import DAY, deficiency, follow_up_of, later
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = build_world()
    urgent.add_recipient(board=made.elderly, person=made.frida, capacity="Ordförande", start=DAY, by=made.disa, at=NOON)
    return made


def notified(world: World) -> UrgentNotice:
    found = deficiency(world, follow_up_of(world), severity="acute", title="Larm fungerar inte")
    return urgent.send_urgent_notice(finding_id=found.pk, text="Larmen är ur funktion.", by=world.anna, at=NOON)


def test_an_acute_deficiency_reaches_director_and_named_recipients_once_and_without_content(world: World) -> None:
    notice = notified(world)
    again = urgent.send_urgent_notice(finding_id=notice.finding_id, text="Igen", by=world.olle, at=NOON)
    assert again == notice
    assert set(notice.receipts.values_list("person__name", "capacity")) == {
        ("Dag Direktör", "Förvaltningsdirektör"),
        ("Frida Förtroendevald", "Ordförande"),
    }
    letters = list(Letter.objects.order_by("to"))
    assert [letter.to for letter in letters] == ["dag@exempel.se", "frida@exempel.se"]
    assert all("arm" not in letter.body + letter.subject for letter in letters)


def test_a_recipient_without_other_rights_sees_the_notice_and_others_of_the_board_do_not(world: World) -> None:
    notice = notified(world)
    seen = {
        name: UrgentNotice.objects.visible_to(scope_of(getattr(world, name).pk, DAY)).filter(pk=notice.pk).exists()
        for name in ("frida", "dag", "anna", "siv", "bo", "carin")
    }
    assert seen == {"frida": True, "dag": True, "anna": True, "siv": False, "bo": False, "carin": False}


def test_only_an_open_acute_deficiency_gives_a_notice_and_somebody_must_be_there_to_tell(world: World) -> None:
    serious = deficiency(world, follow_up_of(world))
    with pytest.raises(urgent.NotAcute):
        urgent.send_urgent_notice(finding_id=serious.pk, text="x", by=world.anna, at=NOON)
    elsewhere = deficiency(world, follow_up_of(world, board=world.disability), severity="acute")
    with pytest.raises(urgent.NobodyToTell):
        urgent.send_urgent_notice(finding_id=elsewhere.pk, text="x", by=world.anna, at=NOON)


def test_the_first_confirmation_counts_and_only_recipients_confirm(world: World) -> None:
    notice = notified(world)
    urgent.confirm_receipt(notice_id=notice.pk, by=world.dag, at=later(hours=1))
    urgent.confirm_receipt(notice_id=notice.pk, by=world.dag, at=later(hours=2))
    assert Receipt.objects.get(person=world.dag).received_at == later(hours=1)
    with pytest.raises(urgent.NotARecipient):
        urgent.confirm_receipt(notice_id=notice.pk, by=world.anna, at=NOON)


def test_without_confirmation_it_repeats_after_the_set_time_and_a_job_done_twice_tells_once(world: World) -> None:
    notice = notified(world)
    urgent.confirm_receipt(notice_id=notice.pk, by=world.dag, at=later(hours=1))
    assert urgent.repeat_unconfirmed(by=None, at=later(hours=3)) == 0
    assert urgent.repeat_unconfirmed(by=None, at=later(hours=4)) == 1
    assert urgent.repeat_unconfirmed(by=None, at=later(hours=4)) == 0
    assert urgent.repeat_unconfirmed(by=None, at=later(hours=8)) == 1
    waiting = Receipt.objects.get(person=world.frida)
    assert (waiting.times_sent, waiting.last_sent_at) == (3, later(hours=8))
    assert Letter.objects.filter(to="frida@exempel.se").count() == 3
    assert Letter.objects.filter(to="dag@exempel.se").count() == 1


def test_a_notice_nobody_confirmed_goes_out_by_itself_after_an_hour(world: World) -> None:
    found = deficiency(world, follow_up_of(world), severity="acute", immediate_action="Extra bemanning i natt.")
    assert urgent.send_unsent(at=later(hours=0) + dt.timedelta(minutes=59)) == 0
    assert urgent.send_unsent(at=later(hours=1)) == 1
    assert urgent.send_unsent(at=later(hours=1)) == 0
    notice = UrgentNotice.objects.get()
    assert (notice.finding, notice.by) == (found, world.anna)
    assert "Extra bemanning i natt." in notice.text


def test_who_is_told_is_dated(world: World) -> None:
    tomorrow = DAY + dt.timedelta(days=1)
    recipient = world.elderly.urgent_recipients.get()
    urgent.end_recipient(recipient_id=recipient.pk, end=tomorrow, by=world.disa, at=NOON)
    assert world.frida in urgent.recipients_for(world.elderly.pk, DAY)
    assert world.frida not in urgent.recipients_for(world.elderly.pk, tomorrow)
