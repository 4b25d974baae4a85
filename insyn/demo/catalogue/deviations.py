"""What goes wrong in the made-up municipality: categories, words about them, and how often where."""

import datetime as dt
from dataclasses import dataclass

FIRST, LAST = dt.date(2024, 12, 1), dt.date(2026, 11, 14)
DAILY = 3.35
SYSTEM = "Treserva-export"


@dataclass(frozen=True)
class Sort:
    """A category as it is met: what the care system calls it, how often it is under HSL, and words about it."""

    name: str
    code: str
    health: float
    texts: tuple[str, ...]
    causes: tuple[str, ...]
    actions: tuple[str, ...]


SORTS = {
    "fall": Sort("Fall", "FALL", 0.3, (
        "Föll på väg till badrummet under natten.", "Hittades sittande på golvet bredvid sängen.",
        "Gled av stolen i matsalen vid frukosten.", "Snubblade på tröskeln till balkongen."),
        ("Larmmattan var inte inkopplad.", "Belysningen i korridoren var släckt.", "Halkskydd saknades."),
        ("Larmmatta och nattlampa på plats.", "Fallriskbedömning gjord på nytt.", "Halkskydd och nya skor ordnade.")),
    "lakemedel": Sort("Läkemedel", "LÄKE", 0.75, (
        "Kvällsdosen gavs två timmar för sent.", "Signatur saknas för morgondosen.",
        "Dosen för fredagen låg kvar i dosetten.", "Läkemedlet gavs utan giltig delegering."),
        ("Signeringslistan var inte utbytt.", "Vikarien kände inte till rutinen.", "Två personer trodde att den andra gav."),
        ("Signeringslistan är digital från måndag.", "Genomgång av rutinen på arbetsplatsträff.", "Delegeringarna är förnyade.")),
    "utebliven": Sort("Utebliven insats", "UTEB", 0.05, (
        "Duschen på torsdagen blev inte av.", "Besöket på kvällen uteblev utan besked.", "Promenaden ställdes in."),
        ("Turlistan hade ett hål efter en sjukanmälan.", "Insatsen föll bort vid omplanering."),
        ("Samordnaren går igenom turlistan klockan 15 varje dag.", "Insatsen är inlagd i planeringen igen.")),
    "bemotande": Sort("Bemötande", "BEMÖ", 0.0, (
        "Tonen var hård vid morgonhjälpen.", "Personalen talade över huvudet på den enskilde."),
        ("Hög arbetsbelastning på morgonen.", "Ny i gruppen utan introduktion."),
        ("Samtal med medarbetaren.", "Värdegrunden tas upp på arbetsplatsträff.")),
    "dokumentation": Sort("Dokumentation", "DOK", 0.25, (
        "Genomförandeplanen är inte uppdaterad efter ändrat beslut.", "Händelsen från natten stod inte i journalen."),
        ("Kontaktpersonen var ledig.", "Tid för dokumentation saknas i schemat."),
        ("Planen är uppdaterad.", "Tid för dokumentation är inlagd i schemat.")),
    "hot-och-vald": Sort("Hot och våld", "HOT", 0.05, (
        "En boende slog mot en annan boende i dagrummet.", "Personal blev knuffad vid hjälp med kläder.",
        "Högljutt bråk i gemensamma köket."),
        ("För många samtidigt i rummet.", "Oro efter ändrad medicin."),
        ("Bemötandeplan skriven.", "Maten serveras i två omgångar.", "Handledning inplanerad.")),
    "hjalpmedel": Sort("Hjälpmedel och teknik", "HJÄLP", 0.4, (
        "Lyftens batteri var urladdat.", "Bromsen på rullstolen höll inte."),
        ("Kontrollen enligt listan var inte gjord.",), ("Lyften är servad och laddas varje natt.", "Rullstolen är bytt.")),
    "informationsoverforing": Sort("Informationsöverföring", "INFO", 0.35, (
        "Utskrivningen från sjukhuset meddelades inte enheten.", "Ändrad ordination kom inte fram till kvällspersonalen."),
        ("Överrapporteringen ströks den dagen.", "Meddelandet låg kvar oläst."),
        ("Överrapportering är obligatorisk vid varje byte.", "Bevakning av meddelanden varje timme.")),
    "trycksar": Sort("Trycksår", "TRYCK", 0.9, (
        "Nytt tryckmärke på hälen.", "Lägesändring under natten är inte signerad."),
        ("Madrassen var fel inställd.", "Lägesändringsschema saknades."),
        ("Tryckavlastande madrass på plats.", "Schema för lägesändring infört.")),
    "nutrition": Sort("Nutrition", "NUTR", 0.6, (
        "Fel konsistens serverades vid lunchen.", "Nattfastan blev över elva timmar."),
        ("Kostlistan var gammal.",), ("Kostlistan är uppdaterad.", "Kvällsmål serveras klockan 21.")),
    "larm": Sort("Larm och tillsyn", "LARM", 0.05, (
        "Larmet besvarades efter fyrtio minuter.", "Natttillsynen är inte utförd enligt beslut."),
        ("Larmtelefonen var avstängd.", "Två larm kom samtidigt."),
        ("Larmtelefonerna kontrolleras vid varje passbyte.",)),
    "rutin": Sort("Brister i rutin och lokal", "ÖVR", 0.1, (
        "Dörren till förrådet var olåst.", "Nyckelskåpet var inte kvitterat."),
        ("Rutinen är okänd för vikarier.",), ("Rutinen ingår i introduktionen.",)),
}  # fmt: skip
# Codes that the system has and nobody has mapped yet, with the share of all rows that bear them.
UNMAPPED = {"VÅRDHYG": 0.015, "SMS-FEL": 0.006, "XX9": 0.003}

# area: how often something is reported at a unit, and of what (in the order of SORTS)
OFTEN: dict[str, tuple[float, tuple[int, ...]]] = {
    "vob": (9.0, (34, 24, 6, 4, 5, 8, 3, 4, 4, 3, 3, 2)),
    "korttidsboende": (6.0, (36, 24, 4, 4, 5, 5, 3, 12, 3, 2, 1, 1)),
    "hemtjanst": (4.5, (14, 34, 20, 6, 5, 3, 3, 7, 1, 1, 5, 1)),
    "bss": (2.0, (9, 28, 6, 8, 10, 25, 2, 5, 0, 2, 3, 2)),
    "hsl-aldre": (3.0, (0, 60, 2, 2, 12, 1, 6, 12, 4, 1, 0, 0)),
    "hsl-omsorg": (3.0, (0, 64, 2, 2, 12, 1, 6, 12, 0, 1, 0, 0)),
    "dv": (1.0, (12, 12, 6, 8, 12, 28, 4, 12, 0, 4, 0, 2)),
    "boendestod": (1.2, (4, 18, 30, 10, 14, 8, 0, 12, 0, 0, 2, 2)),
    "barnboende": (2.4, (4, 20, 2, 8, 12, 42, 0, 8, 0, 2, 0, 2)),
    "korttidsvistelse": (1.2, (10, 24, 4, 6, 10, 28, 2, 12, 0, 2, 0, 2)),
    "assistans": (1.0, (10, 26, 20, 8, 12, 4, 8, 10, 2, 0, 0, 0)),
    "dagverksamhet": (0.5, (40, 14, 6, 8, 8, 4, 4, 12, 0, 4, 0, 0)),
}
ELSEWHERE = (0.15, (30, 5, 20, 15, 5, 5, 5, 10, 0, 0, 5, 0))

# The unit whose falls double: how many in each month before and after.
RISING, RISES = "granhaga", dt.date(2026, 7, 1)
FALLS_BEFORE, FALLS_AFTER = (4, 5, 4, 6, 4, 5), (10, 11, 10, 12, 6)

# Where managers report in the portal, and do it here rather than in the care system.
BY_PROVIDERS = {"lindhaga": 0.5, "lonnviken": 0.5, "aspnas": 0.4, "gruppbostad-klippan": 0.5, "tallmon-soder": 0.4}
