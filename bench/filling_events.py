"""Events of 5,000 units through ten years, filled set-wise; indexes and triggers stand aside meanwhile."""

import datetime as dt
from dataclasses import dataclass

import psycopg
from django.db import connection

from config.postgres import roles
from tests.environment import CLUSTER, DATABASE

UNITS, MONTHS, CATEGORIES = 5_000, 120, 12
BOARDS, AREAS, ASSIGNMENTS, PROVIDERS = 8, 40, 200, 400
BEGINNING = dt.date(2016, 1, 1)

# The tree below is regular: unit n works for provider n % 400 under assignment n % 200, and so on upwards. One unit in
# ten changes provider in the middle.
MAKE_TREE = """
    INSERT INTO organisation_board (key, name, slug) SELECT 'b' || n, 'Nämnd ' || n, 'b' || n
        FROM generate_series(1, {boards}) n;
    INSERT INTO organisation_servicearea (key, name, slug) SELECT 'a' || n, 'Område ' || n, 'a' || n
        FROM generate_series(1, {areas}) n;
    INSERT INTO organisation_areaspell (area_id, valid, name, board_id, municipal_only, source_ref)
        SELECT a.id, daterange('2010-01-01', NULL), a.name, b.id, false, ''
        FROM organisation_servicearea a
        JOIN organisation_board b ON b.key = 'b' || 1 + (substr(a.key, 2)::int + {boards} - 2) % {boards};
    INSERT INTO organisation_serviceassignment (key, name, slug) SELECT 'u' || n, 'Uppdrag ' || n, 'u' || n
        FROM generate_series(1, {assignments}) n;
    INSERT INTO organisation_provider (key, name, slug) SELECT 'p' || n, 'Utförare ' || n, 'p' || n
        FROM generate_series(1, {providers}) n;
    INSERT INTO organisation_providerspell (provider_id, valid, name, kind, organisation_number, is_sole_trader,
            start_by_month)
        SELECT id, daterange('2010-01-01', NULL), name,
            CASE WHEN substr(key, 2)::int % 3 = 0 THEN 'private' ELSE 'municipal' END, '', false, false
        FROM organisation_provider;
    INSERT INTO organisation_unit (key, name, slug) SELECT 'e' || n, 'Enhet ' || n, 'e' || n
        FROM generate_series(1, {units}) n;
    INSERT INTO registers_category (code, name, valid) SELECT 'k' || n, 'Kategori ' || n, daterange('2010-01-01', NULL)
        FROM generate_series(1, {categories}) n;
    INSERT INTO organisation_unitspell (unit_id, valid, name, area_id, assignment_id, provider_id, places, address,
            phone, end_precision, end_reason, start_by_month)
        SELECT u.id, time.valid, u.name, a.id, s.id, p.id, 10 + u.n % 90, '', '', 'exact', '', false
        FROM (SELECT id, name, substr(key, 2)::int AS n FROM organisation_unit) u
        JOIN LATERAL (VALUES
            (CASE WHEN n % 10 = 0 THEN daterange('2010-01-01', '2021-03-15') ELSE daterange('2010-01-01', NULL) END, 0),
            (CASE WHEN n % 10 = 0 THEN daterange('2021-03-15', NULL) END, 1)) time (valid, shift)
            ON time.valid IS NOT NULL
        JOIN organisation_servicearea a ON a.key = 'a' || 1 + n % {areas}
        JOIN organisation_serviceassignment s ON s.key = 'u' || 1 + n % {assignments}
        JOIN organisation_provider p ON p.key = 'p' || 1 + (n + shift) % {providers};
"""
# As they came: month by month, the units in no order.
ROWS = """
    SELECT '{prefix}' || i AS reference, {kind} AS kind, 1 + {first_unit} + (i::bigint * 7919) % {units} AS unit_id,
        day + 1 AS registered_date, day AS occurred_date, 1 + (j * 31 / 7) % {categories} AS c, j,
        CASE WHEN j % 5 < 4 THEN day + 1 + j % 40 END AS action_date,
        CASE WHEN j % 6 < 5 THEN day + 1 + j % 80 END AS closed_date
    FROM (
        SELECT i, i + i / {units} AS j, DATE '{since}' + (i::bigint * {days} / {rows})::int AS day
        FROM generate_series(1, {rows}) i
    ) made
"""
INSERT = """
    INSERT INTO registers_event (reference, kind, basis, system_id, board_id, unit_id, category_id, registered_date,
        occurred_date, severity, likelihood, source, is_formal, text, cause, action, action_date, responsible, handled,
        due_date, closed_date, origin_run_id, import_run_id)
    SELECT r.reference, r.kind, '', {system}, {first_board} + (r.unit_id - 1) % {boards}, r.unit_id,
        {first_category} + r.c - 1, r.registered_date, r.occurred_date, 1 + r.j % 4, 1 + r.j % 3, 'staff', true,
        'Fall i samband med förflyttning på morgonen, ärende ' || r.j, '', 'Genomgång av rutinen', r.action_date,
        'Enhetschef', '', (r.registered_date + INTERVAL '2 months')::date, r.closed_date, {run}, {run}
    FROM ({rows}) r
"""
MIXED = (
    "CASE WHEN j % 10 < 7 THEN 'deviation' WHEN j % 10 < 9 THEN 'health' WHEN j % 20 = 9 THEN 'complaint'"
    " ELSE 'report' END"
)


@dataclass(frozen=True)
class Tree:
    """The least numbers of what was made: everything is counted from there."""

    board: int
    unit: int
    category: int
    system: int


def fill_tree() -> Tree:
    with connection.cursor() as cursor:
        cursor.execute(
            MAKE_TREE.format(
                boards=BOARDS,
                areas=AREAS,
                assignments=ASSIGNMENTS,
                providers=PROVIDERS,
                units=UNITS,
                categories=CATEGORIES,
            )
        )
        cursor.execute("INSERT INTO registers_sourcesystem (name) VALUES ('Mätning') RETURNING id")
        (system,) = cursor.fetchone()
        cursor.execute(
            "SELECT (SELECT min(id) FROM organisation_board), (SELECT min(id) FROM organisation_unit),"
            " (SELECT id FROM registers_category WHERE code = 'k1')"
        )
        return Tree(*cursor.fetchone(), system)


def insert_of(tree: Tree, *, rows: int, since: dt.date, days: int, kind: str, run: int) -> str:
    made = ROWS.format(
        prefix=f"{run}-",
        kind=kind,
        first_unit=tree.unit - 1,
        units=UNITS,
        categories=CATEGORIES,
        since=since,
        days=days,
        rows=rows,
    )
    return INSERT.format(
        rows=made, system=tree.system, boards=BOARDS, first_board=tree.board, first_category=tree.category, run=run
    )


def fill_events(tree: Tree, rows: int) -> None:
    """As the owner, who may set the triggers aside and build the indexes after."""
    days = MONTHS * 3044 // 100
    with psycopg.connect(CLUSTER.url(roles.OWNER, DATABASE), autocommit=True) as owner:
        owner.execute("SET maintenance_work_mem = '1GB'")
        indexes = owner.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'registers_event' AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint WHERE conrelid = 'registers_event'::regclass)"
        ).fetchall()
        for name, _ in indexes:
            owner.execute(f'DROP INDEX "{name}"')
        owner.execute("ALTER TABLE registers_event DISABLE TRIGGER USER")
        owner.execute(insert_of(tree, rows=rows, since=BEGINNING, days=days, kind=MIXED, run=1))
        for _, definition in indexes:
            owner.execute(definition)
        owner.execute("ALTER TABLE registers_event ENABLE TRIGGER USER")
        owner.execute("VACUUM ANALYZE registers_event")
