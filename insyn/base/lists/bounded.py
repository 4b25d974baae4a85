"""A list over a table of millions: counted only so far, and in its own order until it is known to be short."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count
from django.db.models.expressions import Combinable

from insyn.base.lists.columns import Column
from insyn.base.lists.listing import Listing
from insyn.base.templatetags.swedish import number


class BoundedListing(Listing):
    """The count and the sums are one query that stops at `most`; above it only `always` can be sorted by.

    Sums are named by what stands after the number: {"pågår": Count("pk", filter=...)}.
    """

    most: ClassVar[int] = 2000
    always: ClassVar[tuple[str, ...]] = ()
    narrower: ClassVar[str] = "Välj en kortare tid, eller ett villkor till, så visas summorna."

    def sums(self) -> Mapping[str, Combinable]:
        return {}

    @cached_property
    def _counted(self) -> dict[str, int]:
        aggregates: dict[str, Any] = {f"sum_{place}": each for place, each in enumerate(self.sums().values())}
        counted: dict[str, int] = self.rows.order_by()[: self.most + 1].aggregate(rows=Count("pk"), **aggregates)
        return counted

    @property
    def is_more(self) -> bool:
        return self._counted["rows"] > self.most

    @cached_property
    def count(self) -> int:
        return min(self._counted["rows"], self.most)

    @cached_property
    def sort_key(self) -> str:
        asked = self.request.GET.get("sortera", "")
        by = {column.key for column in self.columns if column.order_by and self.sorts_by(column)}
        return asked if asked.removeprefix("-") in by else ""

    def sorts_by(self, column: Column) -> bool:
        return column.key in self.always or not self.is_more

    @property
    def span(self) -> str:
        if not self.is_more:
            return super().span
        first = (self.page - 1) * self.per_page + 1
        last = min(first + self.per_page - 1, self.count)
        return f"{number(first)}–{number(last)} av fler än {number(self.most)} {self.many}"

    @property
    def sums_told(self) -> str:
        """12 pågår, 3 är försenade; only of what was counted to its end."""
        if self.is_more:
            return self.narrower
        named = ((self._counted[f"sum_{place}"], name) for place, name in enumerate(self.sums()))
        return ", ".join(f"{number(counted)} {name}" for counted, name in named if counted)
