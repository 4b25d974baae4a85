"""The rows that a compilation counts, out of what was reported."""

from collections.abc import Iterable

from insyn.casework.models import Action, Assessment, Finding
from insyn.casework.models import Cell as GridCell
from insyn.reporting.filling.figures import Row
from insyn.reporting.filling.reported import Counts, Reported

VERDICTS: tuple[tuple[str, str], ...] = (
    (Assessment.Verdict.MET, "uppfyllda"),
    (Assessment.Verdict.PARTLY, "delvis uppfyllda"),
    (Assessment.Verdict.NOT_MET, "inte uppfyllda"),
    (Assessment.Verdict.NOT_EXAMINED, "inte granskade"),
)
GRID_VERDICTS: tuple[tuple[str, str], ...] = (
    (GridCell.Result.FULFILLED, "svar uppfyllda"),
    (GridCell.Result.PARTLY, "svar delvis"),
    (GridCell.Result.NOT_FULFILLED, "svar inte uppfyllda"),
)
SEVERITIES: tuple[tuple[str, str], ...] = (
    (Finding.Severity.MINOR, "mindre"),
    (Finding.Severity.SERIOUS, "allvarliga"),
    (Finding.Severity.ACUTE, "akuta"),
)


def follow_up_rows(reported: Iterable[Reported]) -> list[Row]:
    return [Row("follow_up", each.follow_up.pk, each.follow_up.registry_number) for each in reported]


def finding_rows(findings: Iterable[Finding], of: Reported) -> list[Row]:
    number = of.follow_up.registry_number
    return [Row("finding", each.pk, f"{number}, iakttagelse {each.number}") for each in findings]


def action_rows(actions: Iterable[Action], of: Reported) -> list[Row]:
    return [Row("action", each.pk, f"{of.follow_up.registry_number}: {each.text[:60]}") for each in actions]


def judged_rows(reported: Iterable[Reported], verdict: str = "", area: str = "") -> list[Row]:
    """How many requirements of each follow-up were judged so."""
    return [
        Row("assessments", each.follow_up.pk, each.follow_up.registry_number, many)
        for each in reported
        if (many := _sum(each.judged, verdict, area))
    ]


def answer_rows(reported: Iterable[Reported], result: str) -> list[Row]:
    """How many answers in each overarching follow-up's grid came to that result."""
    return [
        Row("grid", each.follow_up.pk, each.follow_up.registry_number, many)
        for each in reported
        if (many := _sum(each.cells, result, ""))
    ]


def _sum(counts: Iterable[Counts], verdict: str, area: str) -> int:
    return sum(
        each.count for each in counts if (not verdict or each.verdict == verdict) and (not area or each.area == area)
    )


def deficiency_rows(reported: Iterable[Reported], severity: str = "", area: str = "", state: str = "") -> list[Row]:
    """Deficiencies of a severity, a quality area and a state; what is left out is not asked for."""
    wanted = (("severity", severity), ("quality_area.name", area), ("state", state))
    asked = [(path.split("."), value) for path, value in wanted if value]
    return [
        row
        for each in reported
        for row in finding_rows([found for found in each.deficiencies if _fits(found, asked)], each)
    ]


def _fits(found: object, asked: list[tuple[list[str], str]]) -> bool:
    for path, value in asked:
        told = found
        for name in path:
            told = getattr(told, name)
        if told != value:
            return False
    return True
