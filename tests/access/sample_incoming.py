"""What the public has sent in about Carin's unit, waiting, and one that was registered and wants an answer."""

from insyn.registers.models import Contact, Event, Incoming, SenderCount
from tests.access.routes import Named
from tests.access.sample_case import OFFICES
from tests.world import NOON, World


def sent_in(world: World) -> Named:
    of_unit = {"kind": "complaint", "unit": world.lindgarden, "board": world.elderly, "received_at": NOON}
    key = world.elderly.key
    waiting = Incoming.objects.create(
        **of_unit, reference=f"VANTAR-{key}", text=f"{OFFICES} om maten", name=OFFICES, reach=f"{OFFICES}@exempel.se"
    )
    event = Event.objects.create(
        reference=f"{OFFICES}-inkommen-{key}", kind="complaint", board=world.elderly, unit=world.lindgarden,
        registered_date=NOON.date(), text=OFFICES, source="public",
    )  # fmt: skip
    Contact.objects.create(event=event, name=OFFICES, reach=OFFICES)
    Incoming.objects.create(
        **of_unit, reference=f"TAGEN-{key}", state="registered", event=event, handled_by_id=world.anna.pk,
        handled_at=NOON,
    )  # fmt: skip
    SenderCount.objects.get_or_create(hour=NOON, sender="")
    return {
        "registers:incoming": {"pk": waiting.pk},
        "registers:incoming_list": {},
        "publishing:opinion": {},
        "publishing:opinion_receipt": {"reference": waiting.reference},
    }
