"""The draw: prepared, its frame frozen and published, drawn from a public seed, displaced and replaced by decision."""

import datetime as dt
from collections.abc import Mapping

from django.db import connection

from insyn.base.actions import action
from insyn.base.periods import local_date, period_through
from insyn.base.refusals import Refusal
from insyn.organisation.models import Unit
from insyn.people.models import Person
from insyn.planning.actions.plans import free_slug
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.queries.draws import record_of
from insyn.planning.queries.frame import PreparedFrame, PreparedLine, prepare_frame
from insyn.statistics import draw as rules

Stage = Draw.Stage

# One statement for all of them: row by row a draw of thousands takes seconds.
STORE_PICKS = """
    UPDATE planning_drawentry entry
    SET picked_as = pick.ground, position = pick.place, ticket = pick.ticket, unit_id = pick.unit,
        part = pick.part
    FROM unnest(%s::text[], %s::text[], %s::int[], %s::text[], %s::bigint[], %s::text[])
        AS pick (contract, ground, place, ticket, unit, part)
    WHERE entry.draw_id = %s AND entry.public_id = pick.contract
"""


class FrameAlreadyPublished(Refusal):
    message = "Urvalsramen är publicerad. Den, nomineringarna och reglerna för urvalet kan inte ändras längre."


class FrameCannotStand(Refusal):
    """The frame breaks its own rules; the message says where."""


class PlacesMissing(Refusal):
    message = "Skriv hur många avtal som ska väljas i minst en av delarna."


class FrameHasChanged(Refusal):
    message = "Underlaget har ändrats sedan du såg ramen. Läs ramen igen innan du publicerar den."


class NotPublished(Refusal):
    message = "Urvalsramen är inte publicerad. Publicera den innan fröet kastas."


class AlreadyDrawn(Refusal):
    message = "Urvalet är redan draget. Ett nytt urval kräver ett beslut med skäl."


class SeedBeforeFrame(Refusal):
    message = "Fröet får inte finnas före ramen: sammanträdet är tidigare än den dag då ramen publicerades."


class MeetingAhead(Refusal):
    message = "Sammanträdet har inte varit än. Skriv in fröet ur protokollet när det är kastat."


class CannotBeDrawn(Refusal):
    """No true protocol can be made of the draw; the message says why."""


class SeedUsedBefore(Refusal):
    message = "Fröet är detsamma som i det urval som ersätts. Ett nytt urval behöver ett nytt frö."


def locked_draw(draw_id: int) -> Draw:
    draw: Draw = Draw.objects.select_for_update(of=("self",)).select_related("plan", "replaces").get(pk=draw_id)
    return draw


def preparing(draw_id: int) -> Draw:
    """The draw, locked, while its frame is not published; raises FrameAlreadyPublished."""
    draw = locked_draw(draw_id)
    if draw.stage != Stage.PREPARING:
        raise FrameAlreadyPublished
    return draw


@action("Förberedde ett urval")
def prepare_draw(
    *,
    plan_id: int,
    title: str,
    size: int,
    reference_date: dt.date,
    complaints_from: dt.date,
    complaints_to: dt.date,
    severity_floor: int,
    counts_signals: bool = False,
    by: Person,
    at: dt.datetime,
) -> Draw:
    """Begin a draw for a plan: what counts and how many; nothing is public yet."""
    draw: Draw = Draw.objects.create(
        plan_id=plan_id,
        title=title.strip(),
        slug=free_slug(title, Draw.objects.values_list("slug", flat=True)),
        size=size,
        reference_date=reference_date,
        complaint_window=period_through(complaints_from, complaints_to),
        severity_floor=severity_floor,
        counts_signals=counts_signals,
        rule_version=str(rules.RULE_VERSION),
    )
    return draw


@action("Ändrade ett urval")
def change_draw(
    *,
    draw_id: int,
    title: str,
    size: int,
    reference_date: dt.date,
    complaints_from: dt.date,
    complaints_to: dt.date,
    severity_floor: int,
    counts_signals: bool = False,
    by: Person,
    at: dt.datetime,
) -> Draw:
    """Change what the draw is prepared with; raises FrameAlreadyPublished.

    Where places are given to parts of the frame, the size is their sum and is changed with them.
    """
    draw = preparing(draw_id)
    draw.title, draw.reference_date = title.strip(), reference_date
    draw.size = draw.size if draw.parts else size
    draw.complaint_window = period_through(complaints_from, complaints_to)
    draw.severity_floor, draw.counts_signals = severity_floor, counts_signals
    draw.revision += 1
    draw.save()
    return draw


@action("Fördelade platserna i ett urval")
def divide_places(*, draw_id: int, parts_by: str, places: Mapping[str, int], by: Person, at: dt.datetime) -> Draw:
    """Draw each part of the frame by itself, with its own places; without places the whole frame again.

    The size becomes the sum of the places. Raises FrameAlreadyPublished or PlacesMissing.
    """
    draw = preparing(draw_id)
    given = sorted((name, count) for name, count in places.items() if count)
    if parts_by and not given:
        raise PlacesMissing
    draw.parts_by = parts_by
    draw.parts = [[name, count] for name, count in given] if parts_by else []
    draw.size = sum(count for _, count in draw.parts) or draw.size
    draw.revision += 1
    draw.save()
    return draw


@action("Publicerade urvalsramen")
def publish_frame(*, draw_id: int, seen_sha256: str, by: Person, at: dt.datetime) -> Draw:
    """Freeze the frame and publish it with its SHA-256, before any seed exists.

    Raises FrameAlreadyPublished, FrameCannotStand or, where it is not the one the person saw, FrameHasChanged.
    """
    draw = preparing(draw_id)
    prepared = frame_or_refusal(draw)
    if prepared.sha256 != seen_sha256:
        raise FrameHasChanged
    draw.stage, draw.frame_text, draw.frame_sha256 = Stage.PUBLISHED, prepared.text, prepared.sha256
    draw.published_at, draw.published_by = at, by
    draw.revision += 1
    draw.save()
    DrawEntry.objects.bulk_create((_entry(draw, each) for each in prepared.lines), batch_size=2000)
    return draw


def frame_or_refusal(draw: Draw) -> PreparedFrame:
    try:
        return prepare_frame(draw)
    except rules.FrameError as error:
        raise FrameCannotStand(str(error)) from error


def _entry(draw: Draw, each: PreparedLine) -> DrawEntry:
    line, contract = each.line, each.contract
    return DrawEntry(
        draw=draw,
        contract_id=contract.pk,
        public_id=line.contract,
        is_eligible=line.eligible,
        reason_code=line.reason,
        complaint_rank=line.complaint_rank,
        nomination_rank=line.nomination_rank,
    )


@action("Drog urvalet")
def draw_contracts(
    *,
    draw_id: int,
    seed: str,
    meeting: str,
    meeting_date: dt.date,
    witness: str,
    by: Person,
    at: dt.datetime,
) -> Draw:
    """Make the draw from the published frame and the seed in the minutes.

    Raises NotPublished, AlreadyDrawn, SeedBeforeFrame, MeetingAhead, SeedUsedBefore or CannotBeDrawn.
    """
    draw = locked_draw(draw_id)
    _check_time(draw, meeting_date, at)
    if draw.replaces and draw.replaces.seed == seed:
        raise SeedUsedBefore
    draw.stage, draw.seed, draw.meeting, draw.witness = Stage.DRAWN, seed, meeting.strip(), witness.strip()
    draw.meeting_date, draw.drawn_at, draw.drawn_by = meeting_date, at, by
    draw.revision += 1
    draw.save()
    _check_protocol(draw)
    _store_picks(draw, rules.draw(rules.read_frame(draw.frame_text), seed))
    return draw


def _check_time(draw: Draw, meeting_date: dt.date, at: dt.datetime) -> None:
    if draw.stage == Stage.PREPARING or draw.published_at is None:
        raise NotPublished
    if draw.stage != Stage.PUBLISHED:
        raise AlreadyDrawn
    if meeting_date < local_date(draw.published_at):
        raise SeedBeforeFrame
    if meeting_date > local_date(at):
        raise MeetingAhead


def _check_protocol(draw: Draw) -> None:
    """What could not be made a true protocol is never stored."""
    try:
        rules.protocol_data(record_of(draw))
        rules.check_public_seed(draw.seed)
    except rules.DrawError as error:
        raise CannotBeDrawn(str(error)) from error


def _store_picks(draw: Draw, picks: tuple[rules.Pick, ...]) -> None:
    units = dict(Unit.objects.filter(slug__in=[pick.unit or "" for pick in picks]).values_list("slug", "pk"))
    columns = (
        [pick.contract for pick in picks],
        [pick.ground.value for pick in picks],
        [pick.place for pick in picks],
        [pick.ticket for pick in picks],
        [units.get(pick.unit or "") for pick in picks],
        [pick.stratum or "" for pick in picks],
    )
    with connection.cursor() as cursor:
        cursor.execute(STORE_PICKS, [*columns, draw.pk])
        if cursor.rowcount != len(picks):
            raise CannotBeDrawn("Urvalsramen och dess rader säger inte samma sak.")
