"""The municipality, its boards and service areas, and the rotation over two years.

Structure, intervals, rotation and focus areas: a Swedish municipality's follow-up plan for 2025 (its sections 2.1 and
8.4.1). The areas that stand in both years are followed up yearly, the others every other year.
"""

import datetime as dt

MUNICIPALITY = "Sjövalla kommun"
DISCLAIMER = "Sjövalla kommun är påhittad, liksom alla personer, utförare och enheter."
BEGINNING = dt.date(2018, 1, 1)

BOARDS = {"omsorg": "Omsorgsnämnden", "aldre": "Äldreomsorgsnämnden"}

# key: (name, board, months between follow-ups, only the municipality's own units)
AREAS = {
    "bss": ("Bostad med särskild service (gruppboende och serviceboende)", "omsorg", 24, False),
    "dv": ("Daglig verksamhet", "omsorg", 24, False),
    "boendestod": ("Boendestöd och hemtjänst under 65 år", "omsorg", 24, False),
    "korttidsvistelse": ("Korttidsvistelse", "omsorg", 24, False),
    "barnboende": ("Barnboende", "omsorg", 12, False),
    "assistans": ("Personlig assistans", "omsorg", 12, True),
    "resor-omsorg": ("Turbundna resor (omsorg)", "omsorg", 24, False),
    "hsl-omsorg": ("Hälso- och sjukvård (omsorg)", "omsorg", 24, False),
    "myndighet-omsorg": ("Myndighetsutövning (omsorg)", "omsorg", 24, False),
    "vob": ("Vård- och omsorgsboende", "aldre", 24, False),
    "hemtjanst": ("Hemtjänst/Nattpatrull/Larm", "aldre", 12, False),
    "korttidsboende": ("Korttidsboende", "aldre", 24, False),
    "dagverksamhet": ("Dagverksamhet", "aldre", 24, False),
    "motesplatser": ("Öppna mötesplatser", "aldre", 24, False),
    "resor-aldre": ("Turbundna resor (äldre)", "aldre", 24, False),
    "hsl-aldre": ("Hälso- och sjukvård (äldre)", "aldre", 24, False),
    "myndighet-aldre": ("Myndighetsutövning (äldre)", "aldre", 24, False),
}

# (board, year, the source's own wording, the area it means; None where the area list has no such area)
ROTATION = (
    ("omsorg", 2025, "Boendestöd/hemtjänst < 65", "boendestod"),
    ("omsorg", 2025, "Boende med särskild service", "bss"),
    ("omsorg", 2025, "Personlig assistans", "assistans"),
    ("omsorg", 2025, "Korttidsverksamheter", "korttidsvistelse"),
    ("omsorg", 2025, "Korttidstillsyn enligt § 9:7 LSS", None),
    ("omsorg", 2025, "Barnboende enligt §9:8 LSS", "barnboende"),
    ("omsorg", 2026, "Daglig verksamhet", "dv"),
    ("omsorg", 2026, "Personlig assistans", "assistans"),
    ("omsorg", 2026, "Barnboenden enligt § 9:8 LSS", "barnboende"),
    ("omsorg", 2026, "Turbundna resor", "resor-omsorg"),
    ("aldre", 2025, "Hemtjänst", "hemtjanst"),
    ("aldre", 2025, "Dagverksamheten", "dagverksamhet"),
    ("aldre", 2026, "Hemtjänst", "hemtjanst"),
    ("aldre", 2026, "Vård- och omsorgsboenden", "vob"),
    ("aldre", 2026, "Öppna mötesplatser", "motesplatser"),
    ("aldre", 2026, "Turbundna resor", "resor-aldre"),
    ("aldre", 2026, "Boendestöd äldre", None),
)

FOCUS_AREAS_2025 = (
    ("Systematik i kvalitetsarbetet", "ledning"),
    ("Dokumentation", "kunskap"),
    ("Kompetens", "kompetens"),
    ("Delaktighet samt självbestämmande", "delaktighet"),
    ("Omställning för framtidens omsorg", "ledning"),
)

# code: (name, what it means)
QUALITY_AREAS = {
    "delaktighet": ("Delaktighet", "Den enskilde påverkar sin egen vardag och sina insatser."),
    "ledning": ("Ledning och styrning", "Verksamheten leds, följs upp och förbättras med ett ledningssystem."),
    "personcentrering": ("Personcentrerat förhållningssätt", "Insatserna hänger ihop och utgår från hela personen."),
    "samverkan": ("Samverkan", "De som ger stöd samordnar sig runt den enskilde."),
    "kompetens": ("Personalens kompetens", "Personalen kan sitt uppdrag, trivs och stannar."),
    "kunskap": ("Kunskapsbaserad verksamhet", "Arbetssätten bygger på bästa tillgängliga kunskap."),
}

# code: (amount, unit, where it says so)
DEADLINES = {
    "factual_check": (14, "days", "Riktlinjer för uppföljning, faktagranskning"),
    "action_plan": (14, "days", "Riktlinjer för uppföljning, åtgärdsplan"),
    "document_request": (14, "days", "Riktlinjer för uppföljning, begäran om handlingar"),
    "new_contract": (6, "months", "Uppföljningsplanen: nya avtal följs upp efter sex månader"),
    "urgent_repeat": (4, "hours", "Rutin för akuta underrättelser"),
    "effect_check": (6, "months", "Riktlinjer för uppföljning, effekt"),
    "accessibility_feedback": (14, "days", "Tillgänglighetsredogörelsen"),
}
