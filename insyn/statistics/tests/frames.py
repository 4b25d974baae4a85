"""Random frames for property tests: any number of contracts, ties, nominations, strata and units."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from insyn.statistics.draw import (
    Cause,
    Displacement,
    DrawRecord,
    FrameHeader,
    FrameLine,
    competition_ranks,
    draw,
    id_fault,
    make_frame,
    next_to_go,
    write_frame,
)

# Letters beyond the first plane sort differently by UTF-16 than by code point: one of each is tried.
IDS = st.from_regex(r"\A[A-CÅÄÖa-c0-9\ufb01\U00010400][a-cåäö0-9\U00010400./-]{0,6}\Z").filter(
    lambda value: not id_fault(value)
)
UNITS = st.lists(st.sampled_from(["Aspen", "Björken", "Eken", "Åsen", "Ön 2", "\U00010400x"]), unique=True, max_size=4)
STRATA = ("boende", "hemtjänst")
SEEDS = st.text("0123456789", min_size=20, max_size=40)


@st.composite
def contract_lines(draw_value: st.DrawFn, *, least: int = 1, most: int = 14) -> list[FrameLine]:
    ids = draw_value(st.lists(IDS, unique=True, min_size=least, max_size=most))
    scores = draw_value(st.dictionaries(st.sampled_from(ids), st.tuples(st.integers(1, 3), st.integers(1, 2))))
    ranks = competition_ranks(scores)
    nominated = draw_value(st.lists(st.sampled_from(ids), unique=True))
    places = {contract: place for place, contract in enumerate(nominated, start=1)}
    lines = []
    for contract in ids:
        eligible = draw_value(st.booleans())
        lines.append(
            FrameLine(
                contract=contract,
                eligible=eligible,
                reason="" if eligible else "fordjupad-uppfoljning",
                complaint_rank=ranks.get(contract),
                nomination_rank=places.get(contract),
                strata=tuple(draw_value(st.lists(st.sampled_from(STRATA), unique=True, min_size=1))),
                units=tuple(draw_value(UNITS)),
            )
        )
    return lines


def header(n: int, strata: tuple[tuple[str, int], ...] = ()) -> FrameHeader:
    return FrameHeader(
        plan="Plan 2026",
        reference_date=date(2026, 1, 31),
        complaints_from=date(2025, 1, 1),
        complaints_to=date(2025, 12, 31),
        severity_rule="värst först",
        n=n,
        strata=strata,
    )


@st.composite
def headers(draw_value: st.DrawFn, lines: list[FrameLine]) -> FrameHeader:
    """A header these contracts can fill: for the whole frame, or by stratum."""
    sizes = {name: sum(name in line.strata for line in lines) for name in STRATA}
    used = [name for name, size in sizes.items() if size]
    if bool(used) and draw_value(st.booleans()):
        strata = tuple((name, draw_value(st.integers(1, sizes[name]))) for name in used)
        return header(sum(places for _, places in strata), strata)
    return header(draw_value(st.integers(1, len(lines))))


@st.composite
def records(draw_value: st.DrawFn) -> DrawRecord:
    """A whole draw, with up to three displacements in the right order."""
    lines = draw_value(contract_lines())
    frame = make_frame(draw_value(headers(lines)), lines)
    seed = draw_value(SEEDS)
    picks = draw(frame, seed)
    log: list[Displacement] = []
    for number in range(draw_value(st.integers(0, min(3, len(picks))))):
        urgent = f"AKUT-{number}" if draw_value(st.booleans()) else None
        cause = Cause.URGENT if urgent else Cause.CAPACITY
        log.append(Displacement(cause, next_to_go(picks, log).contract, urgent, date(2026, 3, 1), "beslut § 3"))
    return record(write_frame(frame), seed, *log)


def record(frame_text: str, seed: str, *log: Displacement) -> DrawRecord:
    return DrawRecord(
        frame_text=frame_text,
        frame_published_at=datetime(2026, 2, 2, 8, 0, tzinfo=UTC),
        seed=seed,
        seed_entered_at=datetime(2026, 2, 9, 13, 30, tzinfo=UTC),
        meeting="Nämnden § 14",
        witness="Ordföranden",
        displacements=log,
    )
