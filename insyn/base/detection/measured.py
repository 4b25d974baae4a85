"""How well the detection does, as it was measured on the held-out texts and shipped with the package."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from insyn.base.detection.spans import Ground

RESULT = Path(__file__).parent / "measured.json"


@dataclass(frozen=True)
class OfGround:
    """One ground: how many were there, how many were found whole, how many were pointed out in vain."""

    ground: Ground
    present: int
    found: int
    in_vain: int

    @property
    def recall(self) -> float | None:
        return self.found / self.present if self.present else None

    @property
    def precision(self) -> float | None:
        pointed_out = self.found + self.in_vain
        return self.found / pointed_out if pointed_out else None


@dataclass(frozen=True)
class Measured:
    """The figures of the held-out texts: shares are between 0 and 1, the interval is Wilson's at 95 %."""

    texts: int
    present: int
    found: int
    in_vain: int
    low: float
    high: float
    grounds: tuple[OfGround, ...]

    @property
    def recall(self) -> float:
        return self.found / self.present

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.in_vain)

    @property
    def sentence(self) -> str:
        """What may be said of it on a page. It tells what was missed and promises nothing."""
        return (
            f"I ett prov på {self.texts} meningar, som inte användes när reglerna skrevs, hittade granskningen "
            f"{self.found} av {self.present} personuppgifter ({_percent(self.recall)}, "
            f"osäkerhet {self.low * 100:.0f}–{_percent(self.high)}). "
            f"{self.present - self.found} missades, och {self.in_vain} gånger pekade den ut något annat. "
            "Läs därför alltid hela texten själv."
        )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} procent"


@cache
def recall() -> Measured:
    """The figures that were measured and committed."""
    return from_json(json.loads(RESULT.read_text(encoding="utf-8"))["heldout"])


def from_json(data: dict[str, Any]) -> Measured:
    grounds = tuple(
        OfGround(Ground(name), row["present"], row["found"], row["in_vain"])
        for name, row in cast("dict[str, dict[str, int]]", data["grounds"]).items()
    )
    return Measured(data["texts"], data["present"], data["found"], data["in_vain"], data["low"], data["high"], grounds)
