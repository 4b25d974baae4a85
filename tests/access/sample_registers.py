"""What has been reported about Carin's unit to Anna's board: an event, and what hangs on it."""

from insyn.base.files import store_content
from insyn.base.periods import period
from insyn.organisation.models import AssignmentSpell, ServiceAssignment
from insyn.registers import actions
from insyn.registers.models import (
    Category,
    Contact,
    Event,
    Inspection,
    Referral,
    SourceCode,
    SourceSystem,
    Track,
    TrackStep,
    UnitVolume,
)
from tests.access.routes import Named
from tests.access.sample_case import DUE, OFFICES
from tests.world import BEGINNING, NOON, World

DAY = NOON.date()


def reported(world: World) -> Named:
    """A complaint, by its own addresses and on its unit's and contract's pages; it is lex Sarah's too."""
    event = Event.objects.create(
        reference=f"{OFFICES}-{world.elderly.key}",
        kind="complaint",
        board=world.elderly,
        unit=world.lindgarden,
        registered_date=DAY,
        due_date=DUE,
        contract=world.contract,
        text=OFFICES,
    )
    actions.index_events([event.pk])
    Contact.objects.create(event=event, name=f"{OFFICES} Lind", reach="lind@exempel.se")
    track = Track.objects.create(event=event, basis="lex_sarah", started_date=DAY, ground=f"{OFFICES} skäl")
    step = _step(world, track)
    return {
        "registers:": {"pk": event.pk, "slug": "klagomal"},
        "registers:of_unit": {"pk": world.lindgarden.pk},
        "registers:of_contract": {"pk": world.contract.pk},
        **{key: {"pk": track.pk} for key in ("registers:track_assessment", "registers:step_new")},
        **{key: {"pk": step.pk} for key in ("registers:step_removal", "registers:step_file")},
        **_figures(world),
        **_oversight(world),
        **_sorting(world),
    }


def _sorting(world: World) -> Named:
    """A category, and a code of another system that nobody has mapped."""
    category = Category.objects.create(code=f"fall-{world.elderly.key}", name="Fall", valid=period(BEGINNING))
    system, _ = SourceSystem.objects.get_or_create(name="Verksamhetssystemet")
    code = SourceCode.objects.create(system=system, field="category", code=world.elderly.key)
    return {"registers:category": {"pk": category.pk}, "registers:code": {"pk": code.pk}}


def counted(world: World) -> None:
    """What no address names: how much care the unit gives. (The sums are made by the events themselves.)"""
    UnitVolume.objects.create(unit=world.lindgarden, measure="persons", valid=period(BEGINNING), value=40)


def _figures(world: World) -> Named:
    """The nodes that the event is counted under; the assignment has its area's board."""
    assignment, _ = ServiceAssignment.objects.get_or_create(key="drift", defaults={"name": "Drift", "slug": "drift"})
    if not assignment.spells.exists():
        AssignmentSpell.objects.create(assignment=assignment, name="Drift", area=world.nursing, valid=period(BEGINNING))
    nodes = {
        "unit": world.lindgarden, "provider": world.private, "assignment": assignment, "area": world.nursing,
        "board": world.elderly,
    }  # fmt: skip
    return {
        f"registers:figures_{part}_{kind}": {"pk": row.pk} for kind, row in nodes.items() for part in ("of", "workbook")
    }


def _step(world: World, track: Track) -> TrackStep:
    file = store_content(name="utredning.txt", content=OFFICES.encode(), by_id=world.anna.pk, at=NOON)
    made: TrackStep = TrackStep.objects.create(
        track=track, kind="investigated", done_date=DAY, evidence=OFFICES, file=file, by_id=world.anna.pk, at=NOON
    )
    return made


def _oversight(world: World) -> Named:
    """An inspection that waits for an answer, and a suspicion that has not been passed on."""
    file = store_content(name="beslut.txt", content=OFFICES.encode(), by_id=world.anna.pk, at=NOON)
    told = {"board": world.elderly, "unit": world.lindgarden}
    inspection = Inspection.objects.create(
        **told, authority="ivo", inspected_date=DAY, answer_due=DAY, subject=OFFICES, file=file
    )
    referral = Referral.objects.create(
        **told, provider=world.private, matter="tax", authority="tax", noticed_date=DAY, text=OFFICES
    )
    return {
        "registers:inspection": {"pk": inspection.pk},
        "registers:inspections_of_unit": {"pk": world.lindgarden.pk},
        "registers:inspections_of_contract": {"pk": world.contract.pk},
        "registers:referral": {"pk": referral.pk},
    }
