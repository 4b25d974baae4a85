"""Requirement sets, their requirements, and one rewording that makes the day of a visit matter."""

import datetime as dt

from insyn.base.periods import period
from insyn.contracts.models import Requirement, RequirementSet, RequirementVersion
from insyn.demo.catalogue import places, requirements
from insyn.organisation.models import Board, QualityArea

REWORDED = dt.date(2026, 1, 1)


def load_requirements() -> None:
    """About four hundred requirements in thirteen sets."""
    areas = {area.code: area for area in QualityArea.objects.all()}
    boards = {board.key: board for board in Board.objects.all()}
    for each in requirements.SHARED_SETS:
        made = RequirementSet.objects.create(code=each.code, name=each.name, source=each.source)
        for code, area, dimension, text, source in requirements.SHARED[each.code]:
            _requirement(made, code, areas[area], dimension, text, source, each.start)
    for key, (short, year, person, where, figures) in requirements.TENDERS.items():
        name, board = places.AREAS[key][:2]
        made = RequirementSet.objects.create(
            code=f"FU-{short}-{year}",
            name=f"Förfrågningsunderlag {name} {year}",
            source=RequirementSet.Source.TENDER,
            board=boards[board],
        )
        for code, area, dimension, text in requirements.THEMES:
            words = text.format(person=person, where=where, **figures)
            _requirement(
                made, f"{short} {code}", areas[area], dimension, words, f"Kravspecifikation {code}", dt.date(year, 1, 1)
            )
    _reword("FU-VOB-2022", "VOB 3.1", "Varje boende har en genomförandeplan inom 10 dagar.")
    _reword("LAG", "L1", "Insatserna är av god kvalitet och kvaliteten utvecklas fortlöpande.", "5 kap. SoL (2025:400)")


def _requirement(  # noqa: PLR0917 - the columns of the catalogue in their order
    within: RequirementSet,
    code: str,
    area: QualityArea,
    dimension: str,
    text: str,
    source: str,
    start: dt.date,
) -> None:
    requirement = Requirement.objects.create(requirement_set=within, code=code, quality_area=area, dimension=dimension)
    RequirementVersion.objects.create(requirement=requirement, text=text, source_ref=source, valid=period(start))


def _reword(set_code: str, code: str, text: str, source: str = "") -> None:
    old = RequirementVersion.objects.select_related("requirement").get(
        requirement__requirement_set__code=set_code, requirement__code=code
    )
    old.valid = period(old.valid.lower, REWORDED)
    old.save()
    RequirementVersion.objects.create(
        requirement=old.requirement, text=text, source_ref=source or old.source_ref, valid=period(REWORDED)
    )
