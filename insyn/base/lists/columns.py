"""One column: where its value is read, how it is written in a cell and in a workbook."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any, Literal

from django.db.models.expressions import Combinable
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from insyn.base.templatetags.swedish import day, moment, number

type Kind = Literal["text", "day", "moment", "number"]
type Cell = Callable[[tuple[Any, ...]], str]

STAND_IN = 918273645
WRITERS: dict[str, Callable[[Any], str]] = {"text": str, "day": day, "moment": moment, "number": number}
MISSING = '<span aria-hidden="true">–</span><span class="ds-sr-only">uppgift saknas</span>'


@dataclass(frozen=True)
class Column:
    """A column of a list.

    `field` is what the query calls the value. `words` turns codes into words, and with `colors` into tags.
    `link` names the address of the row, made from `link_field`. `sort` is what to order by: the field itself
    when not given, nothing when "", or an expression such as SwedishKey("name"). `write` takes the
    value to text where no kind fits.
    """

    field: str
    label: str
    kind: Kind = "text"
    link: str = ""
    link_field: str = "pk"
    sort: str | Combinable | None = None
    words: Mapping[Any, str] = dataclasses.field(default_factory=dict)
    colors: Mapping[Any, str] = dataclasses.field(default_factory=dict)
    write: Callable[[Any], str] | None = None
    decimals: int = 0

    @property
    def key(self) -> str:
        """The column's name in an address."""
        return self.field.replace("__", ".")

    @property
    def order_by(self) -> str | Combinable:
        return self.field if self.sort is None else self.sort

    @property
    def needs(self) -> tuple[str, ...]:
        return (self.field, self.link_field) if self.link else (self.field,)

    @property
    def css(self) -> str:
        return {"number": "number", "day": "day", "moment": "day"}.get(self.kind, "")

    def text(self, value: Any) -> str:
        """The value as a person reads it; empty where there is none."""
        if value is None or value == "":
            return ""
        if self.words:
            return str(self.words.get(value, value))
        if self.write:
            return self.write(value)
        return number(value, self.decimals) if self.kind == "number" else WRITERS[self.kind](value)

    def workbook_value(self, value: Any) -> str | float | date | None:
        """The value for Excel: real dates and numbers, all else text, so that nothing is read as a formula."""
        if value is None or self.words or self.write:
            return self.text(value)
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        if isinstance(value, date):
            return value
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return float(value)
        return self.text(value)


def compiled(column: Column, positions: Mapping[str, int], *, heads_row: bool) -> Cell:
    """A function from a row to the cell's markup; worked out once a page, run for every row."""
    value_at = positions[column.field]
    tag = 'th scope="row"' if heads_row else "td"
    opening = f'<{tag} class="{column.css}">' if column.css else f"<{tag}>"
    closing = "</th>" if heads_row else "</td>"
    inner = _inner(column)
    if not column.link:
        return lambda row: f"{opening}{inner(row[value_at])}{closing}"
    target_at, address = positions[column.link_field], _address(column.link)

    def linked(row: tuple[Any, ...]) -> str:
        return f'{opening}<a class="ds-link" href="{address(row[target_at])}">{inner(row[value_at])}</a>{closing}'

    return linked


def _inner(column: Column) -> Callable[[Any], str]:
    if column.colors:
        made = {
            code: f'<span class="ds-tag" data-color="{column.colors.get(code, "neutral")}">{escape(word)}</span>'
            for code, word in column.words.items()
        }
        return lambda value: made.get(value) or (escape(column.text(value)) or MISSING)
    return lambda value: escape(column.text(value)) or MISSING


def _address(url_name: str) -> Callable[[Any], str]:
    """Reversing fifty addresses costs more than reading fifty rows: reverse once and fill in the number."""
    try:
        before, after = reverse(url_name, args=[STAND_IN]).split(str(STAND_IN))
    except (NoReverseMatch, ValueError):
        return lambda value: reverse(url_name, args=[value])
    return lambda value: f"{before}{value}{after}" if isinstance(value, int) else reverse(url_name, args=[value])
