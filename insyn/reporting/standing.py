"""What a person may do with a version as it stands."""

from dataclasses import dataclass

from insyn.base.scope import Scope
from insyn.casework.queries.standing import standing_of
from insyn.casework.rules.powers import Act, may
from insyn.reporting.actions.approval import authors
from insyn.reporting.actions.meetings import reports_to_manager
from insyn.reporting.models import BoardItem, DocumentVersion

WRITERS = ("officer", "strategist", "medical")
# Whoever approves answers for the office's quality work; never the author.
APPROVERS = ("officer", "strategist", "director", "medical")
REPORTERS = ("officer", "strategist", "secretary")


@dataclass(frozen=True)
class Steps:
    """Which of a version's next steps are the person's to take, and why approval may not be."""

    may_write: bool = False
    may_hand_over: bool = False
    may_approve: bool = False
    may_return: bool = False
    may_begin_version: bool = False
    may_send_to_board: bool = False
    may_report_to_manager: bool = False
    may_send_for_check: bool = False
    may_read_drafts: bool = False
    wrote_it: bool = False


def steps_for(version: DocumentVersion, scope: Scope) -> Steps:
    board = version.document.board_id
    writer = scope.has_role(*WRITERS, board_id=board)
    approver = scope.has_role(*APPROVERS, board_id=board)
    states = DocumentVersion.State
    wrote = scope.person_id in authors(version)
    is_latest = not version.document.versions.filter(number__gt=version.number).exists()
    is_out = version.state == states.APPROVED and not BoardItem.objects.filter(version=version).exists()
    to_manager = reports_to_manager(version)
    return Steps(
        may_write=writer and not version.is_frozen,
        may_hand_over=writer and version.state == states.DRAFT,
        may_approve=approver and version.state == states.READY and not wrote,
        may_return=approver and version.state == states.READY,
        may_begin_version=writer and version.state == states.APPROVED and is_latest,
        may_send_to_board=is_out and not to_manager and scope.has_role(*REPORTERS, board_id=board),
        may_report_to_manager=is_out and to_manager and _may_report(version, scope),
        may_send_for_check=not version.is_frozen and _may_check(version, scope),
        may_read_drafts=writer or approver,
        wrote_it=wrote,
    )


def _may_report(version: DocumentVersion, scope: Scope) -> bool:
    """The follow-up is reported to the manager on its own page, once the result has been given back."""
    follow_up = version.document.follow_up
    return follow_up is not None and may(Act.REPORT, standing_of(follow_up, scope), follow_up.stage)


def _may_check(version: DocumentVersion, scope: Scope) -> bool:
    """The draft goes to the provider by those who lead the follow-up, at the stages that allow it."""
    follow_up = version.document.follow_up
    return follow_up is not None and may(Act.FACT_CHECK, standing_of(follow_up, scope), follow_up.stage)
