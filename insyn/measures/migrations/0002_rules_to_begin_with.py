"""The marks of the rules, until somebody decides otherwise."""

import datetime as dt

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

BEGINNING = DateRange(dt.date(2000, 1, 1), None, "[)")
MARKS = {"severity": 3, "likelihood": 3, "complaints": 5, "complaint_days": 90}
CHARTS = {"q": 0.1, "ratio": 2.0, "run_length": 370}


def set_defaults(apps, schema_editor):
    rules = apps.get_model("measures", "RuleSet")
    if not rules.objects.filter(board=None).exists():
        rules.objects.create(board=None, valid=BEGINNING, source_ref="Insyns förval", **MARKS, **CHARTS)


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_signals")]
    operations = [migrations.RunPython(set_defaults, migrations.RunPython.noop)]
