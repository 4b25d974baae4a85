"""Rows that were imported before tell which run brought them."""

from django.db import migrations

NOTED = """
    UPDATE registers_event SET origin_run_id = import_run_id WHERE import_run_id IS NOT NULL AND origin_run_id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("registers", "0003_bulk_references")]
    operations = [migrations.RunSQL(NOTED, migrations.RunSQL.noop)]
