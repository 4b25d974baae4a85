"""The embedded database takes an eighth of what there is, within bounds."""

from pathlib import Path

import pytest

from config.postgres import memory


@pytest.mark.parametrize(
    ("mib", "pages", "system"), [(512, 128, 512), (2048, 256, 1024), (8192, 1024, 4096), (65536, 1024, 4096)]
)
def test_it_follows_the_machine_within_bounds(
    monkeypatch: pytest.MonkeyPatch, mib: int, pages: int, system: int
) -> None:
    monkeypatch.setattr(memory, "machine_memory", lambda: mib * memory.MIB)
    assert memory.settings() == (f"shared_buffers={pages}MB", f"effective_cache_size={system}MB")


def test_a_containers_limit_counts_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "LIMITS", (tmp_path / "nowhere", limit))
    machine = memory.machine_memory()
    for told, counted in (("max\n", machine), ("1048576\n", 1 << 20), (f"{machine * 2}\n", machine)):
        limit.write_text(told)
        assert memory.machine_memory() == counted
