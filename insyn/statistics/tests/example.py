"""The made-up example of docs/algorithms/draw.md: eight contracts, five places. Run as a module, it writes the file."""

from datetime import UTC, date, datetime
from pathlib import Path

from insyn.statistics.draw import (
    Cause,
    Displacement,
    DrawRecord,
    Frame,
    FrameHeader,
    FrameLine,
    make_frame,
    write_frame,
    write_protocol,
)

DATA = Path(__file__).parents[3] / "tests" / "data" / "draw"
SEED = "31415926535897932384"
HEADER = FrameHeader(
    plan="Uppföljningsplan 2026 för omsorgsnämnden",
    reference_date=date(2026, 1, 31),
    complaints_from=date(2025, 1, 1),
    complaints_to=date(2025, 12, 31),
    severity_rule="värsta allvarlighetsgrad först, sedan antal klagomål",
    n=5,
)
LINES = (
    FrameLine("AV-01", eligible=True, complaint_rank=2, units=("Björken",)),
    FrameLine("AV-02", eligible=False, reason="fordjupad-uppfoljning", complaint_rank=1, units=("Eken",)),
    FrameLine("AV-03", eligible=True, nomination_rank=2, units=("Linden", "Lönnen")),
    FrameLine("AV-04", eligible=True, units=("Aspen", "Granen", "Tallen")),
    FrameLine("AV-05", eligible=True, complaint_rank=2, nomination_rank=1, units=("Rönnen",)),
    FrameLine("AV-06", eligible=True, units=("Hasseln",)),
    FrameLine("AV-07", eligible=False, reason="foljs-upp-av-myndigheten"),
    FrameLine("AV-08", eligible=True, nomination_rank=3, units=("Sälgen",)),
)


def example_frame() -> Frame:
    return make_frame(HEADER, LINES)


def example_record(*log: Displacement) -> DrawRecord:
    return DrawRecord(
        frame_text=write_frame(example_frame()),
        frame_published_at=datetime(2026, 2, 2, 8, 0, tzinfo=UTC),
        seed=SEED,
        seed_entered_at=datetime(2026, 2, 9, 13, 30, tzinfo=UTC),
        meeting="Omsorgsnämnden 2026-02-09 § 14",
        witness="Nämndens ordförande",
        displacements=log,
    )


URGENT = Displacement(
    cause=Cause.URGENT,
    goes_out="AV-06",
    comes_in="AV-07",
    decided_date=date(2026, 3, 2),
    reason="Allvarligt missförhållande, beslut 2026-03-02",
)


if __name__ == "__main__":
    (DATA / "example-protokoll.json").write_text(write_protocol(example_record()), encoding="utf-8", newline="\n")
