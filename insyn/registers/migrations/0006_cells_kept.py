"""The sums of events follow every statement that touches an event, whoever wrote it: a cell equals the count of its rows.

The triggers turn what a statement did into facts with a sign (what is no more, what is new), leave out those that
cancel, and add the rest to the cells of every level. A transaction of several statements may gather its facts in
`cell_facts` and count them once, at its end (`insyn.registers.actions.cells.counted_together`).

Whoever adds to cells holds one lock until the transaction ends, so that two that touch the same board are both
counted and none waits for the other in a ring.
"""

from django.db import migrations

TYPE = """
    CREATE TYPE registers_fact AS (n integer, unit_id bigint, board_id bigint, kind text, category bigint,
        event_date date, due_date date, actioned boolean, serious boolean, in_time boolean, closed boolean, run bigint)
"""
# A row of an event as a fact; what its source has withdrawn is none.
FACTS = """
    SELECT {sign} AS n, e.unit_id, e.board_id, e.kind::text, coalesce(e.category_id, 0) AS category, e.event_date,
        e.due_date, e.action_date IS NOT NULL AS actioned, coalesce(e.severity >= 3, false) AS serious,
        coalesce(e.closed_date <= e.due_date, false) AS in_time, e.closed_date IS NOT NULL AS closed,
        coalesce(e.import_run_id, 0) AS run
    FROM {table} e WHERE e.withdrawn_date IS NULL
"""
NET = """
    SELECT sum(n)::integer AS n, unit_id, board_id, kind, category, event_date, due_date, actioned, serious, in_time,
        closed, run
    FROM ({facts}) f GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 HAVING sum(n) <> 0
"""
# Gathering is a setting of the transaction: where it is not set, the facts are counted at once.
TRIGGER = """
    CREATE FUNCTION registers_event_{act}_counted() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE told registers_fact[];
    BEGIN
        IF current_setting('insyn.cells_gathered', true) = 'on' THEN
            INSERT INTO cell_facts {net};
            RETURN NULL;
        END IF;
        SELECT array_agg(ROW(f.*)::registers_fact) INTO told FROM ({net}) f;
        IF told IS NOT NULL THEN PERFORM registers_count(told); END IF;
        RETURN NULL;
    END $$
"""
TOLD = {
    "insert": ("REFERENCING NEW TABLE AS new_rows", {"new_rows": 1}),
    "update": ("REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows", {"old_rows": -1, "new_rows": 1}),
    "delete": ("REFERENCING OLD TABLE AS old_rows", {"old_rows": -1}),
}
# The node as it was on the event's day; outside the unit's known times only the unit and the board are counted.
PLACED = """
    placed AS MATERIALIZED (
        SELECT v.level::smallint, v.node_id, f.* FROM unnest(facts) f
        LEFT JOIN organisation_unitspell s ON s.unit_id = f.unit_id AND s.valid @> f.event_date
        LEFT JOIN organisation_assignmentspell a
            ON s.area_id IS NULL AND a.assignment_id = s.assignment_id AND a.valid @> f.event_date
        CROSS JOIN LATERAL (VALUES (1, f.board_id), (2, coalesce(s.area_id, a.area_id)), (3, s.assignment_id),
            (4, s.provider_id), (5, f.unit_id)) v (level, node_id)
        WHERE v.node_id IS NOT NULL {only}
    )
"""
KEY = "level, node_id, kind, month"
TAKEN = """
    taken AS (
        DELETE FROM {table} c USING (SELECT DISTINCT {key} FROM parts) p
        WHERE (c.level, c.node_id, c.kind, c.month) = (p.level, p.node_id, p.kind, p.month) RETURNING c.*
    )
"""
# The cells are taken out and put back with what came and went; no number falls below zero, whatever was wrong before.
EVENT_CELLS = f"""
    WITH {PLACED.format(only="")}, parts AS MATERIALIZED (
        SELECT level, node_id, kind, date_trunc('month', event_date::timestamp)::date AS month, category, run,
            sum(n) AS n, coalesce(sum(n) FILTER (WHERE actioned), 0) AS actioned,
            coalesce(sum(n) FILTER (WHERE serious), 0) AS serious
        FROM placed GROUP BY 1, 2, 3, 4, 5, 6
    ), {TAKEN.format(table="registers_eventcell", key=KEY)}, by_category AS (
        SELECT {KEY}, category, greatest(sum(n), 0) AS n, greatest(sum(actioned), 0) AS actioned,
            sum(serious) AS serious
        FROM (
            SELECT {KEY}, category, n, actioned, serious FROM parts
            UNION ALL
            SELECT {KEY}, u.category, u.n, u.actioned, 0 FROM taken t,
                unnest(t.categories, t.category_n, t.category_actioned) u (category, n, actioned)
            UNION ALL
            SELECT {KEY}, t.categories[1], 0, 0, t.serious FROM taken t
        ) p GROUP BY {KEY}, category
    ), by_run AS (
        SELECT {KEY}, array_agg(run ORDER BY run) AS runs, array_agg(n ORDER BY run) AS run_n
        FROM (
            SELECT {KEY}, run, sum(n) AS n FROM (
                SELECT {KEY}, run, n FROM parts
                UNION ALL
                SELECT {KEY}, u.run, u.n FROM taken t, unnest(t.runs, t.run_n) u (run, n)
            ) p GROUP BY {KEY}, run HAVING sum(n) > 0
        ) p GROUP BY {KEY}
    )
    INSERT INTO registers_eventcell
        ({KEY}, n, actioned, serious, categories, category_n, category_actioned, runs, run_n)
    SELECT {KEY}, sum(n), sum(actioned), greatest(sum(serious), 0),
        array_agg(category ORDER BY category) FILTER (WHERE n > 0), array_agg(n ORDER BY category) FILTER (WHERE n > 0),
        array_agg(actioned ORDER BY category) FILTER (WHERE n > 0), coalesce(runs, '{{}}'), coalesce(run_n, '{{}}')
    FROM by_category LEFT JOIN by_run USING ({KEY}) GROUP BY {KEY}, runs, run_n HAVING sum(n) > 0
"""
DUE_CELLS = f"""
    WITH {PLACED.format(only="AND f.due_date IS NOT NULL")}, parts AS MATERIALIZED (
        SELECT level, node_id, kind, date_trunc('month', due_date::timestamp)::date AS month, category,
            date_part('day', due_date)::integer AS day, sum(n) AS n,
            coalesce(sum(n) FILTER (WHERE in_time), 0) AS in_time, coalesce(sum(n) FILTER (WHERE closed), 0) AS closed
        FROM placed GROUP BY 1, 2, 3, 4, 5, 6
    ), {TAKEN.format(table="registers_duecell", key=KEY)}, by_category AS (
        SELECT {KEY}, category, greatest(sum(n), 0) AS n, greatest(sum(in_time), 0) AS in_time
        FROM (
            SELECT {KEY}, category, n, in_time FROM parts
            UNION ALL
            SELECT {KEY}, u.category, u.n, u.in_time FROM taken t,
                unnest(t.categories, t.category_n, t.category_in_time) u (category, n, in_time)
        ) p GROUP BY {KEY}, category
    ), by_day AS (
        SELECT {KEY}, day, greatest(sum(n), 0) AS n, greatest(sum(in_time), 0) AS in_time,
            greatest(sum(closed), 0) AS closed
        FROM (
            SELECT {KEY}, day, n, in_time, closed FROM parts
            UNION ALL
            SELECT {KEY}, d.day, 0, 0, 0 FROM (SELECT DISTINCT {KEY} FROM parts) p, generate_series(1, 31) d (day)
            UNION ALL
            SELECT {KEY}, u.day, u.n, u.in_time, u.closed FROM taken t,
                unnest(t.day_n, t.day_in_time, t.day_closed) WITH ORDINALITY u (n, in_time, closed, day)
        ) p GROUP BY {KEY}, day
    ), days AS (
        SELECT {KEY}, array_agg(n ORDER BY day) AS day_n, array_agg(in_time ORDER BY day) AS day_in_time,
            array_agg(closed ORDER BY day) AS day_closed, sum(closed) AS closed
        FROM by_day GROUP BY {KEY}
    )
    INSERT INTO registers_duecell
        ({KEY}, n, in_time, closed, categories, category_n, category_in_time, day_n, day_in_time, day_closed)
    SELECT {KEY}, sum(n), sum(in_time), closed, array_agg(category ORDER BY category) FILTER (WHERE n > 0),
        array_agg(n ORDER BY category) FILTER (WHERE n > 0), array_agg(in_time ORDER BY category) FILTER (WHERE n > 0),
        day_n, day_in_time, day_closed
    FROM by_category JOIN days USING ({KEY}) GROUP BY {KEY}, closed, day_n, day_in_time, day_closed HAVING sum(n) > 0
"""
# The lock comes first, in a statement of its own: what follows sees what the one before has committed.
COUNT = f"""
    CREATE FUNCTION registers_count(facts registers_fact[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM registers_cells_lock();
        {EVENT_CELLS};
        {DUE_CELLS};
    END $$
"""
LOCK = """
    CREATE FUNCTION registers_cells_lock() RETURNS void LANGUAGE sql AS $$
        SELECT pg_advisory_xact_lock(hashtextextended('registers_eventcell', 0))
    $$
"""


def forwards() -> list[str]:
    statements = [TYPE, LOCK, COUNT]
    for act, (tables, signs) in TOLD.items():
        facts = " UNION ALL ".join(FACTS.format(sign=sign, table=table) for table, sign in signs.items())
        statements.append(TRIGGER.format(act=act, net=NET.format(facts=facts)))
        statements.append(
            f"CREATE TRIGGER event_counted_{act} AFTER {act.upper()} ON registers_event {tables}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION registers_event_{act}_counted()"
        )
    return statements


def backwards() -> list[str]:
    statements = []
    for act in TOLD:
        statements.append(f"DROP TRIGGER event_counted_{act} ON registers_event")
        statements.append(f"DROP FUNCTION registers_event_{act}_counted()")
    return [
        *statements,
        "DROP FUNCTION registers_count(registers_fact[])",
        "DROP FUNCTION registers_cells_lock()",
        "DROP TYPE registers_fact",
    ]


class Migration(migrations.Migration):
    dependencies = [("registers", "0005_cells_tell_runs_and_closed")]
    operations = [migrations.RunSQL(forwards(), backwards())]
