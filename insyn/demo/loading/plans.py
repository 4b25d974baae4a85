"""The boards' plans for 2025 and 2026, their meetings, and a draw in thirds."""

import datetime as dt

from insyn.casework.actions.urgent import add_recipient
from insyn.contracts.models import Contract
from insyn.demo.catalogue import places
from insyn.demo.loading.clock import instant
from insyn.demo.loading.people import Cast
from insyn.organisation.models import Board, QualityArea, ServiceArea
from insyn.planning.actions.draws import draw_contracts, frame_or_refusal, prepare_draw, publish_frame
from insyn.planning.actions.nominations import nominate
from insyn.planning.actions.parts import save_commitment, save_focus_area, save_rotation
from insyn.planning.actions.plans import create_plan, decide_plan
from insyn.planning.actions.risk import decide_weights
from insyn.planning.models import Commitment, Draw, FollowUpPlan
from insyn.reporting.actions.meetings import add_meeting

# Dice thrown at the meeting, as they stand in its minutes.
SEED = "5316244126356152463162453"
REASONS = ("Avtalet kan förlängas nästa år och behöver prövas först.", "Ny ledning sedan årsskiftet.")
RISK_WEIGHTS = {"deviations": 1.0, "complaints": 1.0, "deficiencies": 1.5, "signals": 1.5, "in_depth": 0.5}
MONTHS = (2, 4, 5, 6, 9, 10, 11, 12)


def load_plans(cast: Cast) -> dict[int, FollowUpPlan]:
    """The plan of each year, decided by both boards; with the rotation in the source's words."""
    boards = {board.key: board for board in Board.objects.all()}
    return {year: _plan(year, boards, cast) for year in (2025, 2026)}


def load_weights(cast: Cast) -> None:
    """What a unit's risk is made of, decided by each board before the year whose figures it weighs."""
    decided = dt.date(2025, 12, 10)
    for paragraph, board in enumerate(Board.objects.order_by("key"), 96):
        decide_weights(
            board=board,
            weights=RISK_WEIGHTS,
            decided_date=decided,
            decision=f"nämndens protokoll § {paragraph}",
            start=dt.date(2026, 1, 1),
            by=cast["sten"],
            at=instant(decided),
        )


def _plan(year: int, boards: dict[str, Board], cast: Cast) -> FollowUpPlan:
    at, by = instant(dt.date(year - 1, 11, 10)), cast["sten"]
    plan = create_plan(
        title=f"Uppföljningsplan {year}",
        starts=dt.date(year, 1, 1),
        ends=dt.date(year, 12, 31),
        boards=boards.values(),
        introduction="Planen gäller alla verksamheter under nämnderna, oavsett vem som driver dem.",
        by=by,
        at=at,
    )
    areas = {area.code: area for area in QualityArea.objects.all()}
    for name, area in places.FOCUS_AREAS_2025:
        save_focus_area(plan_id=plan.pk, name=name, description="", quality_area=areas[area], by=by, at=at)
    services = {service.key: service for service in ServiceArea.objects.all()}
    for board, planned_year, wording, service in places.ROTATION:
        if planned_year == year:
            mapped = services[service] if service else None
            save_rotation(plan_id=plan.pk, board=boards[board], year=year, wording=wording, area=mapped, by=by, at=at)
    _commit(plan, by=cast["sten"], at=at)
    decide_plan(
        plan_id=plan.pk,
        meeting_date=dt.date(year - 1, 12, 10),
        paragraph=str(90 + year % 10),
        case_number=f"ON {year - 1}/0200",
        reason="",
        by=by,
        at=instant(dt.date(year - 1, 12, 12)),
    )
    return plan


def _commit(plan: FollowUpPlan, *, by: object, at: dt.datetime) -> None:
    rules = Commitment.Rule
    promised = (
        ("Minst tio enheter följs upp fördjupat", rules.UNITS_FOLLOWED_UP, "", 10),
        ("Minst en uppföljning görs tillsammans med socialförvaltningen", rules.JOINT_DONE, "", 1),
        ("Alla enheter granskas på strukturell nivå", rules.STRUCTURAL_COVERAGE, "", 100),
        ("Nya avtal följs upp efter sex månader", rules.FOLLOW_UPS_DONE, "six_month", 2),
    )
    for text, rule, kind, target in promised:
        save_commitment(plan_id=plan.pk, text=text, rule=rule, kind=kind, target=target, by=by, at=at)  # type: ignore[arg-type]


def load_meetings(cast: Cast) -> None:
    """The boards' meetings of two years; June and November take the half-yearly reports."""
    for board in Board.objects.all():
        for year in (2025, 2026):
            for month in MONTHS:
                date = dt.date(year, month, 16 if board.key == "aldre" else 18)
                # The one half-yearly meeting that is still to come on the demo's last day.
                is_to_come = (board.key, year, month) == ("omsorg", 2026, 11)
                date = date.replace(day=30) if is_to_come else date
                add_meeting(
                    board=board,
                    date=date,
                    deadline_date=date - dt.timedelta(days=7 if is_to_come else 14),
                    is_half_year=month in {6, 11},
                    note="",
                    by=cast["siv"],
                    at=instant(dt.date(year - 1, 11, 3)),
                )


def load_recipients(cast: Cast) -> None:
    """Who is told at once of an acute deficiency: the director, and each board's chair."""
    start, at = places.BEGINNING, instant(dt.date(2025, 1, 7))
    for board in Board.objects.all():
        chair = cast["frida" if board.key == "aldre" else "folke"]
        add_recipient(board=board, person=cast["dag"], capacity="omsorgsdirektör", start=start, by=cast["sten"], at=at)
        add_recipient(board=board, person=chair, capacity="nämndens ordförande", start=start, by=cast["sten"], at=at)


def load_drawn(plan: FollowUpPlan, cast: Cast) -> Draw:
    """Six contracts for the spring, drawn in thirds at the boards' joint meeting."""
    by = cast["sten"]
    draw = prepare_draw(
        plan_id=plan.pk,
        title="Urval våren 2026",
        size=6,
        reference_date=dt.date(2026, 1, 1),
        complaints_from=dt.date(2025, 5, 15),
        complaints_to=dt.date(2025, 12, 31),
        severity_floor=2,
        by=by,
        at=instant(dt.date(2026, 1, 7)),
    )
    for contract, reason in zip(_nominated(), REASONS, strict=True):
        who = cast["berit" if contract.board.key == "aldre" else "birger"]
        nominate(draw_id=draw.pk, contract=contract, reason=reason, by=who, at=instant(dt.date(2026, 1, 8)))
    seen = frame_or_refusal(draw).sha256
    publish_frame(draw_id=draw.pk, seen_sha256=seen, by=by, at=instant(dt.date(2026, 1, 12)))
    draw_contracts(
        draw_id=draw.pk,
        seed=SEED,
        meeting="Äldreomsorgsnämnden och omsorgsnämnden, § 4",
        meeting_date=dt.date(2026, 1, 21),
        witness="Nämndsekreteraren",
        by=by,
        at=instant(dt.date(2026, 1, 22)),
    )
    return draw


def load_prepared(plan: FollowUpPlan, cast: Cast) -> Draw:
    """Four more for the winter, with a nomination: the frame waits to be published and the dice to be thrown."""
    draw = prepare_draw(
        plan_id=plan.pk,
        title="Urval vintern 2026",
        size=4,
        reference_date=dt.date(2026, 11, 1),
        complaints_from=dt.date(2026, 1, 1),
        complaints_to=dt.date(2026, 10, 31),
        severity_floor=2,
        by=cast["anna"],
        at=instant(dt.date(2026, 11, 10)),
    )
    contract, at = _nominated()[1], instant(dt.date(2026, 11, 12))
    nominate(draw_id=draw.pk, contract=contract, reason="Avtalet löper ut i vår.", by=cast["birger"], at=at)
    return draw


def _nominated() -> list[Contract]:
    """Two contracts in force that the quality function follows up, one of each board."""
    rows = Contract.objects.filter(followed_up_by="quality", periods__valid__contains=dt.date(2026, 1, 1))
    return [rows.filter(board__key=key).order_by("-number")[0] for key in ("aldre", "omsorg")]
