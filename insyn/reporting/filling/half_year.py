"""What was reported in a half-year: in figures, one by one, and why each was looked at."""

from insyn.base.charts import BarChart, Series
from insyn.base.swedish import swedish_key
from insyn.casework.models import Finding
from insyn.planning.models import FollowUpKind, PlannedFollowUp
from insyn.reporting.document import Block, Cell, Chart, Fact, FactList, Heading, Paragraph, Table, rich
from insyn.reporting.filling.counting import (
    GRID_VERDICTS,
    SEVERITIES,
    VERDICTS,
    answer_rows,
    deficiency_rows,
    finding_rows,
    follow_up_rows,
    judged_rows,
)
from insyn.reporting.filling.figures import Row, Tally
from insyn.reporting.filling.reported import MANAGER, HalfYearContent, Reported
from insyn.reporting.filling.tables import figures_columns, words_columns, words_row

# What is drawn by chance says something of all contracts; what is chosen for a reason does not.
BY_CHANCE = PlannedFollowUp.Ground.RANDOM
FEW = 5
WITHOUT_AREA = ("Flera verksamhetsområden", "Hela utförare", "Myndighetsutövningen")


def numbers(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """The half-year in a list of figures, and how many of each kind."""
    block, reported = "halvar-siffror", content.reported
    units = {target.unit_id: target for each in reported for target in each.targets if target.unit_id}
    told = (
        ("Redovisade uppföljningar", follow_up_rows(reported)),
        ("varav för nämndens beslut", follow_up_rows(each for each in reported if each.for_decision)),
        ("varav för ansvarig chef", follow_up_rows(each for each in reported if each.where == MANAGER)),
        ("varav delrapporter", follow_up_rows(each for each in reported if each.is_interim)),
        ("Enheter som ingick", [Row("unit", key, str(target)) for key, target in units.items()]),
        ("Bedömda krav", judged_rows(reported)),
        ("Konstaterade brister", deficiency_rows(reported)),
        ("varav akuta", deficiency_rows(reported, Finding.Severity.ACUTE)),
        ("Goda exempel", [row for each in reported for row in finding_rows(each.findings_of("good_example"), each)]),
    )
    facts = [Fact("Tiden", rich(f"{content.starts:%Y-%m-%d} – {content.ends:%Y-%m-%d}"))]
    facts += [Fact(label, rich(str(tally.count(block, label, rows)))) for label, rows in told]
    facts.append(Fact("Uppgifterna hämtade", rich(f"{content.day:%Y-%m-%d}")))
    return (FactList(block, tuple(facts)), *_kinds_chart(content, tally))


def _kinds_chart(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    block = "halvar-diagram-slag"
    kinds = [(str(label), _of_kind(content, code)) for code, label in FollowUpKind.choices]
    kinds = [(label, reported) for label, reported in kinds if reported]
    if not kinds:
        return ()
    counts = tuple(float(tally.count(block, label, follow_up_rows(reported))) for label, reported in kinds)
    chart = BarChart(
        title="Redovisade uppföljningar efter slag",
        categories=tuple(label for label, _ in kinds),
        series=(Series("Uppföljningar", counts),),
    )
    return (Chart(block, chart),)


def _of_kind(content: HalfYearContent, kind: str) -> list[Reported]:
    return [each for each in content.reported if each.follow_up.kind == kind]


def follow_ups(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """A heading for each service area, and a table of what was reported there, kind by kind."""
    if not content.reported:
        return (Paragraph("halvar-inga", rich("Inga uppföljningar har redovisats under tiden.")),)
    groups: dict[str, list[Reported]] = {}
    for each in content.reported:
        groups.setdefault(area_of(each), []).append(each)
    blocks: list[Block] = []
    ordered = sorted(groups, key=lambda name: (name in WITHOUT_AREA, swedish_key(name)))
    for number, name in enumerate(ordered, start=1):
        blocks.append(Heading(f"omrade-{number}", rich(name), 2))
        blocks.append(_follow_up_table(f"omrade-{number}-tabell", name, groups[name], tally))
    return tuple(blocks)


def area_of(reported: Reported) -> str:
    """The service area whose units were looked at, as it was on the reference day."""
    spells = [target.unit_spell for target in reported.targets if target.unit_spell]
    areas = {spell.area.name for spell in spells if spell.area}
    if len(areas) == 1:
        return str(areas.pop())
    if areas:
        return "Flera verksamhetsområden"
    return "Myndighetsutövningen" if any(target.is_authority for target in reported.targets) else "Hela utförare"


def subject_of(reported: Reported) -> str:
    """What was looked at: the unit or contract, or how many of them."""
    targets = reported.targets
    return str(targets[0]) if len(targets) == 1 else f"{reported.follow_up.title} ({len(targets)} föremål)"


def _follow_up_table(block: str, area: str, reported: list[Reported], tally: Tally) -> Table:
    columns = (
        *words_columns(("Uppföljning", 2.6), ("Slag och grund", 2.4), ("Redovisad", 2)),
        *figures_columns(("Krav uppfyllda", 1.5), ("delvis", 0.9), ("inte", 0.8)),
        *words_columns(("Brister", 1.6)),
    )
    ordered = sorted(reported, key=lambda each: (each.follow_up.get_kind_display(), each.day))
    has_grid = any(each.cells for each in reported)
    return Table(
        block,
        f"Redovisade uppföljningar, {area}",
        columns,
        tuple(_follow_up_row(block, each, tally) for each in ordered),
        note="Bedömda krav; för övergripande uppföljningar svaren på deras frågor." if has_grid else "",
    )


def _follow_up_row(block: str, each: Reported, tally: Tally) -> tuple[Cell, ...]:
    follow_up = each.follow_up
    interim = ", delrapport" if each.is_interim else ""
    return words_row(
        f"{subject_of(each)}\n{follow_up.registry_number}{interim}{_contracts(each)}",
        f"{follow_up.get_kind_display()}\n{follow_up.get_ground_display()}",
        f"{each.day:%Y-%m-%d}\n{each.where}",
        *(tally.count(block, f"{follow_up.registry_number}: {word}", rows) for word, rows in _judged(each)),
        _severity_words(block, each, tally),
    )


def _contracts(each: Reported) -> str:
    numbers = sorted({target.contract.number for target in each.targets if target.contract})
    if not numbers:
        return ""
    return "\n" + (numbers[0] if len(numbers) == 1 else f"{len(numbers)} avtal")


def _judged(each: Reported) -> list[tuple[str, list[Row]]]:
    """Met, partly and not; where the result stands in a grid the answers there."""
    if each.cells:
        return [(word, answer_rows([each], result)) for result, word in GRID_VERDICTS]
    return [(f"krav {word}", judged_rows([each], verdict)) for verdict, word in VERDICTS[:3]]


def _severity_words(block: str, each: Reported, tally: Tally) -> str:
    number = each.follow_up.registry_number
    counted = [(word, deficiency_rows([each], severity)) for severity, word in SEVERITIES]
    told = [f"{tally.count(block, f'{number}: {word} brister', rows)} {word}" for word, rows in counted if rows]
    return ", ".join(told) or "inga"


def grounds(content: HalfYearContent, tally: Tally) -> tuple[Block, ...]:
    """The random third apart, then the others by ground: only what chance chose says something of all contracts."""
    by_chance = [each for each in content.reported if each.follow_up.ground == BY_CHANCE]
    chosen: dict[str, list[Reported]] = {}
    for code, label in PlannedFollowUp.Ground.choices:
        rows = [each for each in content.reported if each.follow_up.ground == code and code != BY_CHANCE]
        if rows:
            chosen[str(label)] = rows
    blocks: list[Block] = []
    if by_chance:
        note = "Slumpen valde, så den här raden är den enda som säger något om hur vanliga brister är i alla avtal."
        if len(by_chance) < FEW:
            note += f" Med färre än {FEW} uppföljningar går det inte att säga hur vanliga de är."
        blocks.append(_ground_table("urval-slump", "Valda genom slump", {"slump": by_chance}, tally, note))
    else:
        blocks.append(Paragraph("urval-slump-inga", rich("Inga slumpvis valda uppföljningar har redovisats.")))
    if chosen:
        note = "Valda för att risken, ämnet eller tiden talade för det. Andelarna går inte att överföra på andra avtal."
        blocks.append(_ground_table("urval-skal", "Valda av andra skäl", chosen, tally, note))
    return tuple(blocks)


def _ground_table(block: str, caption: str, groups: dict[str, list[Reported]], tally: Tally, note: str) -> Table:
    columns = (
        *words_columns(("Grund", 2.4)),
        *figures_columns(
            ("Uppföljningar", 1.5),
            ("med brist", 1),
            ("Krav uppfyllda", 1.6),
            ("delvis", 1),
            ("inte", 1),
            ("Brister", 1),
        ),
    )
    rows = tuple(_ground_row(block, label, reported, tally) for label, reported in groups.items())
    return Table(block, caption, columns, rows, note=note)


def _ground_row(block: str, label: str, reported: list[Reported], tally: Tally) -> tuple[Cell, ...]:
    counted = (
        ("uppföljningar", follow_up_rows(reported)),
        ("uppföljningar med minst en brist", follow_up_rows(each for each in reported if each.deficiencies)),
        *((f"krav {word}", judged_rows(reported, verdict)) for verdict, word in VERDICTS[:3]),
        ("brister", deficiency_rows(reported)),
    )
    return words_row(label, *(tally.count(block, f"{label}: {word}", rows) for word, rows in counted))
