"""What a file of events or volumes came to: its remarks, the codes that nobody has mapped, the rows handed back."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from insyn.base.models import ImportRemark, ImportRun
from insyn.base.scope import Scope
from insyn.registers.queries.mappings import SUBJECTS

# What the reader says of a unit that it does not know; the code stands between the quotation marks.
UNKNOWN = ("enheten ”%", "flera enheter heter ”%")
MOST_CODES = 200
CODES_OF = """
    SELECT substring(rule FROM '”(.*)”') AS code, count(DISTINCT (sheet, "row")), bool_or(rule LIKE 'flera %%')
    FROM base_importremark WHERE run_id = %s AND "column" = 'Enhet' AND rule LIKE ANY(%s)
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""
UNSORTED_OF = """
    SELECT substring(rule FROM '”(.*)”') AS code, substring(rule FROM '(\\d+) rad(?:er)?$')::integer
    FROM base_importremark WHERE run_id = %s AND "column" = 'Kategori' AND "row" IS NULL ORDER BY 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True)
class UnknownCode:
    """What the file calls a unit or a category, on how many rows; of a unit, whether several have the name."""

    code: str
    rows: int
    is_ambiguous: bool = False


def own_runs(scope: Scope) -> "QuerySet[ImportRun]":
    """Files of events and volumes that the person has loaded."""
    runs: QuerySet[ImportRun] = ImportRun.objects.visible_to(scope).filter(subject__in=SUBJECTS)
    return runs.select_related("file")


def same_file(run: ImportRun) -> ImportRun | None:
    """A file of the same content that the person has saved before."""
    earlier = ImportRun.objects.filter(by_id=run.by_id, subject=run.subject, state=ImportRun.State.SAVED)
    found: ImportRun | None = earlier.filter(file__sha256=run.upload.sha256).exclude(pk=run.pk).first()
    return found


def row_remarks(run: ImportRun, most: int) -> list[ImportRemark]:
    """On rows, the first first; those about the whole file stand elsewhere."""
    return list(ImportRemark.objects.filter(run=run).exclude(row=None)[:most])


def rules_broken(run: ImportRun, most: int = 12) -> list[dict[str, Any]]:
    """How often each column is wrong, the most common first."""
    rows: Any = ImportRemark.objects.filter(run=run).exclude(row=None).values("column")
    return list(rows.annotate(count=Count("pk")).order_by("-count", "column")[:most])


def unknown_units(run: ImportRun) -> list[UnknownCode]:
    with connection.cursor() as cursor:
        cursor.execute(CODES_OF, [run.pk, list(UNKNOWN), MOST_CODES])
        return [UnknownCode(*row) for row in cursor.fetchall() if row[0]]


def unsorted_categories(run: ImportRun) -> list[UnknownCode]:
    """Codes that belong to no category yet: their rows are saved all the same."""
    with connection.cursor() as cursor:
        cursor.execute(UNSORTED_OF, [run.pk, MOST_CODES])
        return [UnknownCode(*row) for row in cursor.fetchall() if row[0]]
