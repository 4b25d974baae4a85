"""What can be wrong with a frame, a seed or a protocol, said in plain Swedish with the place it was found."""

from dataclasses import dataclass


class DrawError(ValueError):
    """The draw cannot be made or read; the text states the fact and where it is."""


class FrameError(DrawError):
    """The frame breaks its own rules: `line` is its line in the frame's text, `field` the Swedish column or key."""

    def __init__(self, fact: str, *, line: int | None = None, field: str | None = None) -> None:
        self.fact, self.line, self.field = fact, line, field
        where = [part for part in (f"rad {line}" if line else "", field or "") if part]
        super().__init__(f"Urvalsramen, {', '.join(where)}: {fact}" if where else f"Urvalsramen: {fact}")


class SeedError(DrawError):
    """The seed cannot be used."""


class DisplacementError(DrawError):
    """The log of displacements breaks the order of precedence: `entry` counts from 1."""

    def __init__(self, fact: str, *, entry: int | None = None, field: str | None = None) -> None:
        self.fact, self.entry, self.field = fact, entry, field
        super().__init__(fact)


class ProtocolError(DrawError):
    """The protocol lacks something or holds something that does not belong in it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing that differs: part of the protocol, line (from 1), field, and the fact in Swedish."""

    part: str
    fact: str
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        return self.fact
