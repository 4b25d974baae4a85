"""The statements that count all events anew, as the triggers keep the sums (migration cells_kept)."""

KEY = "level, node_id, kind, month"
GATHERED = "CREATE TEMPORARY TABLE cell_facts OF registers_fact ON COMMIT DROP"
# First by all nodes of a row at once: there are far fewer of those than rows times levels.
TOLD = """
    SELECT e.unit_id, e.board_id, s.provider_id, s.assignment_id, coalesce(s.area_id, a.area_id) AS area_id, e.kind,
        date_trunc('month', e.{day}::timestamp)::date AS month, coalesce(e.category_id, 0) AS category, {what}
    FROM registers_event e
    LEFT JOIN organisation_unitspell s ON s.unit_id = e.unit_id AND s.valid @> e.event_date
    LEFT JOIN organisation_assignmentspell a
        ON s.area_id IS NULL AND a.assignment_id = s.assignment_id AND a.valid @> e.event_date
    WHERE e.withdrawn_date IS NULL AND e.{day} IS NOT NULL
"""
LEVELS = """
    LATERAL (VALUES (1, board_id), (2, area_id), (3, assignment_id), (4, provider_id), (5, unit_id)) v (level, node_id)
    WHERE v.node_id IS NOT NULL
"""
COUNT_EVENTS = """
    WITH told AS ({told} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9), summed AS (
        SELECT v.level, v.node_id, kind, month, category, sum(n)::integer AS n, sum(actioned)::integer AS actioned,
            sum(serious) AS serious
        FROM told, {levels} GROUP BY 1, 2, 3, 4, 5
    ), by_run AS (
        SELECT {key}, array_agg(run ORDER BY run) AS runs, array_agg(n ORDER BY run) AS run_n FROM (
            SELECT v.level, v.node_id, kind, month, run, sum(n)::integer AS n FROM told, {levels} GROUP BY 1, 2, 3, 4, 5
        ) r GROUP BY {key}
    )
    SELECT {key}, c.n, c.actioned, c.serious, c.categories, c.category_n, c.category_actioned, runs, run_n
    FROM by_run JOIN (
        SELECT {key}, sum(n)::integer AS n, sum(actioned)::integer AS actioned, sum(serious)::integer AS serious,
            array_agg(category ORDER BY category) AS categories, array_agg(n ORDER BY category) AS category_n,
            array_agg(actioned ORDER BY category) AS category_actioned
        FROM summed GROUP BY {key}
    ) c USING ({key})
""".format(
    key=KEY,
    levels=LEVELS,
    told=TOLD.format(
        day="event_date",
        what="coalesce(e.import_run_id, 0) AS run, count(*) AS n, count(e.action_date) AS actioned,"
        " count(*) FILTER (WHERE e.severity >= 3) AS serious",
    ),
)


def _by_day(what: str) -> str:
    return ", ".join(f"coalesce(sum({what}) FILTER (WHERE day = {day}), 0)::integer" for day in range(1, 32))


COUNT_DUE = """
    WITH told AS ({told} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9), by_category AS (
        SELECT v.level, v.node_id, kind, month, category, sum(n)::integer AS n, sum(in_time)::integer AS in_time
        FROM told, {levels} GROUP BY 1, 2, 3, 4, 5
    ), days AS (
        SELECT v.level, v.node_id, kind, month, ARRAY[{day_n}] AS day_n, ARRAY[{day_in_time}] AS day_in_time,
            ARRAY[{day_closed}] AS day_closed, sum(closed)::integer AS closed
        FROM told, {levels} GROUP BY 1, 2, 3, 4
    )
    SELECT {key}, c.n, c.in_time, closed, c.categories, c.category_n, c.category_in_time, day_n, day_in_time,
        day_closed
    FROM days JOIN (
        SELECT {key}, sum(n)::integer AS n, sum(in_time)::integer AS in_time,
            array_agg(category ORDER BY category) AS categories, array_agg(n ORDER BY category) AS category_n,
            array_agg(in_time ORDER BY category) AS category_in_time
        FROM by_category GROUP BY {key}
    ) c USING ({key})
""".format(
    key=KEY,
    levels=LEVELS,
    day_n=_by_day("n"),
    day_in_time=_by_day("in_time"),
    day_closed=_by_day("closed"),
    told=TOLD.format(
        day="due_date",
        what="date_part('day', e.due_date)::integer AS day, count(*) AS n,"
        " count(*) FILTER (WHERE e.closed_date <= e.due_date) AS in_time, count(e.closed_date) AS closed",
    ),
)
COUNTED = {
    "registers_eventcell": (
        COUNT_EVENTS,
        "n, actioned, serious, categories, category_n, category_actioned, runs, run_n",
    ),
    "registers_duecell": (
        COUNT_DUE,
        "n, in_time, closed, categories, category_n, category_in_time, day_n, day_in_time, day_closed",
    ),
}
PUT = {
    table: f"INSERT INTO {table} ({KEY}, {names}) SELECT {KEY}, {names} FROM ({counted}) c"
    for table, (counted, names) in COUNTED.items()
}
# One statement, so that cells and rows are seen as of the same moment.
DIFFERENT = {
    table: """
        WITH counted AS ({counted}) SELECT {key}, s.n, c.n FROM {table} s FULL JOIN counted c USING ({key})
        WHERE ({stored}) IS DISTINCT FROM ({made}) ORDER BY {key}
    """.format(
        table=table,
        key=KEY,
        counted=counted,
        stored=", ".join(f"s.{name}" for name in names.split(", ")),
        made=", ".join(f"c.{name}" for name in names.split(", ")),
    )
    for table, (counted, names) in COUNTED.items()
}
