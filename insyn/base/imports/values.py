"""One cell: what is meant by what somebody or a program wrote in it."""

import datetime as dt
import re
import unicodedata

from insyn.base.fields import read_date
from insyn.base.imports.sheets import Field

type Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
type Value = str | int | bool | None

# Signs that nobody sees in a cell and that would make two of what looks like one.
UNSEEN = re.compile("[\0\u200b\u2060\ufeff\u00ad]")
EMPTY = frozenset({"", "na", "n/a", "null", "-", "–"})
YES = frozenset({"ja", "j", "yes", "true", "sant", "1", "x"})
NO = frozenset({"nej", "n", "no", "false", "falskt", "0"})


class Wrong(ValueError):
    """The rule that a cell breaks, and how it is mended; both in Swedish."""

    def __init__(self, rule: str, remedy: str) -> None:
        super().__init__(rule)
        self.rule, self.remedy = rule, remedy


def as_text(cell: Cell) -> str:
    """What a person sees in the cell: 4400, not 4400.0."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    # A Mac writes å as two signs; the register, its searches and its keys have one.
    text = unicodedata.normalize("NFC", UNSEEN.sub("", str(cell).replace("\r\n", "\n"))).strip()
    text = text.replace("\N{NO-BREAK SPACE}", " ").strip()
    return "" if text.lower() in EMPTY else text


def clean(field: Field, cell: Cell) -> Value:
    """The cell's value as it is staged; raises Wrong."""
    text = as_text(cell)
    if not text:
        if field.required:
            raise Wrong(f"{field.name} saknas", "Fyll i cellen.")
        return False if field.kind == "yes_no" else field.default
    return READERS[field.kind](field, cell, text)


def key_fault(cell: Cell) -> tuple[str, str] | None:
    """Rule and remedy where Excel has made a number or a day of a key: what was written can no longer be told."""
    remedy = "Formatera kolumnen som text och skriv om nyckeln."
    if isinstance(cell, dt.date):
        return f"Excel har gjort nyckeln till ett datum ({as_text(cell)})", remedy
    if isinstance(cell, float) and not cell.is_integer():
        return f"Excel har gjort nyckeln till ett decimaltal ({as_text(cell)}), och 1.10 är då samma som 1.1", remedy
    return None


def _text(field: Field, cell: Cell, text: str) -> Value:
    if field.longest and len(text) > field.longest:
        raise Wrong(f"texten är {len(text)} tecken, högst {field.longest} får plats", "Korta texten.")
    return text


def _number(field: Field, cell: Cell, text: str) -> Value:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"\d{1,9}", digits):
        raise Wrong(f"”{text}” är inte ett heltal", "Skriv bara siffror, till exempel 24.")
    if int(digits) > field.highest:
        raise Wrong(f"{digits} är för stort", f"Skriv högst {field.highest}.")
    return int(digits)


def _yes_no(field: Field, cell: Cell, text: str) -> Value:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Wrong(f"”{text}” är varken ja eller nej", "Skriv ja eller nej.")


def _day(field: Field, cell: Cell, text: str) -> Value:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    try:
        # A system's export may write the time of day too; the day is what is kept, in no time zone.
        day, time = re.fullmatch(r"(.*?)(?:[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?Z?)?", text, re.DOTALL).groups()  # type: ignore[union-attr]
        if time:
            dt.time.fromisoformat(time.zfill(5))
        return read_date(day).isoformat()
    except ValueError:
        raise Wrong(f"”{text}” är inte ett datum", "Skriv år, månad och dag, till exempel 2025-03-31.") from None


def _choice(field: Field, cell: Cell, text: str) -> Value:
    for word, code in field.choices.items():
        if text.lower() in {word.lower(), code.lower()}:
            return word
    raise Wrong(f"”{text}” är inget av valen", f"Skriv något av: {', '.join(field.choices)}.")


READERS = {
    "text": _text,
    "reference": _text,
    "number": _number,
    "yes_no": _yes_no,
    "day": _day,
    "choice": _choice,
}
