"""A draw made in each part of the frame by itself: the parts, their places, and what chance gets of them.

Tickets are the same whatever the parts: a part only filters the list (STATISTICS d 3). Within a part the thirds hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from insyn.statistics.draw import Quotas, quotas

# Each begins with what it divides by, so that no service area's address is taken for one of them.
OPERATION_PARTS = {
    "municipal": "driftsform-egen-regi",
    "private": "driftsform-privat",
    "non_profit": "driftsform-ideburen",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the frame: its name in the frame's text, its word, and how many of its contracts can be chosen."""

    name: str
    label: str
    choosable: int = 0
    eligible: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """The places of one part, by ground."""

    name: str
    label: str
    places: int
    quotas: Quotas


@dataclass(frozen=True, slots=True)
class Division:
    """How the places of a draw lie, and what chance would have had of the whole frame."""

    shares: tuple[Share, ...]
    total: Quotas
    random_of_whole: int

    @property
    def is_in_parts(self) -> bool:
        return bool(self.shares)

    @property
    def takes_from_random(self) -> bool:
        return self.total.random < self.random_of_whole


def division(size: int, places: Sequence[tuple[str, int]], labels: Mapping[str, str]) -> Division:
    """The places of `size` contracts, in the whole frame where no parts are given."""
    whole = quotas(size)
    shares = tuple(Share(name, labels.get(name, name), count, quotas(count)) for name, count in places)
    total = _sum(share.quotas for share in shares) if shares else whole
    return Division(shares, total, whole.random)


def _sum(each: Iterable[Quotas]) -> Quotas:
    return Quotas(*(sum(column) for column in zip(*each, strict=True)))
