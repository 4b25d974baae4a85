"""Which column of a file is what: the workbook's own headings, or a mapping that somebody has made.

A mapping is a list of targets: {"sheet": "Enheter", "columns": {"Namn": {"column": "nf_name"}}, "distinct": false}.
A rule takes a column, several with "join", a "constant", or "values" that translate with a "default"; "as": "key"
makes the text into a key that does not notice how it is punctuated.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insyn.base.imports.sheets import Sheet
from insyn.base.imports.values import Cell, as_text
from insyn.base.refusals import Refusal


class MappingUnfit(Refusal):
    message = "Mappningen passar inte filen."


@dataclass(frozen=True)
class Target:
    """A sheet, and for each of its columns a rule; rows that repeat the same thing are counted once if distinct."""

    sheet: Sheet
    rules: Mapping[str, Mapping[str, Any]]
    distinct: bool = False

    @property
    def columns(self) -> set[str]:
        """The columns of the file that the rules read."""
        return {name for rule in self.rules.values() for name in rule.get("columns") or [rule.get("column")] if name}

    def cells(self, header: Mapping[str, int], row: Sequence[Cell]) -> dict[str, Cell]:
        return {name: value_of(rule, header, row) for name, rule in self.rules.items()}


def value_of(rule: Mapping[str, Any], header: Mapping[str, int], row: Sequence[Cell]) -> Cell:
    """What the rule makes of a row."""
    if "constant" in rule:
        return str(rule["constant"])
    columns = rule.get("columns") or [rule["column"]]
    cells = [row[place] if (place := header[name]) < len(row) else None for name in columns]
    value: Cell = (
        cells[0] if len(cells) == 1 else str(rule.get("join", " ")).join(t for c in cells if (t := as_text(c)))
    )
    if "values" in rule:
        value = rule["values"].get(as_text(value), rule.get("default", value))
    elif not as_text(value) and "default" in rule:
        value = rule["default"]
    return key_of(as_text(value)) if rule.get("as") == "key" else value


def key_of(text: str) -> str:
    """Care Center (Clarkston), Inc. and CARE CENTER CLARKSTON INC are the same."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’.]", "", letters)).strip("-")[:60]


def own_target(sheet: Sheet, header: Sequence[str]) -> Target:
    """The workbook's own sheet: headings are found whatever their case and order."""
    seen = {heading.casefold(): heading for heading in header if heading}
    rules = {}
    for name in sheet.columns:
        each = sheet.field(name)
        for word in (name, *(each.synonyms if each else ())):
            if found := seen.get(word.casefold()):
                rules[name] = {"column": found}
                break
    return Target(sheet, rules)


def targets_of(written: Sequence[Mapping[str, Any]], sheets: Mapping[str, Sheet]) -> list[Target]:
    """A mapping as it was written; raises MappingUnfit."""
    try:
        return [
            Target(sheets[one["sheet"]], _checked(one["columns"], sheets[one["sheet"]]), bool(one.get("distinct")))
            for one in written
        ]
    except (KeyError, TypeError, AttributeError) as fault:
        raise MappingUnfit(f"Mappningen går inte att läsa: {fault} saknas eller är okänt.") from None


def _checked(rules: Mapping[str, Any], sheet: Sheet) -> Mapping[str, Any]:
    for name, rule in rules.items():
        if name not in sheet.columns:
            raise MappingUnfit(f"Bladet {sheet.name} har ingen kolumn {name}. Den har: {', '.join(sheet.columns)}.")
        if not {"column", "columns", "constant"} & set(rule):
            raise MappingUnfit(f"{name} i bladet {sheet.name} saknar kolumn eller fast värde.")
    return rules


def unmet(target: Target, header: Sequence[str]) -> list[str]:
    """Columns that the rules ask for and the file does not have."""
    return sorted(target.columns - set(header))
