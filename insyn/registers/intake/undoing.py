"""The statements that undo a run: what it brought goes, what it changed becomes what it was."""

from typing import Any, NamedTuple

from django.db import connection

# Rows that a person or a later run has touched since. A category that is mapped is no edit.
TOUCHED_EVENTS = """
    SELECT e.id FROM registers_event e
    WHERE (e.origin_run_id = %(run)s OR e.id IN (SELECT row_id FROM registers_runchange WHERE run_id = %(run)s))
      AND (e.import_run_id IS DISTINCT FROM %(run)s OR e.edited_at > %(saved_at)s
           OR EXISTS (SELECT FROM registers_track t JOIN registers_trackstep s ON s.track_id = t.id
                      WHERE t.event_id = e.id AND s.at > %(saved_at)s)
           OR EXISTS (SELECT FROM registers_track t WHERE t.event_id = e.id AND t.origin_run_id IS NULL
                      AND e.origin_run_id = %(run)s))
"""
TOUCHED_VOLUMES = """
    SELECT v.id FROM registers_unitvolume v
    WHERE v.import_run_id IS DISTINCT FROM %(run)s AND v.id IN (
        SELECT row_id FROM registers_runchange WHERE run_id = %(run)s
        UNION SELECT c.row_id FROM registers_runchange c JOIN base_importrun r ON r.id = c.run_id
              WHERE r.subject = 'volumes' AND (c.before->>'import_run_id')::bigint = %(run)s)
"""
TOUCHED = {"events": TOUCHED_EVENTS, "volumes": TOUCHED_VOLUMES}
# Nobody writes in the rows while it is being found out whether anybody has.
LOCK_EVENTS = """
    SELECT count(*) FROM (SELECT FROM registers_event WHERE import_run_id = %(run)s OR origin_run_id = %(run)s
                          OR id IN (SELECT row_id FROM registers_runchange WHERE run_id = %(run)s) FOR UPDATE) r
"""
LOCK_VOLUMES = "SELECT count(*) FROM (SELECT FROM registers_unitvolume WHERE import_run_id = %(run)s FOR UPDATE) r"
LOCK = {"events": LOCK_EVENTS, "volumes": LOCK_VOLUMES}
OF_OTHERS = """
    SELECT EXISTS (SELECT FROM registers_event WHERE import_run_id = %(run)s AND board_id <> ALL(%(boards)s))
"""
OWN = "(SELECT id FROM registers_event WHERE origin_run_id = %(run)s)"
CHANGED = "(SELECT row_id FROM registers_runchange WHERE run_id = %(run)s)"
FORGET = {
    "events": (
        "DELETE FROM registers_eventsearch WHERE event_id IN {own} OR event_id IN {changed}",
        "DELETE FROM registers_contact WHERE event_id IN {own}",
        "DELETE FROM registers_track WHERE origin_run_id = %(run)s OR event_id IN {own}",
        "DELETE FROM registers_event WHERE origin_run_id = %(run)s",
    ),
    "volumes": ("DELETE FROM registers_unitvolume WHERE import_run_id = %(run)s AND id NOT IN {changed}",),
}
TABLES = {"events": "registers_event", "volumes": "registers_unitvolume"}
RESTORE = """
    UPDATE {table} e SET {pairs} FROM (
        SELECT b.* FROM registers_runchange r JOIN {table} o ON o.id = r.row_id
        CROSS JOIN LATERAL jsonb_populate_record(o, r.before) b WHERE r.run_id = %(run)s
    ) b WHERE b.id = e.id
"""
COLUMNS = """
    SELECT quote_ident(attname) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'id'
"""
# A code that has been given its category since keeps it.
SORTED = """
    UPDATE registers_event e SET category_id = s.category_id FROM registers_sourcecode s
    WHERE s.id = e.code_id AND e.category_id IS NULL AND s.category_id IS NOT NULL AND e.id IN {changed}
"""


class Undoing(NamedTuple):
    """The statements of one run; `told` has its number, when it was saved, and the boards that the person reads."""

    subject: str
    told: dict[str, Any]

    def touched(self, most: int) -> tuple[list[int], int]:
        """The first rows that stand in the way, and how many there are."""
        with connection.cursor() as cursor:
            cursor.execute(f"{TOUCHED[self.subject]} ORDER BY 1", self.told)
            found = [row[0] for row in cursor.fetchall()]
        return found[:most], len(found)

    def lock(self) -> None:
        self._run(LOCK[self.subject])

    def is_of_others(self) -> bool:
        """Whether rows belong to a board that the person does not read."""
        if self.subject != "events" or self.told["boards"] is None:
            return False
        with connection.cursor() as cursor:
            cursor.execute(OF_OTHERS, self.told)
            return bool((cursor.fetchone() or (False,))[0])

    def undo(self) -> None:
        for statement in FORGET[self.subject]:
            self._run(statement.format(own=OWN, changed=CHANGED))
        table = TABLES[self.subject]
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS, [table])
            pairs = ", ".join(f"{name} = b.{name}" for (name,) in cursor.fetchall())
        self._run(RESTORE.format(table=table, pairs=pairs))
        if self.subject == "events":
            self._run(SORTED.format(changed=CHANGED))

    def changed(self) -> list[int]:
        """The rows that were restored; asked before what was known of them is forgotten."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_id FROM registers_runchange WHERE run_id = %(run)s", self.told)
            return [row[0] for row in cursor.fetchall()]

    def _run(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, self.told)
