"""The templates in use become first versions, and the half-yearly compilation gets the sections it is filled by."""

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


HALF_YEAR = [
    section(
        "inledning",
        "Inledning",
        "Vad halvåret präglades av, och vad nämnden särskilt bör lägga märke till.",
        required=True,
    ),
    section("siffror", "Halvåret i siffror", fill=("half_year_numbers",), written=False),
    section("genomforda", "Redovisade uppföljningar", fill=("half_year_follow_ups",), written=False),
    section(
        "urval",
        "Varför de valdes",
        "Hur urvalet gjordes. Bara den slumpmässiga delen säger något om alla avtal.",
        ("half_year_grounds",),
    ),
    section("krav", "Bedömda krav", "Mönster i bedömningarna.", ("half_year_verdicts",)),
    section("brister", "Brister", "Brister som återkommer och vad de har gemensamt.", ("half_year_deficiencies",)),
    section(
        "atgarder",
        "Åtgärder och deras effekt",
        "Vad som har gjorts med anledning av uppföljningarna, och vad som återstår.",
        ("half_year_actions",),
    ),
    section("exempel", "Goda exempel", "Vad andra verksamheter kan ta efter.", ("half_year_good_examples",)),
    section("beslut", "Nämndens beslut under halvåret", fill=("half_year_decisions",), written=False),
    section("ataganden", "Planens åtaganden", "Hur planen följs.", ("half_year_commitments",)),
    section(
        "bedomning",
        "Samlad bedömning",
        "Vad resultatet betyder och vad som bör följas upp härnäst.",
        required=True,
    ),
]


def number_templates(apps, schema_editor):
    ReportTemplate = apps.get_model("reporting", "ReportTemplate")
    ReportTemplate.objects.filter(is_active=True).update(state="used")
    ReportTemplate.objects.filter(is_active=False).update(state="retired")
    ReportTemplate.objects.filter(purpose="half_year", is_active=True).update(sections=HALF_YEAR)


def forget_numbers(apps, schema_editor):
    """Nothing to undo: the field `state` goes with the migration before, and no compilation could be begun then."""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_template_versions")]
    operations = [migrations.RunPython(number_templates, forget_numbers)]
