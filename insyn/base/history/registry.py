"""pgtrigger's list of triggers, with an index.

pgtrigger looks for a name already taken by going through the whole list, once for every trigger that is added. With
some hundred tracked models that was a third of the time it takes any of our processes to start.
"""

from typing import Any

from pgtrigger import registry


class IndexedRegistry(registry._Registry):  # noqa: SLF001 - there is no public way
    """Answers what is taken from what it has noted, and otherwise does as pgtrigger does."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], Any] = {}
        self._functions: set[str] = set()
        super().__init__()

    @property
    def by_db_table(self) -> dict[tuple[str, str], Any]:
        return self._tables

    @property
    def pg_function_names(self) -> set[str]:
        return self._functions

    def __setitem__(self, key: str, value: tuple[Any, Any]) -> None:
        super().__setitem__(key, value)  # type: ignore[no-untyped-call] # pgtrigger is not typed
        model, trigger = value
        self._tables[model._meta.db_table, trigger.name] = trigger
        self._functions.add(trigger.get_pgid(model))

    def __delitem__(self, key: str) -> None:
        model, trigger = self[key]
        super().__delitem__(key)  # type: ignore[no-untyped-call]
        self._tables.pop((model._meta.db_table, trigger.name), None)
        self._functions.discard(trigger.get_pgid(model))


def index_triggers() -> None:
    """Put the indexed list in the place of pgtrigger's, with what is in it; does so once."""
    if isinstance(registry._registry, IndexedRegistry):  # noqa: SLF001
        return
    indexed = IndexedRegistry()
    for key, value in registry._registry.items():  # noqa: SLF001
        indexed[key] = value
    registry._registry = indexed  # noqa: SLF001
