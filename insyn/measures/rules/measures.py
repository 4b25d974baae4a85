"""What is counted together, and what one calls it. The codes are those of the models Event and Signal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    code: str
    name: str
    many: str
    kinds: tuple[str, ...]
    rule: str


DEVIATIONS = Measure("deviations", "Avvikelser", "avvikelser", ("deviation", "health"), "repeated")
COMPLAINTS = Measure(
    "complaints",
    "Klagomål och synpunkter",
    "klagomål och synpunkter",
    ("complaint", "opinion"),
    "more_complaints",
)
MEASURES = (DEVIATIONS, COMPLAINTS)
