"""What a table is divided by: codes along an axis, and which codes are sums of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import InputFault

TOTAL = "totalt"

type Sums = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One division of the data (age, unit, month).

    `codes` are those along the table's axis, in its order. `sums` says which code is the sum of which parts; a code may
    stand in it more than once (total of districts and total of forms of operation), and codes that the axis lacks may
    stand in it (another table has them). `total` is the code that is the whole; a table divided by fewer dimensions
    holds the totals of the others, which is how linked tables share cells.
    """

    name: str
    codes: tuple[str, ...]
    sums: Sums = ()
    total: str = TOTAL

    def __post_init__(self) -> None:
        if not self.codes:
            raise InputFault(self.name, "saknar koder")
        for place, code in enumerate(self.codes):
            if self.codes.index(code) != place:
                raise InputFault(self.name, f"koden {code!r} finns två gånger", (place,))
        for parent, parts in self.sums:
            if not parts or len(set(parts)) != len(parts):
                raise InputFault(self.name, f"{parent!r} har inga delar eller samma del två gånger")
        check_no_circle(self.name, self.sums)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The codes along the axis that are no sum and not the whole."""
        parents = {parent for parent, _ in self.sums} | {self.total}
        return tuple(code for code in self.codes if code not in parents)

    def taking(self, codes: Sequence[str]) -> "Dimension":
        """The same division where the axis has only these codes."""
        return Dimension(self.name, tuple(codes), self.sums, self.total)


@checked
def flat(name: str, codes: Sequence[str], *, total: str = TOTAL) -> Dimension:
    """Codes, and their total last."""
    return Dimension(name, (*codes, total), ((total, tuple(codes)),), total)


@checked
def tree(name: str, sums: Mapping[str, Sequence[str]] | Sequence[tuple[str, Sequence[str]]]) -> Dimension:
    """A hierarchy out of its sums, the whole first: leaves first along the axis, then subtotals, the whole last.

    Given as a sequence of pairs, a code may be the sum of several sets of parts.
    """
    pairs = list(sums.items()) if isinstance(sums, Mapping) else list(sums)
    if not pairs:
        raise InputFault(name, "saknar summor")
    try:
        kept = tuple((parent, tuple(parts)) for parent, parts in pairs)
        hash(kept)
    except (TypeError, ValueError) as error:
        raise InputFault(name, "har summor som inte är en kod och dess delar") from error
    check_no_circle(name, kept)
    parents = dict.fromkeys(parent for parent, _ in kept)
    leaves = dict.fromkeys(leaf for parent in parents for leaf in _leaves_in_order(kept, parent))
    return Dimension(name, (*leaves, *reversed(parents)), kept, kept[0][0])


def _leaves_in_order(sums: Sums, code: str) -> tuple[str, ...]:
    for parent, parts in sums:
        if parent == code:
            return tuple(leaf for part in parts for leaf in _leaves_in_order(sums, part))
    return (code,)


def leaves_under(sums: Sums, code: str) -> frozenset[str]:
    """The codes at the bottom that a code is the sum of, by its first sum; itself when it is no sum."""
    for parent, parts in sums:
        if parent == code:
            return frozenset().union(*(leaves_under(sums, part) for part in parts))
    return frozenset([code])


def check_no_circle(name: str, sums: Sums) -> None:
    """Raises InputFault when a code is a part of itself."""
    below: dict[str, set[str]] = {}
    for parent, parts in sums:
        below.setdefault(parent, set()).update(parts)
    left = dict(below)
    while left:
        bottom = [code for code, parts in left.items() if not parts & left.keys()]
        if not bottom:
            raise InputFault(name, f"{next(iter(left))!r} är en del av sig själv")
        for code in bottom:
            del left[code]
