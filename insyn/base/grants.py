"""What the application's database role may do: everything with its rows, nothing with their history.

Applied by the owner of the tables after every migration. The triggers write history with the owner's rights.
"""

import logging

from django.conf import settings
from django.db import connections
from django.db.backends.utils import CursorWrapper
from psycopg import sql

logger = logging.getLogger(__name__)

# Found in the database rather than among the models: the history of a model that is gone stays protected too.
EVENT_TABLES = """
    SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'pgh_label'
    ORDER BY 1
"""
TRAIL_FUNCTIONS = r"""
    SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND (p.proname LIKE 'pgtrigger\_%' OR p.proname IN ('_pgh_attach_context', '_pgtrigger_should_ignore'))
    ORDER BY 1
"""
READ_ONLY = ("pghistory_context", "django_migrations")

# pgtrigger lets any session switch its triggers off by a setting; the trail must not have a switch.
NEVER_IGNORE = """
    CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name)
    RETURNS boolean AS 'SELECT false' LANGUAGE sql IMMUTABLE
"""


def apply_grants(using: str = "default") -> None:
    """Give the application's role its rights, where the connection's role is another, the owner."""
    role: str = settings.APP_ROLE
    with connections[using].cursor() as cursor:
        if _is_owner_beside(cursor, role):
            _open_rows(cursor, role)
            _close_history(cursor, role)


def _is_owner_beside(cursor: CursorWrapper, role: str) -> bool:
    cursor.execute("SELECT current_user <> %s AND EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role, role])
    (beside,) = cursor.fetchone() or (False,)
    if not beside:
        logger.warning("no separate role %s in the database: history is not protected from the application", role)
    return bool(beside)


def _open_rows(cursor: CursorWrapper, role: str) -> None:
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {}",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
    ):
        cursor.execute(sql.SQL(statement).format(sql.Identifier(role)))


def _close_history(cursor: CursorWrapper, role: str) -> None:
    for table in (*_names(cursor, EVENT_TABLES), *READ_ONLY):
        cursor.execute(
            sql.SQL("REVOKE ALL ON {table} FROM {role}; GRANT SELECT ON {table} TO {role}").format(
                table=sql.SQL(table), role=sql.Identifier(role)
            )
        )
    cursor.execute(NEVER_IGNORE)
    for function in _names(cursor, TRAIL_FUNCTIONS):
        # Without EXECUTE nobody can hang the function on a table of their own and so write false history.
        cursor.execute(
            sql.SQL(
                "ALTER FUNCTION {function} SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp;"
                "REVOKE ALL ON FUNCTION {function} FROM PUBLIC"
            ).format(function=sql.SQL(function))
        )


def _names(cursor: CursorWrapper, query: str) -> list[str]:
    cursor.execute(query)
    return [name for (name,) in cursor.fetchall()]
