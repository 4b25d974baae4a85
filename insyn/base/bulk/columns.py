"""A column at a time: each text that a column holds is understood once, however many rows repeat it.

What a reader gives is text as COPY takes it ("" for nothing), or a `Wrong` with rule and remedy.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from insyn.base.imports.values import NO, YES, Cell, Wrong, as_text

type Understood = str | Wrong
type Rule = Mapping[str, Any]

# What a person cannot see in a cell, beside letters beyond Latin-1, which are looked at one cell at a time.
ODD_SIGNS = ("\0", "\xa0", "\xad")
MISSING = frozenset({"na", "n/a", "null", "nan", "-", "–"})


@dataclass(frozen=True, kw_only=True)
class BulkField:
    """What a row may tell: its name in the database and on screen, and how a cell is understood."""

    name: str
    label: str
    kind: str = "text"
    is_required: bool = False
    longest: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    """Words of the screen, and the code of each."""
    synonyms: tuple[str, ...] = ()
    help_text: str = ""

    @property
    def words(self) -> frozenset[str]:
        """Headings under which the field is looked for, in small letters."""
        return frozenset(word.casefold() for word in (self.label, self.name, *self.synonyms))


class Memo(dict[Cell, Understood]):
    """Cells and what they mean; asked for one it does not know, it finds out. `wrong` says whether any was wrong."""

    def __init__(self, understand: Callable[[Cell], str]) -> None:
        super().__init__()
        self._understand = understand
        self.has_wrong = False

    def __missing__(self, cell: Cell) -> Understood:
        try:
            value: Understood = self._understand(cell)
        except Wrong as wrong:
            value, self.has_wrong = wrong, True
        self[cell] = value
        return value


# A column of which nearly every cell is another must not fill the memory.
MOST_REMEMBERED = 200_000


class Column:
    """How one field is read from a file's rows: which cells, exchanged for which words, understood how."""

    def __init__(
        self, target: BulkField, rule: Rule, header: Mapping[str, int], understand: Callable[[str], str]
    ) -> None:
        self.field = target
        self._rule = rule
        self._places = [header[name] for name in columns_of(rule)]
        self._join = str(rule.get("join", " "))
        self._exchanged = {as_text(key): str(value) for key, value in (rule.get("values") or {}).items()}
        self._understand = understand
        self._memo = Memo(self._meaning)

    @property
    def places(self) -> list[int]:
        return self._places

    def read(self, columns: Sequence[Sequence[Cell]], count: int) -> tuple[Sequence[Understood], bool]:
        """The field of every row, and whether any may be wrong."""
        if not self._places:
            return [self._memo[None]] * count, self._memo.has_wrong
        cells = columns[self._places[0]] if len(self._places) == 1 else self._joined(columns)
        if self.field.kind in {"text", "key"} and not self._exchanged:
            return self._texts(cells)
        if len(self._memo) > MOST_REMEMBERED:
            self._memo.clear()
        memo, quick = self._memo, getattr(self._understand, "quick", None)
        if quick and not self._exchanged:
            return [known or memo[cell] for known, cell in zip(quick(cells), cells, strict=True)], memo.has_wrong
        return list(map(memo.__getitem__, cells)), memo.has_wrong

    def _joined(self, columns: Sequence[Sequence[Cell]]) -> list[Cell]:
        parts = zip(*(columns[place] for place in self._places), strict=True)
        return [self._join.join([text for cell in row if (text := as_text(cell))]) for row in parts]

    def _meaning(self, cell: Cell) -> str:
        text = str(self._rule["constant"]) if "constant" in self._rule else as_text(cell)
        if text.lower() in MISSING and self.field.kind not in {"text", "key"}:
            text = ""
        if text in self._exchanged:
            text = self._exchanged[text]
        elif "default" in self._rule and (self._exchanged or not text):
            text = str(self._rule["default"])
        if not text:
            return self._nothing()
        return self._understand(text)

    def _nothing(self) -> str:
        if self.field.is_required:
            raise Wrong(f"{self.field.label} saknas", "Fyll i cellen.")
        return ""

    def _texts(self, cells: Sequence[Cell]) -> tuple[Sequence[Understood], bool]:
        texts: Sequence[Any] = cells
        if not _is_plain(cells):
            texts = [as_text(cell) for cell in cells]
        texts = [text.strip() for text in texts]
        is_missing = self.field.is_required and not all(texts)
        if is_missing or (self.field.longest and max(map(len, texts), default=0) > self.field.longest):
            checked = [self._checked(text) for text in texts]
            return checked, any(isinstance(text, Wrong) for text in checked)
        return texts, False

    def _checked(self, text: str) -> Understood:
        if not text and self.field.is_required:
            return Wrong(f"{self.field.label} saknas", "Fyll i cellen.")
        if self.field.longest and len(text) > self.field.longest:
            return Wrong(f"texten är {len(text)} tecken, högst {self.field.longest} får plats", "Korta texten.")
        return text


def columns_of(rule: Rule) -> list[str]:
    """The headings that a rule reads; none where it says one thing for all rows."""
    if "constant" in rule:
        return []
    return list(rule.get("columns") or [rule["column"]])


def _is_plain(cells: Sequence[Any]) -> bool:
    """Texts alone, of signs that all are seen as they are written."""
    try:
        whole = "\n".join(cells)
        whole.encode("latin-1")
    except (TypeError, UnicodeEncodeError):
        return False
    return not any(sign in whole for sign in ODD_SIGNS)


def read_number(highest: int) -> Callable[[str], str]:
    def understand(text: str) -> str:
        digits = re.sub(r"\s", "", text)
        if not re.fullmatch(r"\d{1,9}(?:[.,]0+)?", digits):
            raise Wrong(f"”{text}” är inte ett heltal", f"Skriv ett tal från 1 till {highest}.")
        number = int(re.split("[.,]", digits)[0])
        if not 1 <= number <= highest:
            raise Wrong(f"{number} finns inte på skalan", f"Skriv ett tal från 1 till {highest}.")
        return str(number)

    return understand


def read_decimal(text: str) -> str:
    """A number as people write it: 1 234,5 and 1,234.5 and 1234.5; 1,234 alone is read as it is in Sweden."""
    plain = re.sub(r"[\s\u2009\u202f']", "", text).replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d+", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "")
    if not re.fullmatch(r"-?\d{1,10}(?:[.,]\d+)?", plain):
        raise Wrong(f"”{text}” är inte ett tal", "Skriv bara siffror och decimalkomma, till exempel 1234,5.")
    if plain.startswith("-"):
        raise Wrong(f"{text} är mindre än noll", "Rätta talet.")
    return str(round(float(plain.replace(",", ".")), 4))


def read_yes_no(text: str) -> str:
    word = text.lower().removesuffix(".0")
    if word in YES:
        return "t"
    if word in NO:
        return "f"
    raise Wrong(f"”{text}” är varken ja eller nej", "Skriv ja eller nej.")


def read_choice(target: BulkField) -> Callable[[str], str]:
    known = {word.casefold(): code for word, code in target.choices.items()}
    known |= {code.casefold(): code for code in target.choices.values()}

    def understand(text: str) -> str:
        if (code := known.get(text.casefold())) is None:
            raise Wrong(f"”{text}” är inget av valen", f"Skriv något av: {', '.join(target.choices)}.")
        return code

    return understand


def quarter_or_month(text: str) -> tuple[dt.date, dt.date]:
    """First day and the day after the last of 2019Q4, 2019K4, 20194, 2019-10, 2019; raises Wrong."""
    plain = re.sub(r"\s", "", text).upper()
    if found := re.fullmatch(r"(\d{4})[-/]?(?:[QK]|KV)?([1-4])", plain):
        return _span(int(found[1]), int(found[2]) * 3 - 2, 3)
    if found := re.fullmatch(r"(\d{4})[-/]?(0[1-9]|1[0-2])", plain):
        return _span(int(found[1]), int(found[2]), 1)
    if re.fullmatch(r"\d{4}", plain):
        return _span(int(plain), 1, 12)
    raise Wrong(f"”{text}” är ingen period", "Skriv år och kvartal (2025K3), år och månad (2025-09) eller år (2025).")


def _span(year: int, month: int, months: int) -> tuple[dt.date, dt.date]:
    if not 1900 <= year <= 2100:
        raise Wrong(f"året {year} är orimligt", "Rätta året.")
    end = month + months - 1
    return dt.date(year, month, 1), dt.date(year + end // 12, end % 12 + 1, 1)
