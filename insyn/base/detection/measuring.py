"""Measure the detection on annotated texts: one passage a line, personal data as [[ground|text]]."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from insyn.base.detection.finding import detect
from insyn.base.detection.spans import Ground, Span

_MARK = re.compile(r"\[\[([^|\]]+)\|([^\]]+)\]\]")


@dataclass(frozen=True)
class Annotated:
    """A passage without its marks, and where they were."""

    text: str
    marks: tuple[tuple[int, int, Ground], ...]


@dataclass(frozen=True)
class Outcome:
    """What detection did on one passage."""

    passage: Annotated
    missed: tuple[tuple[int, int, Ground], ...]
    in_vain: tuple[Span, ...]


def read_annotated(path: Path) -> tuple[frozenset[str], list[Annotated]]:
    """What is allowed, from the first line, and the passages."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    allow = frozenset(part.strip() for part in first.removeprefix("# tillåt:").split(",") if part.strip())
    return allow, [_parse(line) for line in lines if line.strip()]


def _parse(line: str) -> Annotated:
    text, marks, at = "", [], 0
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        marks.append((len(text), len(text) + len(match[2]), Ground(match[1])))
        text += match[2]
        at = match.end()
    return Annotated(text + line[at:], tuple(marks))


def outcomes(path: Path) -> Iterator[Outcome]:
    """Passage by passage: what was missed, what was pointed out in vain."""
    allow, passages = read_annotated(path)
    for passage in passages:
        spans = detect(passage.text, allow=allow)
        missed = tuple(mark for mark in passage.marks if not _is_covered(passage.text, mark, spans))
        in_vain = tuple(s for s in spans if not any(s.start < end and start < s.end for start, end, _ in passage.marks))
        yield Outcome(passage, missed, in_vain)


def _is_covered(text: str, mark: tuple[int, int, Ground], spans: list[Span]) -> bool:
    """Found means whole: every letter and digit lies under some span, on whichever ground."""
    start, end, _ = mark
    return all(any(s.start <= at < s.end for s in spans) for at in range(start, end) if text[at].isalnum())


def measure(path: Path) -> dict[str, Any]:
    """The figures of one file, ready to be written as JSON."""
    rows = list(outcomes(path))
    present = Counter(ground for row in rows for *_, ground in row.passage.marks)
    missed = Counter(ground for row in rows for *_, ground in row.missed)
    in_vain = Counter(span.ground for row in rows for span in row.in_vain)
    found = present.total() - missed.total()
    low, high = wilson(found, present.total())
    return {
        "texts": len(rows),
        "present": present.total(),
        "found": found,
        "in_vain": in_vain.total(),
        "low": round(low, 4),
        "high": round(high, 4),
        "grounds": {
            ground.value: {
                "present": present[ground],
                "found": present[ground] - missed[ground],
                "in_vain": in_vain[ground],
            }
            for ground in Ground
        },
    }


def wilson(found: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share (Wilson 1927)."""
    z = 1.959963984540054
    share, span = found / n, 1 + z * z / n
    centre = (share + z * z / (2 * n)) / span
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / span
    return max(0.0, centre - half), min(1.0, centre + half)
