"""What the demo's follow-ups found: words by quality area, used in turn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """A deficiency with its causes, and the actions that answer them."""

    area: str
    title: str
    text: str
    causes: tuple[str, ...]
    actions: tuple[str, ...]
    effect: str
    severity: str = "serious"
    immediate: str = ""


DEFICIENCIES = (
    Told(
        "delaktighet",
        "Genomförandeplaner saknas eller är gamla",
        "Av tolv granskade planer saknades två och fem var äldre än ett år. Det syns inte hur den enskilde har deltagit.",
        (
            "Ingen bevakar när planerna ska följas upp.",
            "Nya kontaktpersoner har inte fått introduktion i arbetssättet.",
        ),
        (
            "En bevakningslista gås igenom varje månad av enhetschefen.",
            "Alla kontaktpersoner får en halvdags introduktion.",
        ),
        "Alla planer är yngre än sex månader och beskriver hur den enskilde har deltagit.",
    ),
    Told(
        "kompetens",
        "Bemanningen når inte avtalet på helger",
        "Under fyra av tio granskade helger var en medarbetare färre i tjänst än avtalet kräver.",
        ("Vikarier ringdes in först när någon var sjuk.",),
        ("Schemat får en fast resurs på helger från nästa schemaperiod.",),
        "Inga helger under avtalad bemanning i två schemaperioder i rad.",
    ),
    Told(
        "kunskap",
        "Delegeringar har gått ut",
        "Tre medarbetare gav läkemedel med delegeringar som hade gått ut.",
        ("Listan över delegeringar uppdaterades inte när sjuksköterskan slutade.",),
        ("Delegeringslistan stäms av den första i varje månad.",),
        "Stickprov i tre månader visar bara giltiga delegeringar.",
        immediate="De tre medarbetarna ger inte läkemedel förrän delegeringen är förnyad.",
    ),
    Told(
        "ledning",
        "Avvikelser avslutas inte i tid",
        "Nio av tjugotvå avvikelser var öppna mer än två månader efter registreringen.",
        ("Det var oklart vem som skulle avsluta dem.", "Teamet går inte igenom avvikelser på sina möten."),
        ("Enhetschefen ansvarar för att avsluta.", "Avvikelser är en fast punkt på teamets möte varannan vecka."),
        "Högst en avvikelse i kvartalet är öppen mer än två månader.",
        severity="minor",
    ),
    Told(
        "samverkan",
        "Hälso- och sjukvården får inte veta när behov ändras",
        "I fyra av åtta granskade fall framgick det inte att sjuksköterskan hade kontaktats.",
        ("Rutinen för kontakt är från den tidigare utföraren.",),
        ("En ny rutin skrivs tillsammans med sjuksköterskorna.",),
        "Stickprov efter sex månader visar kontakt samma dag i alla fall.",
    ),
    Told(
        "personcentrering",
        "Nattfastan är för lång",
        "Mätning under tre nätter visade mer än elva timmar för sju av femton boende som inte hade valt det själva.",
        ("Kvällsmålet serveras när dagpersonalen slutar.",),
        ("Kvällsmål och förfrukost erbjuds efter önskemål.",),
        "Ny mätning visar högst elva timmar för alla som vill.",
        severity="minor",
    ),
)
ACUTE = Told(
    "kunskap",
    "Läkemedelsskåpet stod olåst",
    "Vid besöket stod läkemedelsskåpet olåst i ett allmänt utrymme, och signeringslistan saknade elva signaturer.",
    ("Låset hade varit trasigt i två veckor utan att anmälas.",),
    ("Låset är bytt och kontrolleras vid varje överlämning.",),
    "Månadskontrollen visar låst skåp och full signering tre månader i rad.",
    severity="acute",
    immediate="Skåpet låstes med reservlås under besöket och sjuksköterskan gick igenom signeringarna samma dag.",
)
GOOD_EXAMPLES = (
    (
        "delaktighet",
        "De boende planerar veckan tillsammans",
        "Varje söndag planerar de som vill veckans mat och aktiviteter, med bildstöd.",
    ),
    (
        "kompetens",
        "Reflektion en halvtimme varje vecka",
        "Teamet går igenom en svår situation varje vecka och skriver upp vad de lärde sig.",
    ),
    (
        "samverkan",
        "Anhörigkväll varannan månad",
        "Anhöriga, personal och sjuksköterska möts kring ett tema som de anhöriga har valt.",
    ),
)
NOTES = (
    (
        "ledning",
        "Egenkontrollen kan bli tätare",
        "Egenkontroll av basal hygien görs en gång om året. Riktlinjen rekommenderar två.",
    ),
    (
        "personcentrering",
        "Utevistelsen är ojämn",
        "Några är ute varje dag, andra bara någon gång i månaden. Det följs inte upp.",
    ),
)
GROUNDS = {
    "met": "Granskade dokument och intervjuer visar att kravet följs.",
    "partly": "Kravet följs i de flesta men inte alla granskade fall.",
    "not_met": "Granskade dokument visar att kravet inte följs.",
    "not_examined": "Kravet ingick inte i stickprovet den här gången.",
}
