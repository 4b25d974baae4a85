"""What was found in a text: where, on which ground, how sure, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Ground(StrEnum):
    """Why a passage may have to be masked before a report is published."""

    PERSONAL_NUMBER = "pnr"
    SOLE_TRADER = "firma"
    BIRTH_DATE = "född"
    PHONE = "tel"
    EMAIL = "epost"
    ADDRESS = "adress"
    VEHICLE = "fordon"
    ROOM = "rum"
    NAME = "namn"
    CIRCUMSTANCE = "hälsa"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def replacement(self) -> str:
        return f"[{_REPLACEMENTS[self]}]"


_LABELS = {
    Ground.PERSONAL_NUMBER: "Personnummer eller samordningsnummer",
    Ground.SOLE_TRADER: "Organisationsnummer för enskild firma",
    Ground.BIRTH_DATE: "Födelsedatum",
    Ground.PHONE: "Telefonnummer",
    Ground.EMAIL: "E-postadress",
    Ground.ADDRESS: "Adress",
    Ground.VEHICLE: "Registreringsnummer på fordon",
    Ground.ROOM: "Rum eller lägenhet",
    Ground.NAME: "Namn",
    Ground.CIRCUMSTANCE: "Uppgift om en enskilds hälsa eller förhållanden",
}

_REPLACEMENTS = {
    Ground.PERSONAL_NUMBER: "personnummer borttaget",
    Ground.SOLE_TRADER: "organisationsnummer borttaget",
    Ground.BIRTH_DATE: "födelsedatum borttaget",
    Ground.PHONE: "telefonnummer borttaget",
    Ground.EMAIL: "e-postadress borttagen",
    Ground.ADDRESS: "adress borttagen",
    Ground.VEHICLE: "registreringsnummer borttaget",
    Ground.ROOM: "rum borttaget",
    Ground.NAME: "namn borttaget",
    Ground.CIRCUMSTANCE: "uppgift borttagen",
}


class Certainty(IntEnum):
    """How sure the detection is; a person decides in every case."""

    POSSIBLE = 1
    PROBABLE = 2
    CERTAIN = 3

    @property
    def label(self) -> str:
        return {1: "möjlig", 2: "trolig", 3: "säker"}[self.value]


@dataclass(frozen=True, order=True)
class Span:
    """A passage that points out a person: half-open offsets into the text it was found in."""

    start: int
    end: int
    ground: Ground
    text: str
    certainty: Certainty
    why: str

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """The surest of spans that lie on each other, then the longest; sorted by place."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (-s.certainty, s.start - s.end, s.start)):
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return sorted(kept)
