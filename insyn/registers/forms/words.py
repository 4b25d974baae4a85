"""What a word of a file may mean, where a field has a list or a scale."""

from typing import Any

from insyn.base.bulk.columns import BulkField, read_choice, read_number, read_yes_no
from insyn.base.imports.values import Wrong
from insyn.registers.models import Event

UNDERSTOOD = ("choice", "scale", "yes_no")
SCALES = {"severity": Event.Severity.choices, "likelihood": Event.Likelihood.choices}
NOTHING = ("-", "inget: lämna tomt")


def meanings_of(each: BulkField) -> list[tuple[str, str]]:
    """What a person chooses among; the last one is nothing at all."""
    match each.kind:
        case "scale":
            told = [(str(number), str(label)) for number, label in SCALES.get(each.name, ())]
        case "yes_no":
            told = [("ja", "ja"), ("nej", "nej")]
        case _:
            told = [(code, word) for word, code in each.choices.items()]
    return [*told, NOTHING]


def understands(each: BulkField, text: str) -> bool:
    """Whether the word can be read without anybody saying what it means."""
    readers: dict[str, Any] = {"choice": read_choice(each), "scale": read_number(4), "yes_no": read_yes_no}
    try:
        readers[each.kind](text)
    except Wrong:
        return False
    return True
