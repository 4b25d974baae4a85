"""The register's rows as the workbook writes them."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from insyn.base.imports.sheets import Sheet


def export_rows(sheet: Sheet, day: dt.date, boards: frozenset[int] | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key and facts of what is true on the day; rows with personal data only of the given boards (None: of all)."""
    statement = f"SELECT c.key, c.facts, c.id FROM ({sheet.current}) c ORDER BY c.key"
    with connection.cursor() as cursor:
        if sheet.personal and boards is not None:
            own = f"SELECT e.id FROM {sheet.identity} e WHERE e.board_id = ANY(%(boards)s)"
            statement = statement.replace("ORDER BY", f"WHERE c.id IN ({own}) ORDER BY")
        cursor.execute(statement, {"day": day, "boards": sorted(boards or ())})
        for key, facts, _ in cursor.fetchall():
            yield key, json.loads(facts)
