"""Recording, changing, withdrawing and closing what was found."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.timing import require_time
from insyn.casework.models import (
    Action,
    Assessment,
    CaseDocument,
    Cause,
    Finding,
    FindingAssessment,
    FindingEvidence,
    FollowUp,
    FollowUpTarget,
)
from insyn.casework.rules.powers import Act
from insyn.people.models import Person


@dataclass(frozen=True)
class FindingContent:
    """What an officer writes about a finding; causes as (id of an earlier one or None, text)."""

    kind: str
    severity: str
    quality_area_id: int
    title: str
    text: str
    found_date: dt.date
    target_id: int | None = None
    immediate_action: str = ""
    assessment_ids: frozenset[int] = frozenset()
    document_ids: frozenset[int] = frozenset()
    causes: Sequence[tuple[int | None, str]] = field(default_factory=tuple)


class TargetMissing(Refusal):
    message = "Välj vilken verksamhet bristen gäller."


class FindingAlreadyClosed(Refusal):
    message = "Iakttagelsen är redan avslutad och kan inte ändras."


class FindingChanged(Refusal):
    message = "Någon annan har ändrat iakttagelsen sedan du öppnade den."


class CauseAlreadyAnswered(Refusal):
    message = "Orsaken har redan fått en åtgärd i en åtgärdsplan och kan inte tas bort. Texten kan du ändra."


class CausesWithoutAnswer(Refusal):
    message = "Bristen kan inte avslutas än. Varje orsak ska ha en godtagen åtgärd som är bekräftat genomförd."


@action("Antecknade en iakttagelse")
def record_finding(*, follow_up_id: int, content: FindingContent, by: Person, at: dt.datetime) -> Finding:
    """Keep what was found under the next number of the follow-up; raises NotTheTime or TargetMissing."""
    # The lock on the follow-up is what makes the number its own when two record at once.
    follow_up: FollowUp = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    require_time(Act.JUDGE, follow_up)
    last: int | None = follow_up.findings.aggregate(last=Max("number"))["last"]
    finding = Finding(follow_up=follow_up, number=(last or 0) + 1, found_by=by, found_at=at)
    _write(finding, content)
    finding.save()
    _refer(finding, content)
    return finding


@action("Ändrade iakttagelsen")
def change_finding(
    *, finding_id: int, content: FindingContent, seen_revision: int, by: Person, at: dt.datetime
) -> Finding:
    """Correct a finding; raises FindingAlreadyClosed, FindingChanged, CauseAlreadyAnswered or NotTheTime."""
    finding: Finding = Finding.objects.select_for_update().get(pk=finding_id)
    require_time(Act.JUDGE, FollowUp.objects.get(pk=finding.follow_up_id))
    if not finding.is_open:
        raise FindingAlreadyClosed
    if finding.revision != seen_revision:
        raise FindingChanged
    _write(finding, content)
    finding.revision += 1
    finding.save()
    _refer(finding, content)
    return finding


@action("Återtog iakttagelsen")
def withdraw_finding(*, finding_id: int, reason: str, by: Person, at: dt.datetime) -> Finding:
    """Take back a finding that proved wrong; it stays with its reason. Raises FindingAlreadyClosed."""
    return _end(finding_id, Finding.State.WITHDRAWN, reason, by, at)


@action("Avslutade iakttagelsen")
def close_finding(*, finding_id: int, note: str, by: Person, at: dt.datetime) -> Finding:
    """Close a finding that has been put right; raises FindingAlreadyClosed or CausesWithoutAnswer."""
    finding: Finding = Finding.objects.select_for_update().get(pk=finding_id)
    if finding.kind == Finding.Kind.DEFICIENCY:
        _require_answers(finding)
    return _end(finding_id, Finding.State.CLOSED, note, by, at)


def _write(finding: Finding, content: FindingContent) -> None:
    finding.kind, finding.severity = content.kind, content.severity
    finding.quality_area_id = content.quality_area_id
    finding.title, finding.text = content.title.strip(), content.text.strip()
    finding.immediate_action = content.immediate_action.strip()
    finding.found_date = content.found_date
    finding.target = _target(finding.follow_up_id, content)


def _target(follow_up_id: int, content: FindingContent) -> FollowUpTarget | None:
    """The operation it concerns; where the follow-up has only one, it is that one."""
    targets: dict[int, FollowUpTarget] = {
        target.pk: target for target in FollowUpTarget.objects.filter(follow_up_id=follow_up_id)
    }
    if content.target_id is not None:
        return targets[content.target_id]
    if len(targets) == 1:
        return next(iter(targets.values()))
    if content.kind == Finding.Kind.DEFICIENCY:
        raise TargetMissing
    return None


def _refer(finding: Finding, content: FindingContent) -> None:
    own_assessments = Assessment.objects.filter(follow_up=finding.follow_up_id, pk__in=content.assessment_ids)
    _link(finding, FindingAssessment, "assessment_id", {row.pk for row in own_assessments})
    own_documents = CaseDocument.objects.filter(follow_up=finding.follow_up_id, pk__in=content.document_ids)
    _link(finding, FindingEvidence, "document_id", {row.pk for row in own_documents})
    _write_causes(finding, [(pk, text.strip()) for pk, text in content.causes if text.strip()])


def _link(
    finding: Finding, through: type[FindingAssessment | FindingEvidence], column: str, wanted: Iterable[int]
) -> None:
    links = {getattr(link, column): link for link in through.objects.filter(finding=finding)}
    wanted = set(wanted)
    for pk in links.keys() - wanted:
        links[pk].delete()
    for pk in sorted(wanted - links.keys()):
        through.objects.create(finding=finding, **{column: pk})


def _write_causes(finding: Finding, causes: Sequence[tuple[int | None, str]]) -> None:
    earlier = {cause.pk: cause for cause in finding.causes.all()}
    kept = {pk for pk, _ in causes}
    for dropped in [cause for cause in earlier.values() if cause.pk not in kept]:
        if dropped.action_links.exists():
            raise CauseAlreadyAnswered(missing=[dropped.text])
        dropped.delete()
    for order, (pk, text) in enumerate(causes):
        cause = earlier[pk] if pk is not None and pk in earlier else Cause(finding=finding)
        if cause.pk is None or (cause.text, cause.order) != (text, order):
            cause.text, cause.order = text, order
            cause.save()


def _require_answers(finding: Finding) -> None:
    causes = list(finding.causes.all())
    if not causes:
        raise CausesWithoutAnswer("Bristen kan inte avslutas än. Anteckna först varför den uppstod.")
    answered = set(
        Cause.objects.filter(finding=finding, actions__state=Action.State.VERIFIED).values_list("pk", flat=True)
    )
    if missing := [cause.text for cause in causes if cause.pk not in answered]:
        raise CausesWithoutAnswer(missing=missing)


def _end(finding_id: int, state: str, note: str, by: Person, at: dt.datetime) -> Finding:
    finding: Finding = Finding.objects.select_for_update().get(pk=finding_id)
    require_time(Act.PLAN, FollowUp.objects.get(pk=finding.follow_up_id))
    if not finding.is_open:
        raise FindingAlreadyClosed
    finding.state, finding.closing_note, finding.closed_at, finding.closed_by = state, note.strip(), at, by
    finding.revision += 1
    finding.save(update_fields=["state", "closing_note", "closed_at", "closed_by", "revision"])
    return finding
