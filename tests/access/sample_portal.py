"""What a unit's manager has entered in the provider's portal: Carin's."""

from insyn.base.periods import period
from insyn.registers.models import Category, Event, ProviderEntry
from tests.access.routes import Named
from tests.access.sample_case import SECRET
from tests.world import BEGINNING, NOON, World


def deviation(world: World) -> Named:
    """Filled in to its last field, with the unit whose list it is on."""
    category, _ = Category.objects.get_or_create(code="fall", name="Fall", valid=period(BEGINNING))
    event = Event.objects.create(
        reference=f"avvikelse-{world.elderly.key}", kind="deviation", basis="sol", category=category,
        board=world.elderly, unit=world.lindgarden, occurred_date=NOON.date(), registered_date=NOON.date(), severity=2,
        likelihood=3, text=f"{SECRET} fall", cause="Blött golv", action="Ny matta", action_date=NOON.date(),
        responsible="Enhetschef",
    )  # fmt: skip
    ProviderEntry.objects.create(event=event, provider=world.private)
    return {
        "portal:deviation": {"pk": event.pk},
        **{key: {"pk": world.lindgarden.pk} for key in ("portal:deviations", "portal:deviation_new")},
    }
