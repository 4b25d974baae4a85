"""Who acts, and in which action: the context that the database writes beside every change."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pghistory
from django.db import connection
from psycopg.pq import TransactionStatus


@contextmanager
def acting(*, person_id: int | None = None, action: str = "", **origin: str) -> Iterator[None]:
    """Changes made within are kept as this person's, in this action.

    Nothing personal but the id is kept. Where actions nest, the outermost names what the person did and the
    innermost the step in it.
    """
    with pghistory.context() as context:
        metadata: dict[str, object] = context.metadata
        outside = dict(metadata)
        metadata.update(origin)
        if person_id is not None:
            metadata["person"] = person_id
        metadata.update(_named(outside, action))
        try:
            yield
        finally:
            metadata.clear()
            metadata.update(outside)
    if not outside:
        _forget()


def _named(outside: Mapping[str, object], action: str) -> dict[str, str]:
    if not action:
        return {}
    return {"step": action} if outside.get("action") else {"action": action}


def _forget() -> None:
    """In a transaction that goes on, the database would tell later changes as this action's."""
    if connection.in_atomic_block and connection.connection.info.transaction_status == TransactionStatus.INTRANS:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
