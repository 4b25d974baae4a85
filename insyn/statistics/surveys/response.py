"""How many answered, and who answered for whom: said with every survey figure."""

from dataclasses import dataclass

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import at_most, counts
from insyn.statistics.proportions import Proportion, proportion
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.wording import percent


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """`answered` of `invited` (those who could not be asked taken away): `rate` from 0 to 1."""

    answered: float
    invited: float
    rate: float
    provenance: Provenance

    def describe(self) -> str:
        return f"svarsfrekvens {percent(self.rate, 0)} ({self.answered:.0f} av {self.invited:.0f})"


@dataclass(frozen=True, slots=True)
class ProxyShare:
    """`by_other`: somebody else answered; `with_help`: together with somebody. Both with Wilson intervals."""

    by_other: Proportion
    with_help: Proportion
    unknown: float
    provenance: Provenance

    def describe(self) -> str:
        told = f"{percent(self.by_other.share, 0)} av svaren har någon annan lämnat ({self.by_other.count:.0f} av "
        return f"{told}{self.by_other.total:.0f}), {percent(self.with_help.share, 0)} med hjälp"


@checked
def response_rate(
    answered: float, invited: float, *, unreachable: float = 0, minimum: int = 1
) -> ResponseRate | Undecided:
    """Answers of those invited, less those who could not be asked (moved, dead). Raises InputFault.

    Fewer than `minimum` of them cannot be decided (Kolada and SKR show a rate from 10).
    """
    have, asked, lost = (
        counts("answered", [answered]),
        counts("invited", [invited]),
        counts("unreachable", [unreachable]),
    )
    at_most("unreachable", lost, "invited", asked)
    at_most("answered", have, "invited", asked - lost)
    made = Provenance(
        method="response rate",
        n=int(invited),
        input_sha256=fingerprint(answered=have, invited=asked, unreachable=lost),
        parameters={"unreachable": unreachable, "minimum": minimum},
    )
    base = float(invited - unreachable)
    if base < max(minimum, 1):
        return Undecided(made, have=int(base), needed=max(minimum, 1), unit="inbjudna")
    return ResponseRate(float(answered), base, answered / base, made)


@checked
def proxy_share(
    by_self: float, with_help: float, by_other: float, *, unknown: float = 0, level: float = 0.95
) -> ProxyShare | Undecided:
    """The share of answers given by, or with help of, somebody else; the unknown are told and not counted in."""
    values = {
        name: counts(name, [given])
        for name, given in (
            ("by_self", by_self),
            ("with_help", with_help),
            ("by_other", by_other),
            ("unknown", unknown),
        )
    }
    known = by_self + with_help + by_other
    made = Provenance(
        method="share of proxy answers, Wilson interval",
        n=int(known),
        input_sha256=fingerprint(**values),
        parameters={"level": level},
    )
    other, helped = proportion(by_other, known, level=level), proportion(with_help, known, level=level)
    if isinstance(other, Undecided) or isinstance(helped, Undecided):
        return Undecided(made, have=0, needed=1, unit="svar")
    return ProxyShare(other, helped, float(unknown), made)
