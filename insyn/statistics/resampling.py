"""What tests by permutation have in common where not all ways can be gone through."""

from insyn.statistics.inputs import InputFault


def checked_resamples(resamples: int) -> None:
    """At least one way beside the observed one; raises InputFault."""
    if resamples < 1 or resamples != int(resamples):
        raise InputFault("resamples", f"{resamples!r} är inte ett heltal från 1")
