"""What a person may do with a version as it stands: the table of who may do what, with the document's own state."""

from dataclasses import dataclass

from insyn.base.scope import Scope
from insyn.casework.queries.standing import standing_of
from insyn.casework.rules.powers import BY_ACT, Act, Standing, may
from insyn.reporting.actions.approval import authors
from insyn.reporting.actions.meetings import reports_to_manager
from insyn.reporting.models import BoardItem, DocumentVersion

# A half-year's compilation is about no follow-up and has no participants: whoever follows up for the board writes it.
WRITERS = ("officer", "strategist", "medical")
OF_BOARD = {
    Act.WRITE: WRITERS,
    Act.APPROVE_REPORT: BY_ACT[Act.APPROVE_REPORT].roles,
    Act.TO_BOARD: ("officer", *BY_ACT[Act.TO_BOARD].roles),
}


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


@dataclass(frozen=True)
class Holder:
    """Somebody with a version: their standing in its follow-up, or in the board where it is about none."""

    standing: Standing
    stage: str

    def may(self, act: Act) -> bool:
        if self.stage:
            return may(act, self.standing, self.stage)
        return bool(self.standing.roles & set(OF_BOARD.get(act, ())))


def holder_of(version: DocumentVersion, scope: Scope) -> Holder:
    follow_up = version.document.follow_up
    if follow_up is not None:
        return Holder(standing_of(follow_up, scope), follow_up.stage)
    board = version.document.board_id
    return Holder(Standing(frozenset(each.role for each in scope.staff_grants if each.board_id in {None, board})), "")


def steps_for(version: DocumentVersion, scope: Scope) -> Steps:
    states, held = DocumentVersion.State, holder_of(version, scope)
    writer, approver = held.may(Act.WRITE), held.may(Act.APPROVE_REPORT)
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
        may_send_to_board=is_out and not to_manager and held.may(Act.TO_BOARD),
        may_report_to_manager=is_out and to_manager and bool(held.stage) and held.may(Act.REPORT),
        may_send_for_check=not version.is_frozen and bool(held.stage) and held.may(Act.FACT_CHECK),
        may_read_drafts=writer or approver,
        wrote_it=wrote,
    )
