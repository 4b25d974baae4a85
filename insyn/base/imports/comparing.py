"""Staged rows beside what is known, set-wise in the database: new, changed, reopened, ended or the same."""

import json
from typing import Any

from django.db import connection

from insyn.base.imports.sheets import Sheet

REMARK = 'INSERT INTO base_importremark (run_id, sheet, "row", "column", rule, remedy) '
STAGED = " FROM base_stagedrow s WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.row > 0 "

DUPLICATES = (
    REMARK
    + """
    SELECT %(run)s, %(sheet)s, s.row, %(key_name)s, 'nyckeln ”' || s.key || '” står också på rad ' || o.row,
           'Ta bort den ena raden, eller ge den en egen nyckel.'
    FROM base_stagedrow s JOIN base_stagedrow o USING (run_id, sheet, key)
    WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.key <> '' AND o.row <> s.row
"""
)
COMPARED = """
    UPDATE base_stagedrow s SET
        target_id = k.id, spell_id = c.spell_id, since = c.since,
        complete = COALESCE(c.facts, %(defaults)s::jsonb) || s.facts,
        outcome = CASE WHEN k.key IS NULL THEN 'new' WHEN c.key IS NULL THEN 'reopened'
                       WHEN c.facts @> s.facts THEN 'unchanged' ELSE 'changed' END,
        changes = CASE WHEN c.key IS NULL THEN NULL ELSE (
            SELECT jsonb_object_agg(n.key, jsonb_build_array(c.facts->n.key, n.value))
            FROM jsonb_each(s.facts) n WHERE c.facts->n.key IS DISTINCT FROM n.value) END
    FROM base_stagedrow x
        LEFT JOIN ({known}) k ON k.key = x.key
        LEFT JOIN ({current}) c ON c.key = x.key
    WHERE x.id = s.id AND s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.row > 0
"""
ABSENT = """
    INSERT INTO base_stagedrow (run_id, sheet, row, key, facts, complete, outcome, target_id, spell_id, since)
    SELECT %(run)s, %(sheet)s, 0, c.key, c.facts, c.facts, 'ended', c.id, c.spell_id, c.since
    FROM ({current}) c
    WHERE NOT EXISTS (SELECT FROM base_stagedrow s
                      WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.key = c.key AND s.row > 0)
      AND (%(source)s = '' OR EXISTS (SELECT FROM base_importedrow m
           WHERE m.source = %(source)s AND m.sheet = %(sheet)s AND m.key = c.key))
"""
BEGAN_THAT_DAY = (
    REMARK
    + """
    SELECT %(run)s, %(sheet)s, NULL, %(key_name)s,
           s.key || ' saknas i filen men började gälla just den dag filen gäller från',
           'Ta med raden, eller välj en senare dag.'
    FROM base_stagedrow s
    WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome = 'ended' AND s.since = %(day)s
"""
)
CHANGED_LATER = (
    REMARK
    + """
    SELECT %(run)s, %(sheet)s, NULLIF(s.row, 0), %(key_name)s,
           s.key || ' har redan en senare tid i registret, från ' || min(lower(l.valid)),
           'Läs in filerna i tidsordning, eller gör ändringen på radens egen sida.'
    FROM base_stagedrow s JOIN {spell} l ON l.{link} = s.target_id AND lower(l.valid) > %(day)s
    WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome = 'ended' GROUP BY s.id
"""
)
LOST_ZEROS = (
    REMARK
    + """
    SELECT %(run)s, %(sheet)s, s.row, %(key_name)s,
           'nyckeln ”' || s.key || '” finns inte, men ”' || min(k.key) || '” gör det; Excel tar bort nollor före tal',
           'Formatera kolumnen som text och skriv ' || min(k.key) || ', eller ge raden en annan nyckel.'
    FROM base_stagedrow s JOIN ({known}) k ON ltrim(k.key, '0') = s.key AND k.key <> s.key
    WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.row > 0 AND s.outcome = 'new' AND s.key ~ '^[1-9][0-9]*$'
    GROUP BY s.id
"""
)
STALE = "DELETE FROM base_stagedrow WHERE run_id = %(run)s AND row = 0"
DIGEST = """
    SELECT encode(sha256(convert_to(COALESCE(string_agg(
        concat_ws('|', s.sheet, s.row, s.key, s.outcome, s.changes, s.target_id, s.spell_id), E'\\n'
        ORDER BY s.sheet, s.row, s.key), ''), 'UTF8')), 'hex')
    FROM base_stagedrow s WHERE s.run_id = %(run)s AND s.outcome <> 'unchanged'
"""


def check(run_id: int, sheet: Sheet, day: Any) -> None:
    """What only the whole file and the register together can tell; leaves remarks."""
    told = {"run": run_id, "sheet": sheet.name, "key_name": sheet.key_name, "day": day}
    with connection.cursor() as cursor:
        cursor.execute(DUPLICATES, told)
        for each in sheet.fields:
            if each.reference:
                cursor.execute(_missing(each), told | {"column": each.name, "other": each.reference.sheet})


def _missing(each: Any) -> str:
    at = each.reference
    where = f" på bladet {at.sheet} eller i registret" if at.sheet else " i registret"
    return (
        REMARK
        + f"SELECT %(run)s, %(sheet)s, s.row, %(column)s, '”' || (s.facts->>%(column)s) || '” finns inte{where}', "
        "'Skriv nyckeln för en rad som finns, eller lägg till den.'"
        + STAGED
        + f"AND s.facts->>%(column)s IS NOT NULL AND NOT EXISTS (SELECT FROM {at.table} r WHERE r.{at.key} = s.facts->>%(column)s) "  # noqa: E501 - one statement
        "AND NOT EXISTS (SELECT FROM base_stagedrow o WHERE o.run_id = s.run_id AND o.sheet = %(other)s "
        "AND o.key = s.facts->>%(column)s AND o.row > 0)"
    )


def compare(run_id: int, sheet: Sheet, day: Any, *, is_complete: bool, source: str) -> None:
    """What each staged row would change on the day, and what a complete file ends by leaving out."""
    told = {
        "run": run_id,
        "sheet": sheet.name,
        "key_name": sheet.key_name,
        "day": day,
        "source": source,
        "defaults": json.dumps(sheet.defaults),
    }
    parts = {"known": sheet.known, "current": sheet.current, "spell": sheet.spell, "link": sheet.link}
    with connection.cursor() as cursor:
        cursor.execute(COMPARED.format(**parts), told)
        if not sheet.key_parts:
            cursor.execute(LOST_ZEROS.format(**parts), told)
        if is_complete and sheet.ends:
            cursor.execute(ABSENT.format(**parts), told)
            cursor.execute(BEGAN_THAT_DAY, told)
            if sheet.identity:
                cursor.execute(CHANGED_LATER.format(**parts), told)
        for condition, column, rule, remedy in sheet.checks:
            cursor.execute(_check(condition), told | {"column": column, "rule": rule, "remedy": remedy})


def _check(condition: str) -> str:
    what = "SELECT %(run)s, %(sheet)s, s.row, %(column)s, %(rule)s, %(remedy)s"
    return f"{REMARK}{what}{STAGED} AND s.outcome <> 'unchanged' AND ({condition})"


def digest(run_id: int) -> str:
    """Tells whether two comparisons of the same file came to the same."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, {"run": run_id})
        (found,) = cursor.fetchone() or ("",)
    return str(found)


def join_whole() -> None:
    """The rows came a moment ago and nobody has counted them: one row at a time is then the wrong way to join."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")


def forget_absent(run_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STALE, {"run": run_id})
