"""A unit's deadlines are counted of its rows, by an index that holds all of it: the sums of deadlines begin above units."""

from importlib import import_module

from django.db import migrations, models

COUNT: str = import_module("insyn.registers.migrations.0006_cells_kept").COUNT
WITH_UNITS = "AND f.due_date IS NOT NULL"
ABOVE_UNITS = f"{WITH_UNITS} AND v.level < 5"


def replaced(count: str) -> str:
    return count.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("registers", "0012_tracks_know_their_run")]
    operations = [
        migrations.RunSQL(replaced(COUNT.replace(WITH_UNITS, ABOVE_UNITS)), replaced(COUNT)),
        migrations.RunSQL("DELETE FROM registers_duecell WHERE level = 5", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="event", name="event_unit_day"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["unit", "event_date"],
                include=("due_date", "closed_date", "withdrawn_date", "kind", "category"),
                name="event_of_unit",
            ),
        ),
    ]
