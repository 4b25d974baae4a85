"""A municipality with very many findings, filled set-wise: 100,000 that Anna may see, and as many more by a quarter
that belong to a board of Bo's."""

from dataclasses import dataclass

from django.db import connection

from insyn.people.models import Person
from tests.world import World, build_world

FINDINGS, OTHERS, FOLLOW_UPS = 100_000, 25_000, 2_500

MAKE_FOLLOW_UPS = """
    INSERT INTO casework_followup (registry_number, title, kind, stage, board_id, ground, ground_text, report_to,
        reference_date, notified_at, called_off_reason, conclusion, created_by_id, created_at, revision)
    SELECT %(name)s || ' 2024:' || n, 'Uppföljning av ' || name || ' ' || n,
        (ARRAY['contract', 'planned_quality', 'event_driven'])[1 + n %% 3],
        (ARRAY['examining', 'analysing', 'action_plan_asked', 'approved', 'reported'])[1 + n %% 5],
        %(board)s, 'plan', '', 'board', DATE '2024-01-01' + n %% 700, now(), '', '', %(person)s,
        TIMESTAMPTZ '2024-01-01 12:00+01' + n %% 700 * INTERVAL '1 day', 0
    FROM generate_series(1, %(count)s) n, organisation_unit WHERE organisation_unit.id = %(unit)s
"""
MAKE_TARGETS = """
    INSERT INTO casework_followuptarget
        (follow_up_id, unit_id, provider_id, unit_spell_id, provider_spell_id, is_authority, depth, performed_by)
    SELECT f.id, u.unit_id, u.provider_id, u.id, p.id, false, 'in_depth', 'authority'
    FROM casework_followup f
    JOIN LATERAL (SELECT * FROM organisation_unitspell ORDER BY id OFFSET f.id %% 3 LIMIT 1) u ON true
    JOIN organisation_providerspell p ON p.provider_id = u.provider_id
    WHERE f.board_id = %(board)s
"""
# What is closed is not a deficiency: that would need an accepted answer to each of its causes.
MAKE_FINDINGS = """
    INSERT INTO casework_finding (follow_up_id, target_id, number, kind, severity, quality_area_id, title, text,
        immediate_action, state, found_by_id, found_at, found_date, closed_at, closed_by_id, closing_note, revision)
    SELECT t.follow_up_id, t.id, n, drawn.kind, CASE WHEN drawn.kind = 'deficiency' THEN drawn.severity ELSE '' END,
        %(area)s, 'Iakttagelse ' || n || ' om genomförandeplaner', 'Fyra av tio planer saknades vid granskningen.',
        '', CASE WHEN over THEN 'closed' ELSE drawn.state END, %(person)s, now(),
        DATE '2024-01-01' + (t.id * 7 + n * 13)::int %% 700,
        CASE WHEN over THEN now() END, CASE WHEN over THEN %(person)s END, CASE WHEN over THEN 'Klart' ELSE '' END, 0
    FROM casework_followuptarget t JOIN casework_followup f ON f.id = t.follow_up_id,
        generate_series(1, %(each)s) n,
        LATERAL (SELECT (ARRAY['deficiency', 'deficiency', 'note', 'good_example'])[1 + (t.id + n) %% 4] AS kind,
            (ARRAY['minor', 'serious', 'minor', 'acute'])[1 + (t.id + n / 2) %% 4] AS severity,
            (ARRAY['open', 'answered', 'accepted'])[1 + (t.id + n / 3) %% 3] AS state) drawn,
        LATERAL (SELECT drawn.kind <> 'deficiency' AND n %% 2 = 0 AS over) closing
    WHERE f.board_id = %(board)s
"""
MAKE_PARTICIPATIONS = """
    INSERT INTO casework_participation
        (follow_up_id, person_id, part, conflict, conflict_note, declared_at, started_at, end_reason)
    SELECT id, %(person)s, 'responsible', 'none', '', now(), now(), '' FROM casework_followup WHERE board_id = %(board)s
"""


@dataclass(frozen=True)
class Filled:
    world: World
    follow_up_id: int
    """One of Anna's, in the middle."""


def fill() -> Filled:
    world = build_world()
    for board, person, unit, findings in (
        (world.elderly.pk, world.anna, world.lindgarden.pk, FINDINGS),
        (world.disability.pk, world.bo, world.aspgarden.pk, OTHERS),
    ):
        follow_ups = FOLLOW_UPS * findings // FINDINGS
        _run(
            board=board,
            person=person,
            unit=unit,
            area=world.participation.pk,
            count=follow_ups,
            each=FINDINGS // FOLLOW_UPS,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(
            "SELECT id FROM casework_followup WHERE board_id = %s ORDER BY id OFFSET %s LIMIT 1",
            [world.elderly.pk, FOLLOW_UPS // 2],
        )
        (follow_up_id,) = cursor.fetchone()
    return Filled(world, follow_up_id)


def _run(*, person: Person, **given: int) -> None:
    values: dict[str, int | str] = {**given, "person": person.pk, "name": person.name[:2]}
    with connection.cursor() as cursor:
        for statement in (MAKE_FOLLOW_UPS, MAKE_TARGETS, MAKE_FINDINGS, MAKE_PARTICIPATIONS):
            cursor.execute(statement, values)
