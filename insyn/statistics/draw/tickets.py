"""The ticket of a contract, and the seed it comes from.

Source: Rivest's and Stark's SHA-256 samplers as STATISTICS d states them:
ticket(id) = SHA-256(hex(SHA-256(seed)) + id), lower-case hex, ascending.
"""

import hashlib
from collections.abc import Callable

from insyn.statistics.draw.faults import SeedError

PUBLIC_SEED_DIGITS = 20


def ticket_of(seed: str) -> Callable[[str], str]:
    """The function id -> ticket (64 lower-case hex digits) of one seed; raises SeedError for a seed that is empty."""
    prefix = hashlib.sha256(hashlib.sha256(_seed_bytes(seed)).hexdigest().encode("ascii"))

    def ticket(public_id: str) -> str:
        hashed = prefix.copy()
        hashed.update(public_id.encode("utf-8"))
        return hashed.hexdigest()

    return ticket


def ticket(seed: str, public_id: str) -> str:
    """The ticket of one id; raises SeedError for a seed that is empty."""
    return ticket_of(seed)(public_id)


def public_seed(typed: str) -> str:
    """The seed as it is used: what was typed from the minutes without its spaces; raises SeedError under 20 digits."""
    seed = "".join(typed.split())
    check_public_seed(seed)
    return seed


def check_public_seed(seed: str) -> None:
    """Raises SeedError unless the seed is 20 or more digits 0-9, as dice thrown at a meeting give."""
    strange = next((char for char in seed if char not in "0123456789"), None)
    if strange is not None:
        raise SeedError(f"Fröet får bara bestå av siffrorna 0–9, men tecknet ”{strange}” finns med.")
    if len(seed) < PUBLIC_SEED_DIGITS:
        least = f"minst {PUBLIC_SEED_DIGITS}"
        raise SeedError(f"Fröet har {len(seed)} siffror. Det ska ha {least}: kasta fler tärningar och skriv in alla.")


def _seed_bytes(seed: str) -> bytes:
    if not seed:
        raise SeedError("Fröet saknas.")
    try:
        return seed.encode("utf-8")
    except UnicodeEncodeError as error:
        raise SeedError("Fröet har ett tecken som inte går att skriva som UTF-8.") from error
