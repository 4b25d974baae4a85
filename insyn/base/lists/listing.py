"""A list page: at most one query for the count and one for the rows, the rows written in one loop."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from math import ceil
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from insyn.base.lists.choices import read_choices
from insyn.base.lists.columns import Column, compiled
from insyn.base.lists.controls import controls
from insyn.base.lists.export import workbook_response
from insyn.base.lists.filters import ListFilter
from insyn.base.lists.ordering import may_be_null
from insyn.base.templatetags.swedish import number

SORT, PAGE, FORMAT = "sortera", "sida", "format"


class Listing:
    """A declared list; subclass it with columns, order and words, and answer with `respond`."""

    columns: ClassVar[tuple[Column, ...]] = ()
    filter_class: ClassVar[type[ListFilter]] = ListFilter
    title: ClassVar[str] = "Lista"
    one: ClassVar[str] = "rad"
    many: ClassVar[str] = "rader"
    order: ClassVar[str] = "pk"
    per_page: ClassVar[int] = 50
    nothing: ClassVar[str] = "Inget finns här än."
    element_id: ClassVar[str] = "lista"

    def __init__(self, request: HttpRequest, rows: "QuerySet[Any, Any]", filters: ListFilter | None = None) -> None:
        self.request = request
        self.filters = filters if filters is not None else self.filter_class(request.GET)
        self.rows = self.filters.narrow(rows)

    # What the address says

    @cached_property
    def sort_key(self) -> str:
        asked = self.request.GET.get(SORT, "")
        return asked if asked.removeprefix("-") in {c.key for c in self.columns if c.order_by} else ""

    def sorts_by(self, column: Column) -> bool:
        """Whether the heading offers to sort; a list of very many rows may say no."""
        return True

    @cached_property
    def page(self) -> int:
        asked = self.request.GET.get(PAGE, "")
        return min(max(int(asked) if asked.isdecimal() and len(asked) < 10 else 1, 1), self.pages)

    def address(self, **changes: str | int | None) -> str:
        """This list's address with some parts changed; None takes a part away."""
        query = self.request.GET.copy()
        query.pop(FORMAT, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = str(value)
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return f"?{query.urlencode()}" if query else self.request.path

    # What the database says

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @property
    def pages(self) -> int:
        return max(ceil(self.count / self.per_page), 1)

    @cached_property
    def ordered(self) -> "QuerySet[Any, Any]":
        """Sorted as asked, and always by key at last, so that no row is on two pages."""
        asked = self.sort_key or self.order
        wanted: Any = asked.removeprefix("-")
        if self.sort_key:
            wanted = next(column.order_by for column in self.columns if column.key == wanted)
        by = F(wanted) if isinstance(wanted, str) else wanted
        # Ascending the database puts what is missing last by itself; asking for it needlessly would lose the index.
        down_last = True if may_be_null(self.rows.model, by) else None
        by = by.desc(nulls_last=down_last) if asked.startswith("-") else by.asc()
        return self.rows.order_by(by, "pk")

    @cached_property
    def positions(self) -> dict[str, int]:
        names = dict.fromkeys(name for column in self.columns for name in column.needs)
        return {name: place for place, name in enumerate(names)}

    def values(self) -> "QuerySet[Any, tuple[Any, ...]]":
        return self.ordered.values_list(*self.positions)

    def exported(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """What a workbook holds: all of it, in the same order."""
        return self.values()

    # What the page shows

    @cached_property
    def body(self) -> SafeString:
        cells = [compiled(c, self.positions, heads_row=place == 0) for place, c in enumerate(self.columns)]
        first = (self.page - 1) * self.per_page
        rows = self.values()[first : first + self.per_page]
        return mark_safe("".join(f"<tr>{''.join([cell(row) for cell in cells])}</tr>\n" for row in rows))

    @property
    def controls(self) -> SafeString:
        read_choices(self.filters)
        return controls(self.filters)

    @property
    def further_controls(self) -> SafeString:
        return controls(self.filters, further=True)

    @property
    def further_in_use(self) -> bool:
        return any(name in self.filters.values or name in self.filters.errors for name in self.filters.further)

    @property
    def head(self) -> SafeString:
        return format_html_join("", "{}", ((self._heading(column),) for column in self.columns))

    def _heading(self, column: Column) -> SafeString:
        css = format_html(' class="{}"', column.css) if column.css else ""
        if not column.order_by or not self.sorts_by(column):
            return format_html('<th scope="col"{}>{}</th>', css, column.label)
        now = {column.key: "ascending", f"-{column.key}": "descending"}.get(self.sort_key, "none")
        url = self.address(**{SORT: f"-{column.key}" if now == "ascending" else column.key, PAGE: None})
        return format_html(
            '<th scope="col" aria-sort="{}"{}><a href="{}"{}>{}</a></th>', now, css, url, self.swift(url), column.label
        )

    def swift(self, url: str) -> SafeString:
        """The same address fetched by htmx, only the list exchanged."""
        return format_html(' hx-get="{}" hx-target="#{}" hx-swap="outerHTML" hx-push-url="true"', url, self.element_id)

    @property
    def span(self) -> str:
        """1–50 av 1 234 enheter"""
        noun = self.one if self.count == 1 else self.many
        if self.pages == 1:
            return f"{number(self.count)} {noun}"
        first = (self.page - 1) * self.per_page + 1
        return f"{number(first)}–{number(min(first + self.per_page - 1, self.count))} av {number(self.count)} {noun}"

    @property
    def page_links(self) -> Iterator[Mapping[str, Any]]:
        """The first and last page, and those about this one; a None stands for the gap."""
        near = {1, self.pages, *range(self.page - 2, self.page + 3)}
        last = 0
        for page in sorted(page for page in near if 1 <= page <= self.pages):
            if page - last > 1:
                yield {"gap": True}
            url = self.address(**{PAGE: page if page > 1 else None})
            yield {"number": page, "url": url, "swift": self.swift(url), "is_current": page == self.page}
            last = page

    @property
    def neighbours(self) -> Mapping[str, str]:
        found = {"previous": self.page - 1, "next": self.page + 1}
        return {
            name: self.address(**{PAGE: page if page > 1 else None})
            for name, page in found.items()
            if 1 <= page <= self.pages
        }

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters.values)

    @property
    def has_filters(self) -> bool:
        return bool(self.filters.fields)

    @property
    def export_address(self) -> str:
        url = self.address(**{PAGE: None})
        return f"{url}{'&' if '?' in url else '?'}{FORMAT}=xlsx"


def respond(
    request: HttpRequest,
    listing: Listing,
    template: str,
    context: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """The page, only its list when htmx asks, or the workbook; the template includes base/_list.html."""
    if request.GET.get(FORMAT) == "xlsx":
        return workbook_response(listing.title, listing.columns, listing.positions, listing.exported())
    htmx = getattr(request, "htmx", None)
    swift = htmx and not htmx.history_restore_request and htmx.target == listing.element_id
    shown = "base/_list_body.html" if swift else template
    response = render(request, shown, {**(context or {}), "list": listing})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
