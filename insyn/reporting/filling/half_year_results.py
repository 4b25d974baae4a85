"""What the reported follow-ups came to: judged requirements, deficiencies, actions, examples and promises."""

from collections.abc import Iterable

from insyn.base.charts import BarChart, Part, Series, ShareChart
from insyn.base.swedish import swedish_key
from insyn.casework.models import Action, EffectCheck, Finding
from insyn.planning.models import FollowUpPlan
from insyn.reporting.document import Block, Cell, Chart, Panel, Paragraph, Table, Tone, rich
from insyn.reporting.filling.counting import (
    SEVERITIES,
    VERDICTS,
    action_rows,
    deficiency_rows,
    judged_rows,
)
from insyn.reporting.filling.figures import Row, Tally
from insyn.reporting.filling.half_year import subject_of
from insyn.reporting.filling.reported import HalfYearContent, Promised, Reported
from insyn.reporting.filling.tables import figures_columns, words_columns, words_row
from insyn.reporting.models import BoardDecision

PARTS = (
    Part("Uppfyllda", "good"),
    Part("Delvis uppfyllda", "warning"),
    Part("Inte uppfyllda", "danger"),
    Part("Inte granskade", "neutral"),
)
GRAVEST_FIRST = {"acute": 0, "serious": 1, "minor": 2}
TONES: dict[str, Tone] = {"minor": "info", "serious": "warning", "acute": "danger"}
FINDING_STATES = tuple(each for each in Finding.State if each != Finding.State.WITHDRAWN)
ACTION_STATES = tuple(each for each in Action.State if each != Action.State.REFUSED)


def verdicts(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """Judged requirements by quality area, as shares and in numbers."""
    areas = _sorted({each.area for reported in content.reported for each in reported.judged})
    if not areas:
        return (Paragraph("halvar-krav-inga", rich("Inga krav har bedömts i de redovisade uppföljningarna.")),)
    block = "halvar-krav"
    counts = {
        area: [
            tally.count(block, f"{area}: {word}", judged_rows(content.reported, code, area)) for code, word in VERDICTS
        ]
        for area in areas
    }
    chart = ShareChart(
        title="Bedömda krav efter kvalitetsområde",
        rows=areas,
        parts=PARTS,
        counts=tuple(tuple(float(count) for count in counts[area]) for area in areas),
        note="Vilka krav som granskas väljs för varje uppföljning.",
    )
    columns = (*words_columns(("Kvalitetsområde", 3)), *figures_columns(*((part.name, 1.7) for part in PARTS)))
    rows = tuple(words_row(area, *counts[area]) for area in areas)
    return (Chart("halvar-diagram-krav", chart), Table(block, "Bedömda krav", columns, rows))


def deficiencies(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """Deficiencies by quality area and severity, then one by one, the gravest first."""
    found = [(each, one) for one in content.reported for each in one.deficiencies]
    if not found:
        return (Paragraph("halvar-brister-inga", rich("Inga brister har konstaterats.")),)
    areas, block = _sorted({each.quality_area.name for each, _ in found}), "halvar-brister"
    counts = {
        area: [
            tally.count(block, f"{area}: {word}", deficiency_rows(content.reported, severity, area))
            for severity, word in SEVERITIES
        ]
        for area in areas
    }
    sums = tuple(float(sum(counts[area])) for area in areas)
    chart = BarChart(title="Brister efter kvalitetsområde", categories=areas, series=(Series("Brister", sums),))
    names = [word.capitalize() for _, word in SEVERITIES]
    columns = (*words_columns(("Kvalitetsområde", 3)), *figures_columns(*((name, 1.2) for name in names)))
    table = Table(block, "Antal brister", columns, tuple(words_row(area, *counts[area]) for area in areas))
    return (Chart("halvar-diagram-brister", chart), table, _one_by_one(found))


def _one_by_one(found: list[tuple[Finding, Reported]]) -> Table:
    ordered = sorted(found, key=lambda pair: (GRAVEST_FIRST.get(pair[0].severity, 9), pair[1].day, pair[0].number))
    rows = []
    for each, one in ordered:
        title, where, area = words_row(
            each.title, f"{subject_of(one)}, {one.follow_up.registry_number}", each.quality_area.name
        )
        severity = Cell(rich(each.get_severity_display()), TONES.get(each.severity, "none"))
        rows.append((title, where, area, severity, *words_row(each.get_state_display())))
    columns = words_columns(
        ("Brist", 3), ("Uppföljning", 2.6), ("Kvalitetsområde", 2), ("Allvarlighet", 1.4), ("Läge", 1.5)
    )
    return Table("halvar-brister-lista", "Bristerna en för en", columns, tuple(rows))


def actions(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """How far the answers have come: deficiencies by state, actions by state and lateness, effects."""
    if not any(each.deficiencies or each.actions for each in content.reported):
        return (Paragraph("halvar-atgarder-inga", rich("Inga brister att åtgärda.")),)
    return (_answered(content, tally), *_carried_out(content, tally))


def _answered(content: HalfYearContent, tally: Tally) -> Table:
    block = "halvar-besvarade"
    columns = (
        *words_columns(("Allvarlighet", 2)),
        *figures_columns(*((str(s.label).capitalize(), 1.3) for s in FINDING_STATES)),
    )
    rows = tuple(
        words_row(
            word.capitalize(),
            *(
                tally.count(block, f"{word}: {state.label}", deficiency_rows(content.reported, severity, state=state))
                for state in FINDING_STATES
            ),
        )
        for severity, word in SEVERITIES
    )
    return Table(block, f"Bristernas läge {content.day:%Y-%m-%d}", columns, rows)


def _carried_out(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    found = [(each, one) for one in content.reported for each in one.actions]
    if not found:
        return (Paragraph("halvar-atgarder-utan", rich("Utförarna har inte lämnat några åtgärder än.")),)
    block = "halvar-atgarder"
    late = [(each, one) for each, one in found if each.is_open and not each.done_date and each.due_date < content.day]
    counted: list[tuple[str, list[tuple[Action, Reported]]]] = [
        (str(state.label).capitalize(), [pair for pair in found if pair[0].state == state]) for state in ACTION_STATES
    ]
    counted.append(("Försenade, bland de öppna", late))
    for verdict in EffectCheck.Verdict:
        checked = [pair for pair in found if _effect(content, pair[0]) == verdict]
        counted.append((f"Prövade: {verdict.label}", checked))
    rows = tuple(
        words_row(label, tally.count(block, label, [row for each, one in pairs for row in action_rows([each], one)]))
        for label, pairs in counted
    )
    columns = (*words_columns(("Läge", 4)), *figures_columns(("Åtgärder", 1)))
    return (Table(block, f"Utförarnas åtgärder {content.day:%Y-%m-%d}", columns, rows),)


def _effect(content: HalfYearContent, action: Action) -> str:
    check = content.effects.get(action.pk)
    return check.verdict if check else ""


def good_examples(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    found = [(each, one) for one in content.reported for each in one.findings_of(Finding.Kind.GOOD_EXAMPLE)]
    if not found:
        return (Paragraph("halvar-exempel-inga", rich("Inga goda exempel är antecknade.")),)
    return tuple(
        Panel(
            f"exempel-{each.pk}",
            each.title,
            (Paragraph(f"exempel-{each.pk}-text", rich(each.text)),),
            label=f"{subject_of(one)}, {one.follow_up.registry_number}",
            tone="good",
        )
        for each, one in found
    )


def decisions(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """What the board decided on reports during the half-year, and how far its tasks have come."""
    if not content.decisions:
        return (Paragraph("halvar-beslut-inga", rich("Nämnden har inte fattat beslut i uppföljningar under tiden.")),)
    columns = words_columns(("Beslut", 1.6), ("Rapport", 2.6), ("Vad nämnden beslutade", 4), ("Uppgifter", 1.6))
    rows = tuple(_decision_row(each, tally) for each in content.decisions)
    return (Table("halvar-beslut", "Nämndens beslut", columns, rows),)


def _decision_row(each: BoardDecision, tally: Tally) -> tuple[Cell, ...]:
    block, tasks = "halvar-beslut", list(each.tasks.all())
    title = each.item.version.document.title
    every = [Row("task", task.pk, task.text[:60]) for task in tasks]
    done = [row for row, task in zip(every, tasks, strict=True) if task.done_at]
    told = "inga"
    if tasks:
        number = tally.count(block, f"{title}: uppgifter", every)
        told = f"{tally.count(block, f'{title}: utförda uppgifter', done)} av {number} utförda"
    return words_row(f"§ {each.paragraph}, {each.date:%Y-%m-%d}", title, each.text, told)


def commitments(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """How far each plan of the time has come with what it promised."""
    blocks = tuple(
        _commitment_table(plan, rows, tally, f"{content.day:%Y-%m-%d}") for plan, rows in content.commitments if rows
    )
    return blocks or (Paragraph("halvar-ataganden-inga", rich("Planerna har inga åtaganden som räknas.")),)


def _commitment_table(plan: FollowUpPlan, rows: Iterable[Promised], tally: Tally, day: str) -> Table:
    block = f"ataganden-{plan.pk}"
    cells = []
    for each in rows:
        row, progress = each.counted.row, each.counted.progress
        met = Cell(rich("uppnått" if progress.is_met else "inte uppnått än"), "good" if progress.is_met else "none")
        tally.count(block, row.text, [Row(counted.kind, counted.key, counted.name) for counted in each.rows])
        cells.append((*words_row(row.text, progress.words), met))
    columns = words_columns(("Åtagande", 4), ("Hur långt det har kommit", 3), ("Läge", 1.6))
    note = "Räknat på hela planen, för alla dess nämnder."
    return Table(block, f"Åtaganden i {plan.title}, läget {day}", columns, tuple(cells), note=note)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=swedish_key))
