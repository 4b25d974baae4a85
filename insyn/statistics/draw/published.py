"""Two published samplers, kept so that our hashing can be tried against figures others have printed.

The product draws by tickets; RFC 3797's MD5 is here only to reproduce the RFC.
"""

import hashlib


def rivest_sample(seed: str, total: int, count: int, *, duplicates: bool = True) -> list[int]:
    """`count` picks from 1..total: the i-th is 1 + SHA-256(seed + "," + i) mod total (Rivest, sampler.py).

    Without duplicates a number that came before is skipped. Raises ValueError when total is below 1, or when
    more different numbers are asked for than there are.
    """
    if total < 1 or count < 0 or (not duplicates and count > total):
        raise ValueError(f"{count} picks cannot be made from {total}")
    picks: list[int] = []
    index = 0
    while len(picks) < count:
        index += 1
        digest = hashlib.sha256(f"{seed},{index}".encode()).digest()
        pick = 1 + int.from_bytes(digest) % total
        if duplicates or pick not in picks:
            picks.append(pick)
    return picks


def rfc3797_selection(key: str, pool_size: int, count: int) -> tuple[list[int], list[str]]:
    """`count` different numbers from 1..pool_size and the MD5 of each (upper-case hex), by RFC 3797 section 4.

    The i-th (from 0) hash is MD5(prefix + key + prefix), prefix the 16-bit big-endian i; it picks hash mod
    remaining, and the picked is taken out of the pool. Raises ValueError when count is above the pool.
    """
    if not 0 <= count <= pool_size:
        raise ValueError(f"{count} picks cannot be made from {pool_size}")
    pool = list(range(1, pool_size + 1))
    selected, digests = [], []
    for index in range(count):
        prefix = index.to_bytes(2, "big")
        digest = hashlib.md5(prefix + key.encode("utf-8") + prefix, usedforsecurity=False).digest()
        selected.append(pool.pop(int.from_bytes(digest) % len(pool)))
        digests.append(digest.hex().upper())
    return selected, digests
