"""How many places each ground has."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Ground(StrEnum):
    """Why a contract was chosen."""

    COMPLAINTS = "complaints"
    COMMISSIONERS = "commissioners"
    RANDOM = "random"


GROUND_WORDS: Mapping[Ground, str] = {
    Ground.COMPLAINTS: "klagomål",
    Ground.COMMISSIONERS: "beställare",
    Ground.RANDOM: "slump",
}


class Quotas(NamedTuple):
    """Places by ground, in the order the grounds choose."""

    complaints: int
    commissioners: int
    random: int


def quotas(n: int) -> Quotas:
    """n // 3 each; a remainder of one goes to complaints, of two to complaints and commissioners (STATISTICS d 4).

    n is 0 or more; raises ValueError below.
    """
    if n < 0:
        raise ValueError(f"n is {n}, below 0")
    third, rest = divmod(n, 3)
    return Quotas(third + (rest >= 1), third + (rest == 2), third)


def competition_ranks[Id](scores: Mapping[Id, tuple[int, ...]]) -> dict[Id, int]:
    """Ranks from 1, highest score first, ties sharing the lowest rank of the tie (1, 2, 2, 4).

    For the complaints third a score is (severity, number): severity counts first, then number, and only
    the rank is published. Ids without complaints are left out by the caller.
    """
    ordered = sorted(scores.values(), reverse=True)
    first: dict[tuple[int, ...], int] = {}
    for place, score in enumerate(ordered, start=1):
        first.setdefault(score, place)
    return {public_id: first[score] for public_id, score in scores.items()}
