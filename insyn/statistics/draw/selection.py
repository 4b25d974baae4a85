"""The draw itself: who is chosen, on what ground, with what ticket, and which unit is examined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from insyn.statistics.draw.frame import Frame, FrameLine
from insyn.statistics.draw.quotas import Ground, Quotas, quotas
from insyn.statistics.draw.tickets import ticket_of


@dataclass(frozen=True, slots=True)
class Pick:
    """One chosen contract. `rank` is the complaint or nomination rank that chose it, None where the ticket did."""

    place: int
    contract: str
    unit: str | None
    ground: Ground
    rank: int | None
    ticket: str
    unit_ticket: str | None
    stratum: str | None


def draw(frame: Frame, seed: str) -> tuple[Pick, ...]:
    """The chosen contracts in order: complaints, commissioners, random, stratum by stratum (STATISTICS d 4).

    At most n picks; fewer where complaints and nominations leave places that too few eligible contracts can fill.
    Raises SeedError for an empty seed.
    """
    ticket = ticket_of(seed)
    tickets = {line.contract: ticket(line.contract) for line in frame.lines}
    by_ticket = sorted(frame.lines, key=lambda line: tickets[line.contract])
    taken: set[str] = set()
    picks: list[Pick] = []
    for stratum, places in frame.header.allocations:
        free = [line for line in _within(by_ticket, stratum) if line.contract not in taken]
        for ground, line in _choose(free, quotas(places)):
            taken.add(line.contract)
            picks.append(_pick(len(picks) + 1, line, ground=ground, stratum=stratum, ticket=ticket))
    return tuple(picks)


def reserves(frame: Frame, seed: str, *, stratum: str | None = None) -> tuple[str, ...]:
    """Contracts that the random third would have taken next, in order: the reserve when a drawn one falls away."""
    taken = {pick.contract for pick in draw(frame, seed)}
    ticket = ticket_of(seed)
    free = [line for line in _within(frame.lines, stratum) if line.eligible and line.contract not in taken]
    return tuple(sorted((line.contract for line in free), key=ticket))


def chosen_unit(seed: str, contract: str, units: Sequence[str]) -> tuple[str | None, str | None]:
    """The unit with the lowest ticket(contract/unit) and that ticket; (None, None) for a contract without units."""
    return _unit(contract, units, ticket_of(seed))


def _within(lines: Sequence[FrameLine], stratum: str | None) -> list[FrameLine]:
    return [line for line in lines if stratum is None or stratum in line.strata]


def _choose(by_ticket: Sequence[FrameLine], places: Quotas) -> list[tuple[Ground, FrameLine]]:
    """Each ground in its order of precedence, out of lines that come by ticket: the sort by rank keeps that order."""
    complained = [line for line in by_ticket if line.complaint_rank is not None]
    complained.sort(key=lambda line: line.complaint_rank or 0)
    first = complained[: places.complaints]
    chosen = {line.contract for line in first}
    nominated = [line for line in by_ticket if line.nomination_rank is not None and line.contract not in chosen]
    nominated.sort(key=lambda line: line.nomination_rank or 0)
    second = nominated[: places.commissioners]
    chosen |= {line.contract for line in second}
    at_random = [line for line in by_ticket if line.eligible and line.contract not in chosen]
    third = at_random[: sum(places) - len(first) - len(second)]
    grounds = ((Ground.COMPLAINTS, first), (Ground.COMMISSIONERS, second), (Ground.RANDOM, third))
    return [(ground, line) for ground, lines in grounds for line in lines]


def _pick(place: int, line: FrameLine, *, ground: Ground, stratum: str | None, ticket: Callable[[str], str]) -> Pick:
    unit, unit_ticket = _unit(line.contract, line.units, ticket)
    ranks = {Ground.COMPLAINTS: line.complaint_rank, Ground.COMMISSIONERS: line.nomination_rank, Ground.RANDOM: None}
    return Pick(place, line.contract, unit, ground, ranks[ground], ticket(line.contract), unit_ticket, stratum)


def _unit(contract: str, units: Sequence[str], ticket: Callable[[str], str]) -> tuple[str | None, str | None]:
    if not units:
        return None, None
    unit_ticket, unit = min((ticket(f"{contract}/{unit}"), unit) for unit in units)
    return unit, unit_ticket
