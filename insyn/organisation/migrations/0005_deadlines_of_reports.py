"""The deadlines of what is reported, until a board decides otherwise."""

import datetime as dt

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

DEFAULTS = (
    ("event_registered", 7, "days", "Insyns förval"),
    ("event_action", 14, "days", "Insyns förval"),
    ("event_closed", 2, "months", "Insyns förval"),
    ("complaint_answered", 14, "days", "Insyns förval"),
    ("lex_sarah_assessed", 3, "days", "Insyns förval; lagen säger utan dröjsmål"),
    ("lex_sarah_investigated", 1, "months", "Insyns förval; lagen säger utan dröjsmål"),
    ("lex_sarah_sent", 7, "days", "Insyns förval; lagen säger snarast"),
    ("lex_maria_assessed", 3, "days", "Insyns förval; lagen säger snarast"),
    ("lex_maria_sent", 2, "months", "Insyns förval; lagen säger snarast"),
    ("person_informed", 14, "days", "Insyns förval; lagen säger snarast"),
    ("signal_weighed", 14, "days", "Insyns förval"),
)
BEGINNING = DateRange(dt.date(2000, 1, 1), None, "[)")


def set_defaults(apps, schema_editor):
    deadline = apps.get_model("organisation", "Deadline")
    for code, amount, unit, source in DEFAULTS:
        if not deadline.objects.filter(code=code, board=None).exists():
            deadline.objects.create(code=code, amount=amount, unit=unit, valid=BEGINNING, source_ref=source)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_spells_known_by_month")]
    operations = [migrations.RunPython(set_defaults, migrations.RunPython.noop)]
