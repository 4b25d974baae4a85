"""Follow-ups for the tests: one of Lindgården by Anna with Olle's help, one of several providers, one overarching."""

import datetime as dt
from typing import Any

from insyn.casework.actions.findings import FindingContent, record_finding
from insyn.casework.models import Assessment, CaseDocument, Finding, FollowUp, FollowUpTarget, Participation, Question
from insyn.contracts.models import Requirement
from insyn.organisation.models import Unit, UnitSpell
from tests.world import NOON, World

DAY = NOON.date()


def follow_up_of(world: World, *units: Unit, stage: str = "examining", **fields: Any) -> FollowUp:
    """A follow-up of Anna's board at a stage, with Anna responsible and Olle assisting, neither of them jävig."""
    number = FollowUp.objects.count() + 1
    given = {"title": f"Uppföljning {number}", "kind": "contract", "ground": "plan", "board": world.elderly}
    made: FollowUp = FollowUp.objects.create(
        registry_number=f"ÄN 2025:{number}",
        stage=stage,
        reference_date=DAY,
        notified_at=NOON,
        created_by=world.sten,
        created_at=NOON,
        **{**given, **fields},
    )
    for person, part in ((world.anna, "responsible"), (world.olle, "assistant")):
        Participation.objects.create(
            follow_up=made, person=person, part=part, conflict="none", declared_at=NOON, started_at=NOON
        )
    for unit in units or (world.lindgarden,):
        target(made, unit)
    return made


def target(follow_up: FollowUp, unit: Unit) -> FollowUpTarget:
    spell = UnitSpell.objects.on(follow_up.reference_date).get(unit=unit)
    made: FollowUpTarget = FollowUpTarget.objects.create(
        follow_up=follow_up,
        unit=unit,
        unit_spell=spell,
        provider_id=spell.provider_id,
        provider_spell=spell.provider.spells.get(),
    )
    return made


def chosen_requirements(follow_up: FollowUp) -> list[Assessment]:
    """Every requirement of the catalogue, chosen for the follow-up's first target."""
    first = follow_up.targets.order_by("pk")[0]
    return [
        Assessment.objects.create(
            follow_up=follow_up, target=first, requirement=requirement, wording=requirement.versions.get()
        )
        for requirement in Requirement.objects.order_by("code")
    ]


def content(world: World, **changes: Any) -> FindingContent:
    given: dict[str, Any] = {
        "kind": "deficiency",
        "severity": "serious",
        "quality_area_id": world.participation.pk,
        "title": "Genomförandeplaner saknas",
        "text": "Tre av tio planer saknades.",
        "found_date": DAY,
        "causes": ((None, "Ingen följer upp planerna"), (None, "Nya medarbetare har inte fått utbildning")),
    }
    return FindingContent(**{**given, **changes})


def deficiency(world: World, follow_up: FollowUp, **changes: Any) -> Finding:
    return record_finding(follow_up_id=follow_up.pk, content=content(world, **changes), by=world.anna, at=NOON)


def document(follow_up: FollowUp, world: World, **fields: Any) -> CaseDocument:
    given = {"kind": "evidence", "title": "Underlag", "uploaded_at": NOON, "uploaded_by": world.anna}
    made: CaseDocument = CaseDocument.objects.create(follow_up=follow_up, **{**given, **fields})
    return made


def overarching(world: World, *units: Unit, questions: tuple[str, ...] = ("Är bemanningen som avtalad?",)) -> FollowUp:
    made = follow_up_of(world, *units, kind="overarching", title="Bemanning")
    for order, text in enumerate(questions):
        Question.objects.create(follow_up=made, text=text, order=order)
    return made


def later(days: int = 0, hours: int = 0) -> dt.datetime:
    return NOON + dt.timedelta(days=days, hours=hours)
