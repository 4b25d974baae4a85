"""Events that were there before the sums are counted."""

from django.db import migrations

COUNT = """
    SELECT registers_count(array_agg(ROW(1, e.unit_id, e.board_id, e.kind, coalesce(e.category_id, 0), e.event_date,
        e.due_date, e.action_date IS NOT NULL, coalesce(e.severity >= 3, false),
        coalesce(e.closed_date <= e.due_date, false), e.closed_date IS NOT NULL,
        coalesce(e.import_run_id, 0))::registers_fact))
    FROM registers_event e WHERE e.withdrawn_date IS NULL HAVING count(*) > 0
"""
EMPTY = "DELETE FROM registers_eventcell; DELETE FROM registers_duecell"


class Migration(migrations.Migration):
    dependencies = [("registers", "0006_cells_kept")]
    operations = [migrations.RunSQL(COUNT, EMPTY)]
