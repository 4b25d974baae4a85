"""How far a commitment has come."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `target`; where the commitment is a share, both are per cent and `of` says of how many."""

    done: int
    target: int
    is_share: bool = False
    counted: int = 0
    of: int = 0

    @property
    def is_met(self) -> bool:
        return self.done >= self.target

    @property
    def percent(self) -> int:
        """Of the way to the target, at most 100, for the bar."""
        return 100 if not self.target else min(100, self.done * 100 // self.target)

    @property
    def words(self) -> str:
        if self.is_share:
            return f"{self.done} % av minst {self.target} % ({self.counted} av {self.of} enheter)"
        return f"{self.done} av minst {self.target}"


def share_progress(counted: int, of: int, target: int) -> Progress:
    """A share in whole per cent, rounded down so that nothing is called met before it is."""
    return Progress(counted * 100 // of if of else 0, target, is_share=True, counted=counted, of=of)
