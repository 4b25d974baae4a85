"""The report templates that an installation begins with."""

from django.db import migrations


def section(key, heading, guidance="", fill=(), *, written=True, required=False):
    return {
        "key": key,
        "heading": heading,
        "guidance": guidance,
        "fill": list(fill),
        "is_written": written,
        "is_required": required,
    }


BACKGROUND = section(
    "bakgrund", "Bakgrund och syfte", "Varför uppföljningen gjordes och vad den skulle svara på.", required=True
)
FACTS = section("uppgifter", "Uppgifter om uppföljningen", fill=("facts",), written=False)
METHODS = section(
    "metod",
    "Så gjordes uppföljningen",
    "Hur underlaget samlades in och vad det inte kan svara på.",
    ("methods", "timeline"),
)
VIEWS = section(
    "enskilda",
    "Den enskildes uppfattning",
    "Vad de som får insatsen tycker, eller varför det inte gick att ta reda på.",
    ("individuals",),
)
JUDGED = section("krav", "Bedömda krav", "Det viktigaste i bedömningen.", ("verdict_chart", "judgements"))
FOUND = section("brister", "Brister", "Hur bristerna hänger ihop.", ("deficiencies",))
NOTES = section("noteringar", "Noteringar och goda exempel", "", ("notes", "good_examples"))
ACTIONS = section("atgarder", "Åtgärder", "Hur åtgärderna svarar mot orsakerna.", ("actions",))
ANALYSIS = section(
    "analys",
    "Analys och samlad bedömning",
    "Vad resultatet betyder och hur det har ändrats sedan förra gången.",
    ("conclusion",),
    required=True,
)

STANDARD = [BACKGROUND, FACTS, METHODS, VIEWS, JUDGED, FOUND, NOTES, ACTIONS, ANALYSIS]
OVERARCHING = [
    BACKGROUND,
    FACTS,
    METHODS,
    section("resultat", "Resultat", "Resultatet fråga för fråga.", ("grid",)),
    VIEWS,
    FOUND,
    NOTES,
    section("startade", "Enskilda uppföljningar", fill=("started",), written=False),
    ANALYSIS,
]
EVENT = [
    section(
        "handelse",
        "Vad som utlöste uppföljningen",
        "Händelsen eller mönstret, utan uppgifter om enskilda.",
        required=True,
    ),
    *STANDARD[1:],
]
HALF_YEAR = [
    section("inledning", "Inledning", "Vad perioden präglades av.", required=True),
    section("genomforda", "Genomförda uppföljningar", fill=("half_year_follow_ups",), written=False),
    section("iakttagelser", "Iakttagelser", "Mönster som återkommer.", ("half_year_findings",)),
    section("atgarder", "Åtgärder", "Vad som har gjorts med anledning av uppföljningarna.", ("half_year_actions",)),
    section("bedomning", "Samlad bedömning", "", required=True),
]

TEMPLATES = (
    ("Uppföljningsrapport", "follow_up", "", STANDARD),
    ("Övergripande uppföljning", "follow_up", "overarching", OVERARCHING),
    ("Händelsestyrd uppföljning", "follow_up", "event_driven", EVENT),
    ("Delrapport", "interim", "", [BACKGROUND, FACTS, METHODS, FOUND, ACTIONS, ANALYSIS]),
    ("Halvårssammanställning", "half_year", "", HALF_YEAR),
)


def add_templates(apps, schema_editor):
    ReportTemplate = apps.get_model("reporting", "ReportTemplate")
    for name, purpose, kind, sections in TEMPLATES:
        ReportTemplate.objects.get_or_create(
            purpose=purpose, kind=kind, is_active=True, defaults={"name": name, "sections": sections}
        )


def remove_templates(apps, schema_editor):
    apps.get_model("reporting", "ReportTemplate").objects.filter(documents__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]
    operations = [migrations.RunPython(add_templates, remove_templates)]
