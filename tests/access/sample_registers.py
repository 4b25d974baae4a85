"""What has been reported about Carin's unit to Anna's board: an event, and what hangs on it."""

from insyn.registers import actions
from insyn.registers.models import Event
from tests.access.routes import Named
from tests.access.sample_case import OFFICES
from tests.world import NOON, World


def reported(world: World) -> Named:
    """A complaint, by its own addresses and on its unit's and contract's pages."""
    event = Event.objects.create(
        reference=f"{OFFICES}-{world.elderly.key}",
        kind="complaint",
        board=world.elderly,
        unit=world.lindgarden,
        registered_date=NOON.date(),
        contract=world.contract,
        text=OFFICES,
    )
    actions.index_events([event.pk])
    return {
        "registers:": {"pk": event.pk, "slug": "klagomal"},
        "registers:of_unit": {"pk": world.lindgarden.pk},
        "registers:of_contract": {"pk": world.contract.pk},
    }
