"""Which column of a file is what: a mapping as it is stored, checked.

{"system": "Treserva", "sheet": "", "columns": {"reference": {"column": "Id"}, "kind": {"constant": "avvikelse"}}}
A rule takes a column, several with "join", or a "constant"; "values" exchanges words, with a "default"; "dates" says
dmy or mdy where days are written with slashes.
"""

from collections.abc import Mapping
from typing import Any

from insyn.base.bulk.columns import BulkField
from insyn.base.imports.mapping import MappingUnfit
from insyn.registers.intake.fields import FIELDS

__all__ = ["MappingUnfit", "checked_mapping", "suggested_rules"]


def checked_mapping(subject: str, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping with all of its parts; raises MappingUnfit, which says what is lacking."""
    fields = {each.name: each for each in FIELDS[subject]}
    rules = mapping.get("columns")
    system = str(mapping.get("system") or "").strip()
    if not isinstance(rules, Mapping) or not system:
        raise MappingUnfit("Mappningen saknar källsystem eller kolumner.")
    if unknown := sorted(set(rules) - set(fields)):
        raise MappingUnfit(f"Mappningen har fält som inte finns: {', '.join(unknown)}. Fälten är {', '.join(fields)}.")
    if lacking := [each.label for each in fields.values() if each.is_required and each.name not in rules]:
        raise MappingUnfit(f"Välj en kolumn för {', '.join(lacking)}.")
    for name, rule in rules.items():
        _check_rule(fields[name], rule)
    return {"system": system, "sheet": str(mapping.get("sheet") or ""), "columns": dict(rules)}


def _check_rule(field: BulkField, rule: Any) -> None:
    if not isinstance(rule, Mapping) or not {"column", "columns", "constant"} & set(rule):
        raise MappingUnfit(f"{field.label} saknar kolumn eller fast värde.")
    if "columns" in rule and not rule["columns"]:
        raise MappingUnfit(f"{field.label} saknar kolumner.")
    if rule.get("dates", "") not in {"", "dmy", "mdy"}:
        raise MappingUnfit(f"{field.label}: dagens ordning skrivs dmy eller mdy.")
    if not isinstance(rule.get("values", {}), Mapping):
        raise MappingUnfit(f"{field.label}: ord byts mot ord, ett par för varje.")


def suggested_rules(subject: str, header: list[str]) -> dict[str, dict[str, Any]]:
    """For each field the first heading that says its name or a word for it."""
    left = list(header)
    rules: dict[str, dict[str, Any]] = {}
    for each in FIELDS[subject]:
        found = next((name for name in left if name.strip().casefold() in each.words), None)
        if found is not None:
            rules[each.name] = {"column": found}
            left.remove(found)
    return rules
