"""`insyn check --database default`: the application must not be able to rewrite its own history."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

MAY_ALTER = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'pgh_label'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND has_table_privilege(%(role)s, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    ORDER BY 1
"""
IS_SUPERUSER = "SELECT rolsuper FROM pg_roles WHERE rolname = %(role)s"


@register(Tags.database)
def history_is_closed(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """The role that the application runs as is not the owner of the tables, and the grants have been applied."""
    return [error for using in databases or () for error in _errors(using)]


def _errors(using: str) -> list[CheckMessage]:
    role = {"role": settings.APP_ROLE}
    with connections[using].cursor() as cursor:
        cursor.execute(IS_SUPERUSER, role)
        if cursor.fetchone() == (True,):
            return [_error(f"The application's role {settings.APP_ROLE} is a superuser.")]
        cursor.execute(MAY_ALTER, role)
        tables = ", ".join(name for (name,) in cursor.fetchall())
    return [_error(f"The application's role {settings.APP_ROLE} may alter history: {tables}.")] if tables else []


def _error(text: str) -> CheckMessage:
    hint = "Run the application as a role that does not own the tables, and `insyn prepare` as their owner."
    return Error(text, hint=hint, id="insyn.E010")
