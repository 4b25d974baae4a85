"""What was compared is written, set-wise, in the transaction of whoever saves."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.text import slugify

from insyn.base.imports.sheets import Sheet

ROWS = " FROM base_stagedrow s WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s "


def write(sheet: Sheet, told: dict[str, Any]) -> None:
    """One sheet's rows; `told` has run, day, by_month, by and source. Sheets that others refer to are written first."""
    told = told | {"sheet": sheet.name}
    with connection.cursor() as cursor:
        if sheet.slug_of:
            _name_new(sheet, told)
        for statement in _statements(sheet):
            cursor.execute(statement, told)
        for statement in sheet.afterwards:
            cursor.execute(statement, told)


def _statements(sheet: Sheet) -> Iterator[str]:
    if sheet.identity:
        yield _new_identities(sheet)
        yield f"UPDATE base_stagedrow s SET target_id = k.id FROM ({sheet.known}) k WHERE k.key = s.key AND s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome = 'new'"  # noqa: E501 - one statement
        yield from _changed_identities(sheet)
    if sheet.spell:
        yield from _ended_spells(sheet)
        yield from _changed_spells(sheet)
        yield _new_spells(sheet)
    yield (
        "INSERT INTO base_importedrow (source, sheet, key, run_id) SELECT %(source)s, s.sheet, s.key, %(run)s"
        + ROWS
        + "AND s.row > 0 AND %(source)s <> '' ON CONFLICT DO NOTHING"
    )


def _new_identities(sheet: Sheet) -> str:
    values = {each.column: each.stored() for each in sheet.part("identity")} | dict(sheet.stamped)
    if sheet.named:
        values |= {"key": "s.key", "name": "s.complete->>'Namn'"}
    if sheet.slug_of:
        values[sheet.slug_column] = "s.complete->>'_slug'"
    columns = ", ".join(f'"{column}"' for column in values)
    return f"INSERT INTO {sheet.identity} ({columns}) SELECT {', '.join(values.values())} {ROWS} AND s.outcome = 'new' ORDER BY s.row"  # noqa: E501 - declared, never typed


def _changed_identities(sheet: Sheet) -> Iterator[str]:
    fields = [each for each in sheet.part("identity") if each.name not in sheet.key_parts]
    if not fields:
        return
    settings = ", ".join(f'"{each.column}" = {each.stored()}' for each in fields)
    names = ", ".join(f"'{each.name}'" for each in fields)
    yield f"UPDATE {sheet.identity} i SET {settings} FROM base_stagedrow s WHERE i.id = s.target_id AND s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome IN ('changed', 'reopened') AND (s.changes IS NULL OR s.changes ?| ARRAY[{names}])"  # noqa: E501 - one statement


def _ended_spells(sheet: Sheet) -> Iterator[str]:
    about = "".join(f", {column} = {written}" for column, written in sheet.about_end.items())
    yield f"UPDATE {sheet.spell} sp SET valid = daterange(lower(sp.valid), %(day)s::date){about} FROM base_stagedrow s WHERE sp.id = s.spell_id AND s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome = 'ended'"  # noqa: E501 - one statement


def _changed_spells(sheet: Sheet) -> Iterator[str]:
    """A change from the day: the old time ends and a new one begins. What began that very day is corrected."""
    fields = sheet.part("spell")
    if not fields or (not sheet.identity and not [each for each in fields if each.name not in sheet.key_parts]):
        return
    names = ", ".join(f"'{each.name}'" for each in fields)
    chosen = f"s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome = 'changed' AND s.changes ?| ARRAY[{names}]"
    settings = ", ".join(f'"{each.column}" = {each.stored()}' for each in fields)
    yield f"UPDATE {sheet.spell} sp SET {settings} FROM base_stagedrow s WHERE sp.id = s.spell_id AND {chosen} AND lower(sp.valid) = %(day)s::date"  # noqa: E501 - one statement
    links = [] if sheet.identity == "" else [sheet.link]
    kept = [*links, *sheet.about_end, *sheet.kept]
    begun = sheet.about_begin
    columns = ", ".join(f'"{column}"' for column in (*kept, *(each.column for each in fields), *begun, "valid"))
    olds = ", ".join(f"old.{column}" for column in kept)
    values = ", ".join(part for part in (olds, *(each.stored() for each in fields), *begun.values()) if part)
    blank = "".join(f", {column} = {written}" for column, written in sheet.about_start.items())
    # The old time must end before the new one may begin, so what it was is remembered first.
    yield f"CREATE TEMPORARY TABLE import_old ON COMMIT DROP AS SELECT sp.*, s.id AS staged_id FROM {sheet.spell} sp JOIN base_stagedrow s ON sp.id = s.spell_id WHERE {chosen} AND lower(sp.valid) < %(day)s::date"  # noqa: E501 - one statement
    yield f"UPDATE {sheet.spell} sp SET valid = daterange(lower(sp.valid), %(day)s::date){blank} FROM import_old old WHERE sp.id = old.id"  # noqa: E501 - one statement
    yield f"INSERT INTO {sheet.spell} ({columns}, correction_reason) SELECT {values}, daterange(%(day)s::date, upper(old.valid)), '' FROM import_old old JOIN base_stagedrow s ON s.id = old.staged_id"  # noqa: E501 - one statement
    yield "DROP TABLE import_old"


def _new_spells(sheet: Sheet) -> str:
    """What is new or open again, up to the next time that is known."""
    fields = sheet.part("spell")
    values = {each.column: each.stored() for each in fields} | dict(sheet.about_start) | dict(sheet.about_begin)
    if sheet.identity:
        values[sheet.link] = "s.target_id"
        links = {sheet.link: "s.target_id"}
    else:
        links = {each.column: each.stored() for each in fields if each.name in sheet.key_parts}
    # Gathered once: asked for each row, it would go through all the rows that the statement itself adds.
    later = f"SELECT {', '.join(links)}, min(lower(valid)) AS start FROM {sheet.spell} WHERE lower(valid) > %(day)s::date GROUP BY {', '.join(links)}"  # noqa: E501 - one statement
    mine = " AND ".join(f"l.{column} = {value}" for column, value in links.items())
    values["valid"] = "daterange(%(day)s::date, l.start)"
    columns = ", ".join(f'"{column}"' for column in values)
    return f"INSERT INTO {sheet.spell} ({columns}, correction_reason) SELECT {', '.join(values.values())}, '' FROM base_stagedrow s LEFT JOIN ({later}) l ON {mine} WHERE s.run_id = %(run)s AND s.sheet = %(sheet)s AND s.outcome IN ('new', 'reopened')"  # noqa: E501 - one statement


def _name_new(sheet: Sheet, told: dict[str, Any]) -> None:
    """Addresses that nobody has, for what is new."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sheet.slug_column} FROM {sheet.identity}")
        taken = {slug for (slug,) in cursor.fetchall()}
        cursor.execute(
            f"SELECT s.id, s.complete->>'{sheet.slug_of}' {ROWS} AND s.outcome = 'new' ORDER BY s.row",
            told,
        )
        rows = [(staged, _free(str(name), taken)) for staged, name in cursor.fetchall()]
        cursor.execute(
            "UPDATE base_stagedrow s SET complete = s.complete || jsonb_build_object('_slug', n.slug)"
            " FROM unnest(%s::bigint[], %s::text[]) AS n(id, slug) WHERE n.id = s.id",
            [[staged for staged, _ in rows], [slug for _, slug in rows]],
        )


def _free(name: str, taken: set[str]) -> str:
    wanted = slugify(name)[:55] or "rad"
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    taken.add(slug)
    return slug
