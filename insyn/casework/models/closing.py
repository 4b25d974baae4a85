"""What the database itself keeps of closing, whatever code is written later, when the transaction ends.

A deficiency is closed only when each of its causes has an accepted answer, and a follow-up only when its deficiencies
are closed or withdrawn. The rows that bear on it are read with a lock, so that two transactions cannot each see the
world as it was before the other.
"""

from typing import Any

import pgtrigger

ACCEPTED = "('accepted', 'done', 'verified')"
OVER = "('closed', 'withdrawn')"
# A deficiency whose causes nobody has recorded is not answered either.
UNANSWERED = f"""
    (NOT EXISTS (SELECT FROM casework_cause c WHERE c.finding_id = one.id) OR EXISTS (
        SELECT FROM casework_cause c WHERE c.finding_id = one.id AND NOT EXISTS (
            SELECT FROM casework_actioncause l JOIN casework_action a ON a.id = l.action_id
            WHERE l.cause_id = c.id AND a.state IN {ACCEPTED})))
"""  # noqa: S608 - put together of what stands here
REFUSE_FINDING = f"""
    IF one.kind = 'deficiency' AND one.state = 'closed' AND {UNANSWERED} THEN
        RAISE EXCEPTION 'finding % is closed, but not each of its causes has an accepted answer', one.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
"""


def _kept(name: str, operation: pgtrigger.Operation, func: str, **options: Any) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=operation, timing=pgtrigger.Deferred, func=func, **options
    )


def _change_of(*columns: str) -> Any:
    return pgtrigger.UpdateOf(*columns)  # type: ignore[no-untyped-call]


def _for_causes(which: str) -> str:
    """Checks the findings of some causes, each as it is now."""
    return f"""
    FOR one IN
        SELECT f.* FROM casework_finding f
        WHERE f.id IN ({which}) ORDER BY f.id FOR SHARE
    LOOP
        {REFUSE_FINDING}
    END LOOP;
    RETURN NULL;
    """  # noqa: S608 - as above


ONE = [("one", "casework_finding")]
FINDING_STAYS_ANSWERED = _kept(
    "closed_finding_is_answered",
    pgtrigger.Insert | _change_of("state", "kind", "follow_up_id"),
    f"""
    SELECT * INTO one FROM casework_finding WHERE id = NEW.id;
    IF one.id IS NULL OR one.kind <> 'deficiency' THEN RETURN NULL; END IF;
    {REFUSE_FINDING}
    IF one.state NOT IN {OVER} THEN
        SELECT u.stage INTO standing FROM casework_followup u WHERE u.id = one.follow_up_id FOR SHARE;
        IF standing = 'closed' THEN
            RAISE EXCEPTION 'follow-up % is closed and cannot have an open deficiency', one.follow_up_id
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NULL;
    """,  # noqa: S608 - as above
    condition=pgtrigger.Q(new__kind="deficiency"),
    declare=[*ONE, ("standing", "text")],
)
FOLLOW_UP_CLOSES_LAST = _kept(
    "closed_follow_up_has_no_open_deficiency",
    pgtrigger.Insert | _change_of("stage"),
    f"""
    PERFORM FROM casework_followup u JOIN casework_finding f ON f.follow_up_id = u.id
        WHERE u.id = NEW.id AND u.stage = 'closed' AND f.kind = 'deficiency' AND f.state NOT IN {OVER};
    IF FOUND THEN
        RAISE EXCEPTION 'follow-up % is closed, but not each of its deficiencies', NEW.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
    """,
    condition=pgtrigger.Q(new__stage="closed"),
)
NEW_CAUSE_IS_ANSWERED = _kept(
    "cause_of_closed_finding_is_answered",
    pgtrigger.Insert | _change_of("finding_id"),
    _for_causes("NEW.finding_id"),
    declare=ONE,
)
LAST_CAUSE_STAYS = _kept("closed_finding_keeps_a_cause", pgtrigger.Delete, _for_causes("OLD.finding_id"), declare=ONE)
ANSWER_STAYS = _kept(
    "answer_to_closed_finding_stays",
    _change_of("state"),
    _for_causes(
        "SELECT c.finding_id FROM casework_cause c JOIN casework_actioncause l ON l.cause_id = c.id"
        " WHERE l.action_id = NEW.id"
    ),
    condition=pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
    declare=ONE,
)
LINK_STAYS = _kept(
    "link_to_closed_finding_stays",
    pgtrigger.Delete | _change_of("action_id", "cause_id"),
    _for_causes("SELECT c.finding_id FROM casework_cause c WHERE c.id = OLD.cause_id"),
    declare=ONE,
)
