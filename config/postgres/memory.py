"""How much memory the database keeps pages in: its own default fits a machine of twenty years ago."""

import os
from pathlib import Path

MIB = 1 << 20
LEAST, MOST = 128, 1024
# What a container may use, where it is one.
LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def settings() -> tuple[str, ...]:
    """An eighth of the machine's memory for pages; what the system keeps of the files is the rest of the half."""
    pages = max(LEAST, min(MOST, machine_memory() // 8 // MIB))
    return f"shared_buffers={pages}MB", f"effective_cache_size={4 * pages}MB"


def machine_memory() -> int:
    """Bytes, of the machine or of the container, whichever is less."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in LIMITS:
        text = limit.read_text().strip() if limit.exists() else ""
        found += [int(text)] if text.isdigit() else []
    return min(found)
