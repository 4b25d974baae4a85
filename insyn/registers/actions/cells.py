"""Sums of events made anew where events have changed."""


def recompute_cells(*, touched: str) -> None:
    """The sums of the units, boards, kinds and days that the relation `touched` tells of."""
