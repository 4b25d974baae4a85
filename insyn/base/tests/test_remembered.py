import datetime as dt
from typing import Any

import pytest

from insyn.base.models import StoredFile
from insyn.base.remembered import remembered

pytestmark = pytest.mark.django_db


def keep_a_file() -> None:
    StoredFile.objects.create(
        name="a.txt", content_type="text/plain", size=1, sha256="", uploaded_at=dt.datetime(2025, 3, 3, tzinfo=dt.UTC)
    )


def test_a_figure_is_counted_anew_only_when_a_row_it_counts_has_changed() -> None:
    asked = []

    def files(key: str) -> int:
        def count() -> int:
            asked.append(key)
            return StoredFile.objects.count()

        return remembered("files", key, count, counts=(StoredFile,))

    before = files("a")
    assert files("a") == before
    assert asked == ["a"]
    keep_a_file()
    assert files("a") == before + 1
    assert files("b") == before + 1
    assert asked == ["a", "a", "b"]


def test_nothing_is_remembered_for_long(monkeypatch: Any) -> None:
    asked = []
    clock = {"now": 0.0}
    monkeypatch.setattr("insyn.base.remembered.time.monotonic", lambda: clock["now"])
    for clock["now"] in (0.0, 29.0, 31.0):
        remembered("times", "a", lambda: asked.append(1), counts=(StoredFile,))
    assert len(asked) == 2
