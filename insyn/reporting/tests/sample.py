"""A report with every kind of block in it; the places and people are made up."""

import io
from datetime import date

from PIL import Image

from insyn.base.charts import BarChart, Event, LineChart, Part, Series, ShareChart, TimelineChart, swedish_number
from insyn.base.charts import Chart as ChartSpec
from insyn.reporting.document import (
    Block,
    BulletList,
    Cell,
    Chart,
    Column,
    Document,
    Fact,
    FactList,
    Figure,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    Tone,
    rich,
)

PARTS = (
    Part("Uppfyllt", "good"),
    Part("Delvis uppfyllt", "warning"),
    Part("Inte uppfyllt", "danger"),
    Part("Inte granskat", "neutral"),
)
CHARTS: tuple[ChartSpec, ...] = (
    ShareChart(
        "Bedömda krav per kvalitetsområde",
        ("Trygghet", "Inflytande och delaktighet", "Kompetens"),
        PARTS,
        ((8, 2, 1, 0), (4, 0, 0, 1), (3, 3, 0, 0)),
    ),
    BarChart(
        "Klagomål och synpunkter per halvår",
        ("Våren 2024", "Hösten 2024", "Våren 2025"),
        (Series("Klagomål", (4, 7, 12)), Series("Synpunkter", (9, None, 6))),
        unit="st",
    ),
    LineChart(
        "Avvikelser per månad",
        tuple(f"2025-{month:02d}" for month in range(1, 13)),
        (Series("Avvikelser", (4, 5, 3, None, 6, 7, 5, 4, 14, 5, 6, 4)),),
        centre=5,
        lower=0,
        upper=11.5,
        decimals=1,
        marked=(8,),
        note="Romben visar en månad utanför gränserna.",
    ),
    TimelineChart(
        "Uppföljningens gång",
        (
            Event("Underrättelse till utföraren", date(2025, 2, 3)),
            Event("Granskning på plats", date(2025, 3, 10), date(2025, 3, 21), "2"),
            Event("Faktagranskning", date(2025, 5, 2), date(2025, 5, 16), "2"),
            Event("Rapport till nämnden", date(2025, 6, 17), None, "good"),
        ),
    ),
)


def photograph() -> bytes:
    """A JPEG that says where it was taken, as a telephone's does."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Telefonmakaren"
    exif.get_ifd(0x8825)[1] = "N"
    Image.linear_gradient("L").convert("RGB").resize((900, 500)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def pictures() -> dict[str, Picture]:
    return {"foto-1": Picture(photograph())}


def judged_table(block_id: str = "bedomningar") -> Table:
    rows: tuple[tuple[str, str, str, Tone, float], ...] = (
        ("Genomförandeplanen är aktuell", "Trygghet", "Uppfyllt", "good", 8),
        ("Måltiderna är fördelade över dygnet", "Trygghet", "Delvis uppfyllt", "warning", 1234.5),
        ("Det finns skriftliga rutiner för läkemedel", "Kompetens", "Inte uppfyllt", "danger", 3),
    )
    return Table(
        block_id,
        "Granskade krav och bedömning",
        (Column("Krav", 3), Column("Kvalitetsområde", 1.6), Column("Bedömning", 1.4), Column("Underlag", 1, "end")),
        tuple(
            (
                Cell(rich(text)),
                Cell(rich(area)),
                Cell(rich(result), tone),
                Cell(rich(swedish_number(count, 1))),
            )
            for text, area, result, tone, count in rows
        ),
        note="Underlag är antalet granskade handlingar.",
    )


def finding() -> Panel:
    return Panel(
        "iakttagelse-1",
        "Läkemedelslistor saknar signatur",
        (
            Paragraph("iakttagelse-1-text", rich("Vid stickprov på åtta listor saknades signatur på tre.")),
            FactList(
                "iakttagelse-1-fakta",
                (Fact("Orsak", rich("Rutinen är inte känd")), Fact("Svar senast", rich("2025-06-02"))),
            ),
        ),
        label="Allvarlig brist",
        tone="danger",
    )


def blocks() -> tuple[Block, ...]:
    return (*background(), *results())


def background() -> tuple[Block, ...]:
    return (
        Heading("bakgrund", rich("Bakgrund och syfte")),
        Paragraph(
            "bakgrund-1",
            (
                Run("Nämnden följer upp "),
                Run("alla avtal", strong=True),
                Run(" minst "),
                Run("vartannat år", emphasis=True),
                Run(" enligt "),
                Run("planen", href="https://example.org/plan"),
                Run(".\nEn ny rad i samma stycke."),
            ),
        ),
        BulletList(
            "fragor",
            (
                ListItem(rich("Är rutinerna kända?"), (ListItem(rich("Även av vikarier?")),)),
                ListItem(rich("Följs de?")),
            ),
        ),
        NumberedList(
            "steg",
            (
                ListItem(rich("Samla in")),
                ListItem(
                    rich("Analysera"),
                    (
                        ListItem(
                            rich("Jämför"),
                        ),
                    ),
                    numbered=True,
                ),
            ),
        ),
    )


def results() -> tuple[Block, ...]:
    return (
        Heading("resultat", rich("Resultat")),
        Heading("resultat-krav", rich("Bedömda krav"), 2),
        judged_table(),
        finding(),
        Quote("roster", (rich("Jag vet vem som kommer på morgonen."),), "En av dem som bor på enheten"),
        FactList("fakta", (Fact("Platser", rich("48")), Fact("Chef", rich("En påhittad person"))), "Enheten i korthet"),
        Heading("statistik", rich("Utveckling")),
        *(Chart(f"diagram-{number}", chart) for number, chart in enumerate(CHARTS, 1)),
        PageBreak("sidbrytning"),
        Heading("bilder", rich("Bilder")),
        Figure("bild", "foto-1", "En ljus korridor med räcken", "Korridoren på plan 2."),
    )


def report() -> Document:
    return Document(
        title="Almgårdens vård- och omsorgsboende",
        subtitle="Uppföljning av avtal våren 2025",
        kind="Uppföljningsrapport",
        publisher="Ekebo kommun",
        notice="Påhittad kommun – demonstration",
        status="Godkänd 2025-06-03",
        facts=(
            Fact("Diarienummer", rich("ON 2025/0123")),
            Fact("Nämnd", rich("Omsorgsnämnden")),
            Fact("Utförare", rich("Almgården Omsorg AB (påhittad)")),
            Fact("Ansvarig uppföljare", rich("Anna Exempel")),
        ),
        summary=(
            Panel(
                "sammanfattning",
                "Sammanfattning",
                (
                    Paragraph(
                        "sammanfattning-1", rich("Enheten håller god kvalitet. En allvarlig brist ska åtgärdas.")
                    ),
                    BulletList(
                        "sammanfattning-2", (ListItem(rich("11 krav uppfyllda")), ListItem(rich("1 allvarlig brist")))
                    ),
                ),
                tone="info",
            ),
        ),
        blocks=blocks(),
    )


def long_report(pages: int = 60) -> Document:
    """About so many A4 pages of what reports are made of."""
    text = (
        "Granskningen visar att personalen känner till rutinerna och att de som bor på enheten har inflytande över "
        "sin vardag. Genomförandeplanerna är uppdaterade, men målen är inte alltid möjliga att följa upp. "
    )
    many: list[Block] = []
    for number in range(pages):
        many += [
            Heading(f"avsnitt-{number}", rich(f"Enhet {number + 1}: iakttagelser och bedömning")),
            *(Paragraph(f"stycke-{number}-{part}", rich(text * 3)) for part in range(2)),
            judged_table(f"tabell-{number}"),
            BulletList(f"lista-{number}", tuple(ListItem(rich(f"Iakttagelse {point}: " + text)) for point in range(3))),
            Chart(f"diagram-{number}", CHARTS[number % 4]),
        ]
    return Document(title="Kvalitetsberättelse 2025", blocks=tuple(many), publisher="Ekebo kommun")
