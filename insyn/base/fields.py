"""Form fields that take what Swedes type and say in Swedish what is wrong."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
DATE_SHAPES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<y>\d{2})-?(?P<m>\d{2})-?(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[/.]\s*(?P<m>\d{1,2})[\s./-]+(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})"),
    re.compile(r"(?:den\s+)?(?P<d>\d{1,2})\.?\s+(?P<m>[a-zå]{3,9})\.?\s+(?P<y>\d{4})"),
)


def read_date(text: str) -> date:
    """A day from what somebody typed; raises ValueError when no shape fits or there is no such day."""
    for shape in DATE_SHAPES:
        if found := shape.fullmatch(text.strip().lower()):
            month = found["m"]
            number = int(month) if month.isdigit() else MONTHS.get(month[:3], 0)
            year = int(found["y"]) if len(found["y"]) == 4 else 2000 + int(found["y"])
            return date(year, number, int(found["d"]))
    raise ValueError(text)


MONTH_SHAPES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})"),
    re.compile(r"(?P<m>[a-zå]{3,9})\.?\s+(?P<y>\d{4})"),
)


class Known(NamedTuple):
    """A day, or the first day of a month of which no more is known."""

    day: date
    by_month: bool = False


def read_day_or_month(text: str) -> Known:
    """A day or a month from what somebody typed; raises ValueError when no shape fits or there is no such day."""
    for shape in MONTH_SHAPES:
        if found := shape.fullmatch(text.strip().lower()):
            number = int(found["m"]) if found["m"].isdigit() else MONTHS.get(found["m"][:3], 0)
            return Known(date(int(found["y"]), number, 1), by_month=True)
    return Known(read_date(text))


class SwedishDateInput(forms.DateInput):
    """Text, not the browser's own date field, which speaks the browser's language and order."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={"inputmode": "numeric", "size": "12", "autocomplete": "off"} | (attrs or {}), format="%Y-%m-%d"
        )


class SwedishDateField(forms.DateField):
    """A day, typed as 2025-03-31, 20250331, 250331, 31/3 2025 or 31 mars 2025."""

    widget = SwedishDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "ÅÅÅÅ-MM-DD, till exempel 2025-03-31")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return super().to_python(value)
        try:
            return read_date(str(value))
        except ValueError:
            raise ValidationError(
                f"”{value}” är inte ett datum. Skriv år, månad och dag, till exempel 2025-03-31.", code="invalid"
            ) from None


class DayOrMonthField(forms.Field):
    """A day as SwedishDateField takes it, or only a month: 2025-03 or mars 2025."""

    widget = SwedishDateInput

    def to_python(self, value: Any) -> Known | None:
        if value in self.empty_values:
            return None
        try:
            return read_day_or_month(str(value))
        except ValueError:
            raise ValidationError(
                f"”{value}” är varken en dag eller en månad. Skriv till exempel 2025-03-31, eller 2025-03.",
                code="invalid",
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return value.day.strftime("%Y-%m" if value.by_month else "%Y-%m-%d") if isinstance(value, Known) else value


class SwedishDecimalField(forms.DecimalField):
    """A number with decimal comma; spaces between thousands are let through."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        text = re.sub(r"\s", "", str(value)).replace("\N{MINUS SIGN}", "-").replace(",", ".")
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError(f"”{value}” är inte ett tal. Skriv till exempel 1 234,5.", code="invalid")
        return number

    def prepare_value(self, value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, Decimal | float) else value


class SwedishIntegerField(forms.IntegerField):
    """A whole number, typed as text so that no wheel or arrow changes it by mistake."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return int(re.sub(r"\s", "", str(value)).replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise ValidationError(f"”{value}” är inte ett heltal. Skriv bara siffror.", code="invalid") from None


class SearchSelect(forms.Select):
    """A list too long to read: one can type to narrow it; without JavaScript it is an ordinary list."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-search": ""} | (attrs or {}), choices)


class LongText(forms.Textarea):
    """Running text that grows with what is written."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": "5"} | (attrs or {}))
