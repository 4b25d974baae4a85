"""The provider's part and what follows: factual check, action plan, approval, feedback, the board and the public."""

import datetime as dt

from insyn.casework.actions.answers import add_statement, answer_check
from insyn.casework.actions.factual_check import close_factual_check, dispose_statement, send_factual_check
from insyn.casework.actions.findings import close_finding
from insyn.casework.actions.mending.answering import (
    ActionContent,
    add_action,
    report_action_done,
    submit_action_plan,
)
from insyn.casework.actions.mending.asking import ask_action_plan
from insyn.casework.actions.mending.reviewing import accept_action_plan, refuse_action_plan, review_action
from insyn.casework.actions.mending.verifying import check_effect, verify_action
from insyn.casework.actions.stages import approve_follow_up, close_follow_up, give_feedback, report_follow_up
from insyn.casework.models import Action, ActionPlan, Finding
from insyn.casework.queries.causes import causes_to_answer
from insyn.casework.queries.providers import addressees
from insyn.demo.catalogue import cases, findings
from insyn.demo.loading.cases import Played
from insyn.demo.loading.reports import approve_and_report, draft_blocks_of, publish_report, write_report
from insyn.people.models import Person

BY_CAUSE = {
    cause: (action, told.effect)
    for told in (*findings.DEFICIENCIES, findings.ACUTE)
    for cause, action in zip(told.causes, told.actions * len(told.causes), strict=False)
}


def play_to_the_end(played: Played) -> None:
    """From the analysis on, as far as the case comes."""
    if played.case.called_off:
        return
    for stage, play in STEPS:
        if played.case.reaches >= stage:
            play(played)
    if played.case.publish:
        publish_report(played)


def _approve(played: Played) -> None:
    approve_follow_up(follow_up_id=played.follow_up.pk, by=played.cast["sten"], at=played.at(88))


def _give_feedback(played: Played) -> None:
    note = "Genomgång med ledningen på plats."
    give_feedback(follow_up_id=played.follow_up.pk, note=note, by=played.by, at=played.at(93))


def _has_deficiencies(played: Played) -> bool:
    return Finding.objects.filter(follow_up=played.follow_up, kind=Finding.Kind.DEFICIENCY).exists()


def provider_person(played: Played, provider_key: str) -> Person:
    """Whoever answers for the provider in the demo; without a manager of its own, the officer notes the answer."""
    managers = {
        "ekbacken": "klara",
        "norrsken": "carl",
        "tallmon": "tove",
        "klippan": "klas",
        "kommun-aldre": "kommunchef",
        "kommun-omsorg": "omsorgschef",
    }
    return played.cast[managers.get(provider_key, played.case.responsible)]


def _manager(played: Played) -> Person:
    target = played.follow_up.targets.select_related("provider").order_by("pk").first()
    return provider_person(played, target.provider.key if target and target.provider else "")


def _check_facts(played: Played) -> None:
    blocks = draft_blocks_of(played)
    for number, each in enumerate(addressees(played.follow_up)[:2]):
        check = send_factual_check(
            follow_up_id=played.follow_up.pk,
            provider_id=each.provider_id,
            unit_id=each.unit_id,
            blocks=blocks,
            draft_number=1,
            due=played.at(54).date() + dt.timedelta(days=14),
            by=played.by,
            at=played.at(45),
        )
        if played.case.reaches == cases.CHECKED:
            continue
        _answer_check(played, check.pk, blocks, remarks=number == 0)


def _answer_check(played: Played, check_id: int, blocks: list[dict[str, str]], *, remarks: bool) -> None:
    who = _manager(played)
    if remarks:
        text = next(block for block in blocks if block["kind"] != "heading")
        statement = add_statement(
            check_id=check_id, block_id=text["id"], text="Perioden bör anges.", by=who, at=played.at(52)
        )
        answer_check(check_id=check_id, by=who, at=played.at(52, 11))
        dispose_statement(
            statement_id=statement.pk,
            disposition="accepted",
            reply="Perioden är angiven.",
            by=played.by,
            at=played.at(55),
        )
    else:
        answer_check(check_id=check_id, by=who, at=played.at(52, 11))
    close_factual_check(check_id=check_id, by=played.by, at=played.at(56))


def _mend(played: Played) -> None:
    if not _has_deficiencies(played):
        return
    plan = _ask(played)
    if played.case.reaches == cases.ASKED and not played.case.refused_first:
        return
    _write_plan(plan, played, after=70)
    if played.case.refused_first:
        _refuse(plan, played)
        return
    if played.case.reaches == cases.PLAN_IN:
        return
    for action in plan.actions.all():
        review_action(action_id=action.pk, verdict="accepted", note="", by=played.by, at=played.at(78))
    accept_action_plan(plan_id=plan.pk, text="Åtgärderna svarar mot orsakerna.", by=played.by, at=played.at(79))


def _ask(played: Played) -> ActionPlan:
    target = played.follow_up.findings.filter(kind="deficiency").order_by("number")[0].target
    return ask_action_plan(
        follow_up_id=played.follow_up.pk,
        provider_id=target.provider_id,
        unit_id=target.unit_id,
        request_text="Svara på varje orsak med en åtgärd, vem som ansvarar, när den är klar och hur effekten märks.",
        due_date=played.at(60).date() + dt.timedelta(days=14),
        by=played.by,
        at=played.at(60),
    )


def _write_plan(plan: ActionPlan, played: Played, *, after: int) -> None:
    who = _manager(played)
    for number, cause in enumerate(causes_to_answer(plan)):
        text, effect = BY_CAUSE.get(cause.text, ("Rutinen skrivs om och införs.", "Stickprov visar att den följs."))
        add_action(
            plan_id=plan.pk,
            content=ActionContent(
                cause_ids=frozenset({cause.cause_id}),
                text=text,
                owner="Enhetschef",
                due_date=played.at(after).date() + dt.timedelta(days=40 + 20 * number),
                effect_seen_by=effect,
            ),
            by=who,
            at=played.at(after),
        )
    submit_action_plan(plan_id=plan.pk, comment="", by=who, at=played.at(after, 14))


def _refuse(plan: ActionPlan, played: Played) -> None:
    first = plan.actions.order_by("pk")[0]
    words = "Åtgärden säger inte hur ni når dem som redan saknar plan."
    review_action(action_id=first.pk, verdict="refused", note=words, by=played.by, at=played.at(78))
    due = played.at(80).date() + dt.timedelta(days=14)
    refuse_action_plan(plan_id=plan.pk, text=words, new_due_date=due, by=played.by, at=played.at(80))


def _report(played: Played) -> None:
    version = approve_and_report(played)
    played.follow_up.refresh_from_db()
    if played.follow_up.stage == "feedback_given":
        note = "Redovisad för ansvarig chef." if version is None else "Redovisad enligt beslut."
        report_follow_up(follow_up_id=played.follow_up.pk, note=note, by=played.by, at=played.at(120))


def _close(played: Played) -> None:
    who = _manager(played)
    for action in Action.objects.filter(plan__follow_up=played.follow_up, state="accepted"):
        report_action_done(
            action_id=action.pk, done_date=action.due_date, note="Genomfört som planerat.", by=who, at=played.at(150)
        )
        verify_action(
            action_id=action.pk,
            verdict="verified",
            note="Stickprov visar att åtgärden är genomförd.",
            effect_check_date=action.due_date + dt.timedelta(days=120),
            by=played.by,
            at=played.at(155),
        )
        check_effect(
            action_id=action.pk,
            verdict="intended",
            note="Uppföljande stickprov visar avsedd effekt.",
            next_check_date=None,
            by=played.by,
            at=played.at(270),
        )
    for finding in Finding.objects.filter(follow_up=played.follow_up).exclude(state__in=("closed", "withdrawn")):
        if finding.kind == Finding.Kind.DEFICIENCY:
            close_finding(finding_id=finding.pk, note="Orsakerna är åtgärdade.", by=played.by, at=played.at(160))
    close_follow_up(follow_up_id=played.follow_up.pk, by=played.by, at=played.at(165))


STEPS = (
    (cases.ANALYSING, write_report),
    (cases.CHECKED, _check_facts),
    (cases.ASKED, _mend),
    (cases.APPROVED, _approve),
    (cases.FEEDBACK, _give_feedback),
    (cases.REPORTED, _report),
    (cases.CLOSED, _close),
)
