"""The deadlines that hold until a board decides otherwise."""

import datetime as dt

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

DEFAULTS = (
    ("factual_check", 14, "days"),
    ("action_plan", 14, "days"),
    ("document_request", 14, "days"),
    ("new_contract", 6, "months"),
    ("effect_check", 6, "months"),
    ("urgent_confirm", 1, "hours"),
    ("urgent_repeat", 4, "hours"),
)
BEGINNING = DateRange(dt.date(2000, 1, 1), None, "[)")


def set_defaults(apps, schema_editor):
    deadline = apps.get_model("organisation", "Deadline")
    for code, amount, unit in DEFAULTS:
        if not deadline.objects.filter(code=code, board=None).exists():
            deadline.objects.create(code=code, amount=amount, unit=unit, valid=BEGINNING, source_ref="Insyns förval")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]
    operations = [migrations.RunPython(set_defaults, migrations.RunPython.noop)]
