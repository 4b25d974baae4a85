"""10,000 contracts drawn, and the protocol verified: as arithmetic, and out of the database and into it.

Beside it stands what nobody can do without: one SHA-256 for every contract and a sort. All that is over that is
thirds, ranks, units, the protocol with its marks, and that verifying reads and recomputes all of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from bench.result import Result, seconds
from insyn.statistics.draw import (
    DrawRecord,
    FrameHeader,
    FrameLine,
    draw,
    make_frame,
    read_frame,
    verify_protocol,
    write_frame,
    write_protocol,
)

if TYPE_CHECKING:
    from tests.world import World

CONTRACTS, CHOSEN, COMPLAINED, NOMINATED = 10_000, 3_000, 1_500, 1_200
SEED = "31415926535897932384"
DAY = dt.date(2025, 2, 1)
AT = dt.datetime(2025, 3, 3, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
NAMES = [f"av-{number:05}" for number in range(CONTRACTS)]


def run() -> list[Result]:
    return [*arithmetic(), *with_database()]


def arithmetic() -> Iterator[Result]:
    text = frame_text()
    protocol = write_protocol(record(text)).encode()
    built = seconds(frame_text, 3)
    drawn = seconds(lambda: draw(read_frame(text), SEED), 3)
    verified = seconds(lambda: verify_protocol(protocol), 3)
    if not verify_protocol(protocol).is_ok:
        raise AssertionError("the protocol that was drawn does not verify")
    yield Result(f"a frame of {CONTRACTS:,} contracts, built and written", built, "s")
    yield Result(f"{CHOSEN:,} of {CONTRACTS:,} drawn from the written frame", drawn, "s")
    yield Result("protocol of it verified", verified, "s")
    yield Result("drawn and verified", drawn + verified, "s", at_most=1)
    yield Result("one SHA-256 for each contract and a sort, nothing more", seconds(bare_tickets, 3), "s")


def frame_text() -> str:
    lines = (
        FrameLine(
            name,
            eligible=True,
            complaint_rank=number + 1 if number < COMPLAINED else None,
            nomination_rank=CONTRACTS - number if number >= CONTRACTS - NOMINATED else None,
            units=(f"enhet-{number}", f"enhet-{number}-b"),
        )
        for number, name in enumerate(NAMES)
    )
    header = FrameHeader(
        plan="Mätplan", reference_date=DAY, complaints_from=dt.date(2024, 1, 1), complaints_to=dt.date(2024, 12, 31),
        severity_rule="högsta allvarlighet först, sedan antal", n=CHOSEN,
    )  # fmt: skip
    return write_frame(make_frame(header, lines))


def record(text: str) -> DrawRecord:
    return DrawRecord(
        frame_text=text, frame_published_at=AT, seed=SEED, seed_entered_at=AT + dt.timedelta(days=1),
        meeting="Nämnden § 14", witness="Ordföranden",
    )  # fmt: skip


def bare_tickets() -> list[str]:
    prefix = hashlib.sha256(hashlib.sha256(SEED.encode()).hexdigest().encode())

    def ticket(name: str) -> str:
        hashed = prefix.copy()
        hashed.update(name.encode())
        return hashed.hexdigest()

    return sorted(NAMES, key=ticket)[:CHOSEN]


def with_database() -> Iterator[Result]:
    """The acts as the pages do them, in a transaction that is undone afterwards."""
    from insyn.planning.actions.draws import draw_contracts, publish_frame
    from insyn.planning.queries.frame import prepare_frame
    from insyn.planning.tests.plans import a_draw, a_plan
    from tests.world import build_world

    with transaction.atomic():
        world = build_world()
        make_contracts(world)
        prepared = a_draw(world, a_plan(world), size=CHOSEN)
        sha256 = prepare_frame(prepared).sha256
        built = seconds(lambda: prepare_frame(prepared), 3)
        pk, by, next_day = prepared.pk, world.sten, AT + dt.timedelta(days=1)
        published = seconds(lambda: publish_frame(draw_id=pk, seen_sha256=sha256, by=by, at=AT))
        drawn = seconds(
            lambda: draw_contracts(
                draw_id=pk,
                seed=SEED,
                meeting="Nämnden § 14",
                meeting_date=next_day.date(),
                witness="Ordföranden",
                by=by,
                at=next_day,
            )
        )
        transaction.set_rollback(True)
    yield Result(f"frame of {CONTRACTS:,} contracts read out of the database and built", built, "s", at_most=1)
    yield Result("frame built again, frozen and stored", published, "s")
    yield Result("drawn, its protocol tried, and stored", drawn, "s")


def make_contracts(world: World) -> None:
    """With a period and two units each, beside the three that the world has."""
    from insyn.base.periods import period
    from insyn.contracts.models import Contract, ContractPeriod, ContractUnit

    valid = period(dt.date(2024, 1, 1))
    made = Contract.objects.bulk_create(
        Contract(
            number=f"BENCH-{name}", public_id=name, name=f"Avtal {name}", form=Contract.Form.LOU,
            provider=world.private, board=world.elderly,
        )
        for name in NAMES[3:]
    )  # fmt: skip
    ContractPeriod.objects.bulk_create(ContractPeriod(contract=each, valid=valid) for each in made)
    ContractUnit.objects.bulk_create(
        ContractUnit(contract=each, unit=unit, valid=valid)
        for each in made
        for unit in (world.lindgarden, world.aspgarden)
    )
