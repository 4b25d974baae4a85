"""Which sheet of a file is read, and on which row its headings stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from insyn.registers.intake.looking import FirstRows

EVERY = "*"
LONGEST = 80


class SheetForm(forms.Form):
    """In the address, so that the page can be gone back to."""

    blad = forms.ChoiceField(label="Blad")
    rad = forms.TypedChoiceField(label="Rubrikerna står på", coerce=int)

    all_optional = True

    def __init__(self, data: Any, *, sheets: Sequence[FirstRows], mapping: Mapping[str, Any]) -> None:
        self._sheets = {each.name: each for each in sheets}
        asked = (data or {}).get("blad", "")
        is_every = asked == EVERY or (not asked and bool(mapping["columns"]) and not mapping["sheet"])
        name = asked if asked in self._sheets else mapping["sheet"]
        self.shown = self._sheets.get(name) or _fullest(sheets)
        self.sheet = "" if is_every or len(sheets) == 1 else self.shown.name
        asked_row = str((data or {}).get("rad", ""))
        self.row = int(asked_row) if asked_row.isdecimal() and int(asked_row) in self.shown.rows else self.shown.guess
        super().__init__(initial={"blad": self.sheet or EVERY, "rad": self.row})
        blad: Any = self.fields["blad"]
        blad.choices = [*((each.name, each.name) for each in sheets), (EVERY, "Alla blad som har kolumnerna")]
        rad: Any = self.fields["rad"]
        rad.choices = [(number, f"rad {number}: {_told(cells)}") for number, cells in self.shown.rows.items()]
        if len(sheets) == 1:
            del self.fields["blad"]


def _fullest(sheets: Sequence[FirstRows]) -> FirstRows:
    """The sheet that most looks like a table: an explanation in front of it has fewer columns."""
    return max(sheets, key=lambda each: len(each.headings(each.guess)))


def _told(cells: Sequence[str]) -> str:
    words = ", ".join(text for text in cells if text)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
