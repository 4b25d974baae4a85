"""One function for each block that a template may ask the system to fill. Ids are lasting: remarks point at them."""

from collections import Counter
from collections.abc import Callable, Mapping

from django.db import models

from insyn.base.charts import Event, Part, ShareChart, TimelineChart
from insyn.base.charts.specs import Ink
from insyn.base.periods import local_date
from insyn.casework.models import Assessment, Finding, FollowUp, FollowUpTarget, Visit
from insyn.casework.models import Cell as GridCell
from insyn.reporting.document import (
    Block,
    Cell,
    Chart,
    Column,
    Fact,
    FactList,
    Panel,
    Paragraph,
    Table,
    Tone,
    rich,
)
from insyn.reporting.filling.case import Case
from insyn.reporting.filling.tables import words_columns, words_row

type Filler = Callable[[Case], tuple[Block, ...]]

VERDICTS: tuple[tuple[str, str, Tone], ...] = (
    (Assessment.Verdict.MET, "Uppfyllt", "good"),
    (Assessment.Verdict.PARTLY, "Delvis uppfyllt", "warning"),
    (Assessment.Verdict.NOT_MET, "Inte uppfyllt", "danger"),
    (Assessment.Verdict.NOT_EXAMINED, "Inte granskat", "none"),
)
SEVERITY_TONES: Mapping[str, Tone] = {"minor": "info", "serious": "warning", "acute": "danger"}
# Stages that say how the work went, in the words of a report; the others are the office's own.
TOLD_STAGES: Mapping[str, str] = {
    "notified": "Uppföljningen aviserades",
    "examining": "Granskningen började",
    "factual_check": "Utkastet lämnades för faktagranskning",
    "action_plan_asked": "Åtgärdsplan begärdes",
    "action_plan_in": "Åtgärdsplanen kom in",
    "approved": "Analysen godkändes",
    "feedback_given": "Resultatet återkopplades",
    "reported": "Uppföljningen redovisades",
}


def facts(case: Case) -> tuple[Block, ...]:
    follow_up = case.follow_up
    rows = [
        ("Diarienummer", follow_up.registry_number),
        ("Nämnd", follow_up.board.name),
        ("Slag av uppföljning", follow_up.get_kind_display()),
        ("Grund för urvalet", follow_up.get_ground_display()),
        ("Uppgifter per", f"{follow_up.reference_date:%Y-%m-%d}"),
    ]
    listed = tuple(Fact(term, rich(value)) for term, value in rows)
    columns = (
        Column("Föremål", 3),
        Column("Utförare", 3),
        Column("Avtal", 2),
        Column("Djup", 1.5),
        Column("Granskas av", 2),
    )
    table = Table("foremal", "Vad som har följts upp", columns, tuple(_target_row(each) for each in case.targets))
    return (FactList("uppgifter", listed), table)


def _target_row(target: FollowUpTarget) -> tuple[Cell, ...]:
    return words_row(
        str(target),
        str(target.provider_spell or "–"),
        target.contract.number if target.contract else "–",
        target.get_depth_display(),
        target.get_performed_by_display(),
    )


def methods(case: Case) -> tuple[Block, ...]:
    if not case.visits:
        return (Paragraph("metoder-inga", rich("Inga besök eller andra insamlingar är antecknade.")),)
    columns = words_columns(("Dag", 1.2), ("Metoder", 3), ("Föranmält", 1.2), ("Möttes", 3))
    rows = tuple(
        words_row(
            f"{visit.date:%Y-%m-%d}",
            _words(visit.methods, Visit.Method),
            "ja" if visit.is_announced else "nej",
            _words(visit.met, Visit.Party) or "–",
        )
        for visit in case.visits
    )
    return (Table("metoder", "Hur uppföljningen gjordes", columns, rows),)


def _words(codes: list[str], choices: type[models.TextChoices]) -> str:
    labels = dict(choices.choices)
    return ", ".join(labels[code] for code in codes)


def individuals(case: Case) -> tuple[Block, ...]:
    return tuple(
        Paragraph(f"enskilda-{view.pk}", rich(f"{view.get_how_display().capitalize()}: {view.text or view.why_not}"))
        for view in case.views
    )


def judgements(case: Case) -> tuple[Block, ...]:
    """One table for each quality area, with every chosen requirement and the ground for its judgement."""
    if not case.assessments:
        return (Paragraph("bedomningar-inga", rich("Inga krav ingick i granskningen.")),)
    areas: dict[int, list[Assessment]] = {}
    for assessment in case.assessments:
        areas.setdefault(assessment.requirement.quality_area_id, []).append(assessment)
    return tuple(_judged_table(area, rows, case) for area, rows in areas.items())


def _judged_table(area: int, assessments: list[Assessment], case: Case) -> Table:
    words = {code: (word, tone) for code, word, tone in VERDICTS}
    several = len(case.targets) > 1
    rows = []
    for each in assessments:
        word, tone = words.get(each.verdict, ("Inte bedömt", "none"))
        where = f" ({each.target})" if several else ""
        rows.append(
            (*words_row(f"{each.requirement.code}{where}", each.text), Cell(rich(word), tone), *words_row(each.ground))
        )
    columns = words_columns(("Krav", 1.2), ("Lydelse", 4), ("Bedömning", 1.6), ("Grund", 4))
    return Table(f"krav-{area}", assessments[0].requirement.quality_area.name, columns, tuple(rows))


def verdict_chart(case: Case) -> tuple[Block, ...]:
    counts: dict[str, Counter[str]] = {}
    for each in case.assessments:
        counts.setdefault(each.requirement.quality_area.name, Counter())[each.verdict] += 1
    if not counts:
        return ()
    chart = ShareChart(
        title="Bedömda krav efter kvalitetsområde",
        rows=tuple(counts),
        parts=(
            Part("Uppfyllt", "good"),
            Part("Delvis uppfyllt", "warning"),
            Part("Inte uppfyllt", "danger"),
            Part("Inte granskat", "neutral"),
        ),
        counts=tuple(tuple(float(row[code]) for code, _, _ in VERDICTS) for row in counts.values()),
        note="Antal krav i granskningen. Urvalet av krav är gjort för den här uppföljningen.",
    )
    return (Chart("diagram-krav", chart),)


def deficiencies(case: Case) -> tuple[Block, ...]:
    found = case.findings_of(Finding.Kind.DEFICIENCY)
    if not found:
        return (Paragraph("brister-inga", rich("Inga brister har konstaterats.")),)
    return tuple(_finding_panel(finding) for finding in found)


def notes(case: Case) -> tuple[Block, ...]:
    return tuple(_finding_panel(finding) for finding in case.findings_of(Finding.Kind.NOTE))


def good_examples(case: Case) -> tuple[Block, ...]:
    return tuple(_finding_panel(finding) for finding in case.findings_of(Finding.Kind.GOOD_EXAMPLE))


def _finding_panel(finding: Finding) -> Panel:
    key = f"iakttagelse-{finding.number}"
    blocks: list[Block] = [Paragraph(f"{key}-text", rich(finding.text))]
    listed = [
        ("Kvalitetsområde", finding.quality_area.name),
        ("Krav", ", ".join(each.requirement.code for each in finding.assessments.all())),
        ("Orsaker", "; ".join(cause.text for cause in finding.causes.all())),
        ("Omedelbar åtgärd", finding.immediate_action),
    ]
    blocks.append(FactList(f"{key}-uppgifter", tuple(Fact(term, rich(value)) for term, value in listed if value)))
    label = finding.get_kind_display()
    if finding.severity:
        label = f"{label}, {finding.get_severity_display()}"
    tone: Tone = SEVERITY_TONES.get(finding.severity, "good" if finding.kind == "good_example" else "none")
    return Panel(key, f"{finding.number}. {finding.title}", tuple(blocks), label=label.capitalize(), tone=tone)


def actions(case: Case) -> tuple[Block, ...]:
    if not case.actions:
        return (Paragraph("atgarder-inga", rich("Inga åtgärder är beslutade.")),)
    columns = (
        Column("Brist", 1),
        Column("Åtgärd", 4),
        Column("Ansvarig", 2),
        Column("Klar senast", 1.5),
        Column("Läge", 2),
    )
    rows = tuple(
        words_row(
            ", ".join(str(number) for number in sorted({cause.finding.number for cause in each.causes.all()})) or "–",
            each.text,
            each.owner,
            f"{each.due_date:%Y-%m-%d}",
            each.get_state_display(),
        )
        for each in case.actions
    )
    return (Table("atgarder", "Utförarens åtgärder", columns, rows),)


def timeline(case: Case) -> tuple[Block, ...]:
    told = [(change, TOLD_STAGES[change.to_stage]) for change in case.stages if change.to_stage in TOLD_STAGES]
    events = tuple(Event(words, local_date(change.at)) for change, words in told)
    events += tuple(Event("Besök", visit.date, ink="2") for visit in case.visits)
    if not events:
        return ()
    ordered = tuple(sorted(events, key=lambda event: event.start))
    return (Chart("tidslinje", TimelineChart(title="Uppföljningens gång", events=ordered)),)


def conclusion(case: Case) -> tuple[Block, ...]:
    text = case.follow_up.conclusion
    return (Paragraph("samlad-bedomning", rich(text)),) if text else ()


GRID_RESULTS: tuple[tuple[str, str, Tone], ...] = (
    (GridCell.Result.FULFILLED, "Uppfyllt", "good"),
    (GridCell.Result.PARTLY, "Delvis", "warning"),
    (GridCell.Result.NOT_FULFILLED, "Inte uppfyllt", "danger"),
    (GridCell.Result.NOT_APPLICABLE, "Ej tillämpligt", "none"),
)


def grid(case: Case) -> tuple[Block, ...]:
    """How many units fulfil each question, then every unit's answer, question by question."""
    if not case.cells:
        return (Paragraph("rutnat-inget", rich("Inga svar är antecknade än.")),)
    questions: dict[int, list[GridCell]] = {}
    for each in case.cells:
        questions.setdefault(each.question_id, []).append(each)
    chart = ShareChart(
        title="Svar på frågorna, antal enheter",
        rows=tuple(rows[0].question.text for rows in questions.values()),
        parts=tuple(Part(word, ink) for word, ink in zip(GRID_WORDS, GRID_INKS, strict=True)),
        counts=tuple(
            tuple(float(sum(each.result == code for each in rows)) for code, _, _ in GRID_RESULTS)
            for rows in questions.values()
        ),
        note="Enheter som inte är granskade är inte medräknade.",
    )
    return (Chart("diagram-rutnat", chart), *(_grid_table(key, rows) for key, rows in questions.items()))


GRID_WORDS = tuple(word for _, word, _ in GRID_RESULTS)
GRID_INKS: tuple[Ink, ...] = ("good", "warning", "danger", "neutral")


def _grid_table(key: int, cells: list[GridCell]) -> Table:
    words = {code: (word, tone) for code, word, tone in GRID_RESULTS}
    rows = []
    for each in cells:
        word, tone = words.get(each.result, ("Inte granskat", "none"))
        said = "; ".join(part for part in (each.value, each.note) if part)
        rows.append((*words_row(each.unit.name), Cell(rich(word), tone), *words_row(said)))
    columns = words_columns(("Enhet", 3), ("Resultat", 1.6), ("Vad som sågs", 4))
    return Table(f"fraga-{key}", cells[0].question.text, columns, tuple(rows))


def started(case: Case) -> tuple[Block, ...]:
    """Individual follow-ups that an overarching one started."""
    rows = FollowUp.objects.filter(started_from=case.follow_up)
    columns = words_columns(("Diarienummer", 2), ("Uppföljning", 5), ("Läge", 2))
    cells = tuple(words_row(each.registry_number, each.title, each.get_stage_display()) for each in rows)
    return (Table("startade", "Enskilda uppföljningar som har startats", columns, cells),) if cells else ()


FILLERS: Mapping[str, tuple[str, Filler]] = {
    "facts": ("Uppgifter om uppföljningen", facts),
    "methods": ("Metoder och besök", methods),
    "individuals": ("Den enskildes uppfattning", individuals),
    "judgements": ("Bedömda krav", judgements),
    "verdict_chart": ("Diagram över bedömda krav", verdict_chart),
    "deficiencies": ("Brister", deficiencies),
    "notes": ("Noteringar", notes),
    "good_examples": ("Goda exempel", good_examples),
    "actions": ("Åtgärder", actions),
    "timeline": ("Tidslinje", timeline),
    "grid": ("Rutnät, fråga för fråga", grid),
    "conclusion": ("Samlad bedömning", conclusion),
    "started": ("Startade uppföljningar", started),
}
