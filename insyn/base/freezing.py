"""What a trigger needs to say when a row may no longer change."""

from functools import reduce
from operator import or_

import pgtrigger


def changed(*columns: str) -> pgtrigger.Q:
    """Any of the columns is another after the change than before."""
    parts = (pgtrigger.Q(**{f"old__{column}__df": pgtrigger.F(f"new__{column}")}) for column in columns)
    return reduce(or_, parts)
