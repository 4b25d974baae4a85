"""Requirement sets. The board's process goals follow the six quality areas of a Swedish annex on quality assurance,
in words of our own; statutes are cited by paragraph; tender documents vary their figures by area and year."""

import datetime as dt
from dataclasses import dataclass

STRUCTURE, PROCESS, OUTCOME = "structure", "process", "outcome"


@dataclass(frozen=True)
class Set:
    code: str
    name: str
    source: str
    board: str | None
    start: dt.date


SHARED_SETS = (
    Set("MAL", "Nämndernas processmål", "goals", None, dt.date(2023, 1, 1)),
    Set("LAG", "Lag och föreskrift", "statute", None, dt.date(2018, 1, 1)),
    Set("RIKT-HSL", "Riktlinje för hälso- och sjukvård", "guideline", None, dt.date(2022, 1, 1)),
    Set("RIKT-DOK", "Riktlinje för social dokumentation", "guideline", None, dt.date(2021, 1, 1)),
)

# (code, quality area, dimension, wording, where it stands)
SHARED = {
    "MAL": (
        ("M1", "delaktighet", PROCESS, "Den enskilde har inflytande över hur insatserna utformas.", "Processmål"),
        (
            "M2",
            "delaktighet",
            PROCESS,
            "Beslut utgår från individens bästa, och från barnets bästa när barn berörs.",
            "Processmål",
        ),
        ("M3", "delaktighet", OUTCOME, "Den enskilde får anpassad information och kan säga sin mening.", "Processmått"),
        (
            "M4",
            "ledning",
            STRUCTURE,
            "Ett ledningssystem för kvalitet styr, följer upp och utvecklar verksamheten.",
            "Processmål",
        ),
        ("M5", "ledning", PROCESS, "De ekonomiska ramarna fördelas efter målgruppens behov.", "Processmål"),
        ("M6", "ledning", PROCESS, "Ledarskapet driver förändring tillsammans med medarbetarna.", "Processmål"),
        (
            "M7",
            "personcentrering",
            PROCESS,
            "Insatserna samordnas och utgår från individens hela situation.",
            "Processmål",
        ),
        (
            "M8",
            "personcentrering",
            PROCESS,
            "Verksamheten har metoder som stödjer ett personcentrerat arbete.",
            "Processmått",
        ),
        ("M9", "samverkan", PROCESS, "Samverkan utgår från den enskildes bästa.", "Processmål"),
        ("M10", "samverkan", PROCESS, "Samverkan är flexibel och går vid behov över verksamhetsgränser.", "Processmål"),
        ("M11", "samverkan", OUTCOME, "Den enskilde upplever att stödet hänger ihop.", "Processmått"),
        ("M12", "kompetens", STRUCTURE, "Personalen har rätt kompetens för sitt uppdrag.", "Processmål"),
        ("M13", "kompetens", OUTCOME, "Personalen upplever arbetet som meningsfullt och hanterbart.", "Processmål"),
        ("M14", "kompetens", PROCESS, "Det finns möjlighet att utvecklas i uppdraget.", "Processmål"),
        ("M15", "kompetens", OUTCOME, "Den enskilde möts med gott bemötande.", "Processmått"),
        (
            "M16",
            "kunskap",
            PROCESS,
            "Insatserna bygger på bästa tillgängliga kunskap och den enskildes erfarenheter.",
            "Processmål",
        ),
        ("M17", "kunskap", STRUCTURE, "Det finns former för att skapa och ta vara på lokal kunskap.", "Processmål"),
    ),
    "LAG": (
        (
            "L1",
            "ledning",
            PROCESS,
            "Insatserna är av god kvalitet och kvaliteten utvecklas fortlöpande.",
            "3 kap. 3 § SoL (2001:453)",
        ),
        (
            "L2",
            "ledning",
            PROCESS,
            "Missförhållanden rapporteras, utreds och avhjälps utan dröjsmål.",
            "14 kap. 3–6 §§ SoL (2001:453), 24 a–f §§ LSS",
        ),
        ("L3", "ledning", STRUCTURE, "Det finns ett ledningssystem med processer och rutiner.", "SOSFS 2011:9 3 kap."),
        ("L4", "ledning", PROCESS, "Risker för brister i kvaliteten analyseras.", "SOSFS 2011:9 5 kap. 1 §"),
        ("L5", "ledning", PROCESS, "Egenkontroll görs så ofta som behövs.", "SOSFS 2011:9 5 kap. 2 §"),
        (
            "L6",
            "ledning",
            PROCESS,
            "Rapporter, klagomål och synpunkter utreds och sammanställs.",
            "SOSFS 2011:9 5 kap. 3–6 §§",
        ),
        (
            "L7",
            "kompetens",
            STRUCTURE,
            "Det finns den personal som behövs för att god vård och omsorg ska kunna ges.",
            "6 § LSS",
        ),
        ("L8", "delaktighet", PROCESS, "Den enskilde har inflytande och medbestämmande över insatserna.", "6 § LSS"),
        ("L9", "kunskap", PROCESS, "Handläggning och genomförande av insatser dokumenteras.", "21 a § LSS"),
        (
            "L10",
            "samverkan",
            PROCESS,
            "En individuell plan upprättas när den enskilde har flera insatser och vill det.",
            "10 § LSS",
        ),
    ),
    "RIKT-HSL": (
        (
            "H1",
            "kompetens",
            STRUCTURE,
            "Delegering ges skriftligt, är personlig och gäller högst ett år.",
            "avsnitt 3.1",
        ),
        ("H2", "kompetens", PROCESS, "Kunskapen prövas innan delegering ges.", "avsnitt 3.2"),
        ("H3", "kunskap", PROCESS, "Läkemedel signeras vid överlämnandet.", "avsnitt 4.1"),
        ("H4", "kunskap", PROCESS, "Läkemedelsskåp är låsta och kontrolleras varje månad.", "avsnitt 4.4"),
        (
            "H5",
            "kunskap",
            PROCESS,
            "Risk för fall, trycksår och undernäring bedöms vid inflyttning och minst årligen.",
            "avsnitt 5.1",
        ),
        ("H6", "samverkan", PROCESS, "Sjuksköterska nås dygnet runt och inställer sig inom 30 minuter.", "avsnitt 2.3"),
        ("H7", "kunskap", PROCESS, "Basala hygienrutiner följs och kontrolleras två gånger om året.", "avsnitt 6.1"),
        ("H8", "samverkan", PROCESS, "Vårdplanering sker tillsammans med regionen före hemgång.", "avsnitt 7.2"),
        ("H9", "personcentrering", PROCESS, "Vård i livets slut planeras genom brytpunktssamtal.", "avsnitt 8.1"),
        ("H10", "ledning", PROCESS, "Vårdavvikelser registreras samma dygn och följs upp varje månad.", "avsnitt 9.1"),
    ),
    "RIKT-DOK": (
        ("DOK1", "kunskap", PROCESS, "Genomförandet dokumenteras fortlöpande, sakligt och begripligt.", "avsnitt 2"),
        (
            "DOK2",
            "delaktighet",
            PROCESS,
            "Den enskilde har getts möjlighet att ta del av anteckningarna.",
            "avsnitt 2.4",
        ),
        ("DOK3", "kunskap", PROCESS, "Händelser av betydelse antecknas samma dag.", "avsnitt 3.1"),
        ("DOK4", "ledning", PROCESS, "Behörigheter och loggar kontrolleras minst fyra gånger om året.", "avsnitt 5.2"),
        ("DOK5", "kunskap", STRUCTURE, "Handlingar förvaras så att ingen obehörig kommer åt dem.", "avsnitt 5.1"),
        ("DOK6", "ledning", PROCESS, "Gallring sker enligt nämndens plan.", "avsnitt 6"),
    ),
}

# area: (short code, year, the word for the person, where, figures that differ between the documents)
TENDERS = {
    "vob": ("VOB", 2022, "boende", "på boendet", {"plan": 14, "manager": 40, "evening": 2, "trained": 90, "reply": 5}),
    "hemtjanst": (
        "HTJ",
        2023,
        "kund",
        "i hemtjänsten",
        {"plan": 14, "manager": 45, "evening": 2, "trained": 80, "reply": 5},
    ),
    "bss": ("BSS", 2021, "boende", "i bostaden", {"plan": 30, "manager": 30, "evening": 2, "trained": 85, "reply": 7}),
    "dv": (
        "DV",
        2023,
        "deltagare",
        "i den dagliga verksamheten",
        {"plan": 30, "manager": 35, "evening": 1, "trained": 75, "reply": 7},
    ),
    "boendestod": (
        "BST",
        2022,
        "brukare",
        "i boendestödet",
        {"plan": 21, "manager": 35, "evening": 1, "trained": 80, "reply": 7},
    ),
    "korttidsvistelse": (
        "KTV",
        2021,
        "barn eller ungdom",
        "på korttidshemmet",
        {"plan": 21, "manager": 25, "evening": 2, "trained": 85, "reply": 5},
    ),
    "barnboende": (
        "BBO",
        2020,
        "barn",
        "i barnboendet",
        {"plan": 14, "manager": 20, "evening": 2, "trained": 95, "reply": 3},
    ),
    "dagverksamhet": (
        "DGV",
        2022,
        "gäst",
        "i dagverksamheten",
        {"plan": 30, "manager": 40, "evening": 1, "trained": 75, "reply": 7},
    ),
    "korttidsboende": (
        "KTB",
        2023,
        "gäst",
        "på korttidsboendet",
        {"plan": 3, "manager": 30, "evening": 2, "trained": 90, "reply": 3},
    ),
}

# (code, quality area, dimension, wording with {figures})
THEMES = (
    ("1.1", "ledning", STRUCTURE, "Det finns en namngiven chef med högst {manager} medarbetare {where}."),
    ("1.2", "ledning", STRUCTURE, "Chefen har relevant högskoleutbildning och minst två års erfarenhet."),
    ("1.3", "ledning", PROCESS, "En verksamhetsberättelse lämnas till nämnden senast den 31 mars varje år."),
    ("1.4", "ledning", PROCESS, "Egenkontroll görs enligt en årsplan och resultatet redovisas på begäran."),
    ("1.5", "ledning", PROCESS, "Avvikelser registreras i kommunens system och avslutas inom två månader."),
    ("1.6", "ledning", PROCESS, "Synpunkter och klagomål besvaras inom {reply} arbetsdagar."),
    ("1.7", "ledning", STRUCTURE, "Brandskyddet dokumenteras och övas minst en gång om året."),
    ("1.8", "ledning", PROCESS, "Loggkontroller görs varje kvartal och åtgärder dokumenteras."),
    ("2.1", "kompetens", STRUCTURE, "Minst {trained} procent av personalen har yrkesutbildning."),
    ("2.2", "kompetens", STRUCTURE, "Bemanningen är minst {evening} medarbetare kvällar och helger {where}."),
    ("2.3", "kompetens", PROCESS, "Nya medarbetare får introduktion enligt en skriftlig plan."),
    ("2.4", "kompetens", PROCESS, "All personal har en årlig plan för kompetensutveckling."),
    ("2.5", "kompetens", STRUCTURE, "Personalen behärskar svenska så att stöd och dokumentation är säkra."),
    ("2.6", "kompetens", PROCESS, "Delegerade uppgifter utförs bara av den som har giltig delegering."),
    ("2.7", "kompetens", OUTCOME, "Personalomsättningen följs och åtgärdas när den överstiger 15 procent."),
    ("3.1", "delaktighet", PROCESS, "Varje {person} har en genomförandeplan inom {plan} dagar."),
    (
        "3.2",
        "delaktighet",
        PROCESS,
        "Genomförandeplanen skrivs tillsammans med den enskilde och följs upp var sjätte månad.",
    ),
    ("3.3", "delaktighet", PROCESS, "Varje {person} kan välja när och hur stödet ges inom beslutets ram."),
    ("3.4", "delaktighet", PROCESS, "Råd eller möten om den gemensamma vardagen hålls minst fyra gånger om året."),
    ("3.5", "delaktighet", OUTCOME, "Resultatet av brukarundersökningen leder till en handlingsplan."),
    ("4.1", "personcentrering", STRUCTURE, "Varje {person} har en kontaktperson och en ersättare."),
    ("4.2", "personcentrering", PROCESS, "Måltider, vila och aktiviteter planeras efter den enskildes vanor."),
    ("4.3", "personcentrering", PROCESS, "Meningsfull aktivitet erbjuds varje dag {where}."),
    ("4.4", "personcentrering", PROCESS, "Var och en erbjuds utevistelse minst två gånger i veckan."),
    ("4.5", "personcentrering", PROCESS, "Kommunikationsstöd används där det behövs."),
    ("4.6", "personcentrering", PROCESS, "Nattfastan är högst elva timmar om inte den enskilde väljer annat."),
    ("5.1", "samverkan", PROCESS, "Anhöriga eller företrädare bjuds in när den enskilde vill det."),
    ("5.2", "samverkan", PROCESS, "Verksamheten deltar i samordnad individuell planering när den kallas."),
    ("5.3", "samverkan", PROCESS, "Förändrade behov meddelas handläggaren inom {reply} arbetsdagar."),
    ("5.4", "samverkan", PROCESS, "Det finns en överenskommelse med hälso- och sjukvården om vem som gör vad."),
    ("6.1", "kunskap", PROCESS, "Vedertagna metoder används och utvärderas {where}."),
    ("6.2", "kunskap", PROCESS, "Skyddsåtgärder används bara med samtycke och omprövas."),
    ("6.3", "kunskap", PROCESS, "Registreringar i kvalitetsregister görs där det är tillämpligt."),
    ("6.4", "kunskap", OUTCOME, "Effekten av insatserna följs upp för varje {person} minst en gång om året."),
    ("6.5", "kunskap", PROCESS, "Erfarenheter från avvikelser och klagomål används i det fortsatta arbetet."),
    ("6.6", "kunskap", STRUCTURE, "Digital teknik och välfärdsteknik används efter en dokumenterad bedömning."),
    ("7.1", "ledning", STRUCTURE, "Nycklar, koder och pengar hanteras enligt en skriftlig rutin."),
    ("7.2", "ledning", PROCESS, "Personalkontinuiteten mäts och redovisas två gånger om året."),
    ("7.3", "samverkan", PROCESS, "Verksamheten går att nå på telefon alla dagar när stöd ges."),
    ("7.4", "kompetens", PROCESS, "Personalen arbetar efter en gemensam värdegrund som tas upp varje månad."),
)
