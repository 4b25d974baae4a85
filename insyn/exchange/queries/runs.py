"""What a run came to: counts for each sheet, the rows behind them, and the remarks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from insyn.base.models import ImportRemark, ImportRun, StagedRow
from insyn.base.templatetags.swedish import month
from insyn.exchange.sheets import SHEETS

WORDS = {
    "new": "nya",
    "changed": "ändrade",
    "reopened": "öppnade på nytt",
    "ended": "avslutade",
    "unchanged": "oförändrade",
}


ONE = {"new": "ny", "changed": "ändrad", "reopened": "öppnad på nytt", "ended": "avslutad"}
# What stands above the rows of one kind.
ABOUT = {
    "new": "Finns i filen men inte i registret, och läggs till.",
    "changed": "Det som står i registret är överstruket, och det som står i filen kommer efter.",
    "reopened": "Är stängda i registret men finns i filen, och öppnas på nytt.",
    "ended": "Finns i registret men inte i filen, som är fullständig, och avslutas.",
    "unchanged": "Filen säger detsamma som registret.",
}


@dataclass(frozen=True)
class SheetOutcome:
    """One sheet of the preview."""

    sheet: str
    counts: dict[str, int]

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        return [(outcome, word, self.counts.get(outcome, 0)) for outcome, word in WORDS.items()]


def summary_of(outcomes: list[SheetOutcome]) -> str:
    """All sheets together, in words: 3 nya, 1 avslutad. Nothing where the file says what the register says."""
    totals = {outcome: sum(each.counts.get(outcome, 0) for each in outcomes) for outcome in WORDS}
    told = {outcome: count for outcome, count in totals.items() if count and outcome != "unchanged"}
    return ", ".join(f"{count} {ONE[outcome] if count == 1 else WORDS[outcome]}" for outcome, count in told.items())


@dataclass(frozen=True)
class Changed:
    """One row of the preview: what it is, and each field as it was and as it would be."""

    key: str
    row: int
    name: str
    fields: list[tuple[str, str, str]]


def outcomes_of(run: ImportRun) -> list[SheetOutcome]:
    return [SheetOutcome(name, run.counts[name]) for name in SHEETS if name in run.counts]


def known_from(run: ImportRun) -> str:
    """The day that the file holds from, or the month where no more is known."""
    return month(run.snapshot_date) if run.snapshot_by_month else run.snapshot_date.isoformat()


def remarks_of(run: ImportRun, most: int = 200) -> list[ImportRemark]:
    return list(ImportRemark.objects.filter(run=run)[:most])


def rows_of(run: ImportRun, sheet: str, outcome: str) -> Any:
    """The staged rows of one kind, to be paged."""
    return StagedRow.objects.filter(run=run, sheet=sheet, outcome=outcome).order_by("row", "key")


def changes_of(rows: list[StagedRow]) -> Iterator[Changed]:
    for row in rows:
        facts = row.complete or row.facts
        pairs = row.changes or {}
        if row.outcome in {"new", "reopened"}:
            pairs = {name: (None, value) for name, value in row.facts.items()}
        fields = [(name, _word(was), _word(now)) for name, (was, now) in pairs.items() if was is not None or now]
        yield Changed(row.key, row.row, str(facts.get("Namn") or facts.get("Benämning") or ""), fields)


def _word(value: Any) -> str:
    if value in (None, ""):
        return "tomt"
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else str(value)
