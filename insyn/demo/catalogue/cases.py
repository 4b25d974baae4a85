"""The demo's follow-ups: every kind, and every stage from planned to closed."""

import datetime as dt
from dataclasses import dataclass, field

PLANNED, NOTIFIED, PREPARING, EXAMINING, ANALYSING, CHECKED = range(6)
ASKED, PLAN_IN, REVIEWED, APPROVED, FEEDBACK, REPORTED, CLOSED = range(6, 13)


@dataclass(frozen=True)
class Case:
    """One follow-up as the demo plays it: where it begins, how far it comes and what it finds."""

    title: str
    kind: str
    board: str
    ground: str
    start: dt.date
    reaches: int
    units: tuple[str, ...] = ()
    provider: str = ""
    area: str = ""
    is_authority: bool = False
    responsible: str = "anna"
    assistant: str = "olle"
    others: tuple[tuple[str, str], ...] = ()
    deficiencies: tuple[int, ...] = ()
    is_acute: bool = False
    good: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    refused_first: bool = False
    called_off: str = ""
    needs_decision: bool = False
    depth: str = "in_depth"
    performed_by: str = "authority"
    publish: bool = False
    questions: tuple[str, ...] = field(default=())


def day(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, number)


CASES = (
    Case("Uppföljning av Lindhaga", "contract", "aldre", "complaints", day(2025, 9, 8), CLOSED, ("lindhaga",),
         deficiencies=(0, 1), good=(0,), notes=(0,), publish=True),
    Case("Uppföljning av nätterna på Lindhaga", "targeted", "aldre", "assigned", day(2026, 9, 16), ASKED, ("lindhaga",),
         deficiencies=(3, 5)),
    Case("Uppföljning av Aspnäs", "event_driven", "aldre", "event", day(2026, 5, 4), FEEDBACK, ("aspnas",),
         responsible="yasmin", assistant="anna", others=(("moa", "medical"),), deficiencies=(2,), is_acute=True,
         needs_decision=True),
    Case("Uppföljning av Havsbrisen", "contract", "aldre", "random", day(2025, 10, 6), CLOSED, ("havsbrisen",),
         responsible="yasmin", good=(1,), publish=True),
    Case("Uppföljning av Björkliden", "planned_quality", "aldre", "rotation", day(2026, 2, 2), REPORTED, ("bjorkliden",),
         deficiencies=(3,), good=(2,), publish=True),
    Case("Uppföljning av Granhaga", "planned_quality", "aldre", "rotation", day(2026, 3, 2), REPORTED, ("granhaga",),
         responsible="yasmin", deficiencies=(5,), notes=(1,), publish=True),
    Case("Uppföljning av Rönnebo", "planned_quality", "aldre", "rotation", day(2026, 8, 17), CHECKED, ("ronnebo",),
         deficiencies=(0,)),
    Case("Uppföljning av Lönnviken", "contract", "aldre", "complaints", day(2026, 8, 24), PLAN_IN, ("lonnviken",),
         deficiencies=(1, 4)),
    Case("Uppföljning av Tallmon Söder", "contract", "aldre", "complaints", day(2026, 6, 1), ASKED, ("tallmon-soder",),
         responsible="olle", assistant="anna", deficiencies=(0, 3), refused_first=True),
    Case("Uppföljning av Solsidans hemtjänst", "contract", "aldre", "commissioners", day(2026, 4, 13), REPORTED,
         ("solsidans-hemtjanst",), responsible="yasmin", deficiencies=(4,), publish=True),
    Case("Uppföljning av Hemtjänst Norr", "planned_quality", "aldre", "rotation", day(2026, 9, 7), ANALYSING,
         ("hemtjanst-norr",), deficiencies=(1,), notes=(0,)),
    Case("Uppföljning av Polstjärnan", "six_month", "aldre", "six_months", day(2026, 9, 21), EXAMINING, ("polstjarnan",),
         deficiencies=(5,)),
    Case("Uppföljning av Byaliv hemtjänst", "six_month", "aldre", "six_months", day(2026, 11, 2), NOTIFIED,
         ("byaliv-hemtjanst",), responsible="yasmin"),
    Case("Uppföljning av Enebusken korttids", "contract", "aldre", "random", day(2026, 10, 12), PREPARING,
         ("enebusken-korttids",)),
    Case("Uppföljning av dagverksamheten Solrosen", "planned_quality", "aldre", "rotation", day(2025, 4, 7), CLOSED,
         ("dagverksamheten-solrosen",), responsible="yasmin", deficiencies=(3,), performed_by="provider", publish=True),
    Case("Uppföljning av Gruppbostad Klippan", "event_driven", "omsorg", "event", day(2026, 6, 8), REPORTED,
         ("gruppbostad-klippan",), responsible="bo", deficiencies=(2, 0), needs_decision=True, publish=True),
    Case("Uppföljning av Gruppbostad Ekorren", "planned_quality", "omsorg", "rotation", day(2025, 5, 5), CLOSED,
         ("gruppbostad-ekorren",), responsible="bo", deficiencies=(0,), good=(0,), publish=True),
    Case("Uppföljning av Stenbrottets gruppbostad", "contract", "omsorg", "random", day(2025, 9, 1), CLOSED,
         ("stenbrottets-gruppbostad",), responsible="bo", notes=(1,), publish=True),
    Case("Uppföljning av Korttidshemmet Regnbågen", "joint", "omsorg", "assigned", day(2025, 10, 13), CLOSED,
         ("korttidshemmet-regnbagen",), responsible="bo", others=(("yasmin", "joint"),), deficiencies=(4,), publish=True),
    Case("Uppföljning av Fyrljus barnboende", "joint", "omsorg", "assigned", day(2026, 9, 14), EXAMINING,
         ("fyrljus-barnboende",), responsible="bo", others=(("yasmin", "joint"),), deficiencies=(0,)),
    Case("Granskning av lönesättning av vikarier", "targeted", "omsorg", "assigned", day(2026, 5, 11), REPORTED,
         ("dagcenter-verkstaden",), responsible="bo", notes=(0,)),
    Case("Uppföljning av Kvarnhjulets boendestöd", "contract", "omsorg", "complaints", day(2026, 7, 6), APPROVED,
         ("kvarnhjulets-boendestod",), responsible="bo", deficiencies=(1,)),
    Case("Uppföljning av Klippans alla gruppbostäder", "contract", "omsorg", "commissioners", day(2026, 11, 9), PLANNED,
         provider="klippan", responsible="bo"),
    Case("Uppföljning av myndighetsutövningen", "evaluation", "omsorg", "assigned", day(2026, 10, 5), NOTIFIED,
         is_authority=True, responsible="bo"),
    Case("Uppföljning av Hallonstigens hemtjänst", "contract", "aldre", "random", day(2026, 5, 18), PREPARING,
         ("hallonstigens-hemtjanst",), called_off="Utföraren lämnar valfrihetssystemet den 1 september."),
    Case("Bemanning på vård- och omsorgsboenden", "overarching", "aldre", "assigned", day(2026, 1, 12), REPORTED,
         area="vob", depth="structural", publish=True,
         questions=("Stämmer bemanningen dagtid med avtalet?", "Stämmer bemanningen kvällar och helger med avtalet?",
                    "Finns sjuksköterska inom 30 minuter?")),
    Case("Granskning av delegeringar i bostad med särskild service", "overarching", "omsorg", "assigned",
         day(2026, 9, 1), EXAMINING, area="bss", responsible="bo", others=(("moa", "medical"),), depth="structural",
         questions=("Är delegeringarna skriftliga och giltiga?", "Har kunskapen prövats före beslutet?")),
)  # fmt: skip
