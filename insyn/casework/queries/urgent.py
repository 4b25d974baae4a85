"""Urgent notices as their recipients and the officers see them."""

from django.db.models import Count, Prefetch, Q, QuerySet

from insyn.base.scope import Scope
from insyn.casework.models import Receipt, UrgentNotice, UrgentRecipient
from insyn.organisation.models import Board


def urgent_notices(scope: Scope) -> QuerySet[UrgentNotice]:
    """With how many were told and how many have not confirmed."""
    rows: QuerySet[UrgentNotice] = UrgentNotice.objects.visible_to(scope)
    return rows.annotate(
        told=Count("receipts", distinct=True),
        waiting=Count("receipts", distinct=True, filter=Q(receipts__received_at=None)),
    )


def notices_to_read(scope: Scope) -> QuerySet[UrgentNotice]:
    """The one notice a person reads, with its receipts."""
    rows: QuerySet[UrgentNotice] = UrgentNotice.objects.visible_to(scope)
    receipts = Prefetch("receipts", Receipt.objects.select_related("person").order_by("capacity", "pk"))
    return rows.select_related(
        "by", "finding__quality_area", "finding__target__unit_spell", "finding__target__provider_spell",
        "finding__target__contract", "follow_up__board",
    ).prefetch_related(receipts)  # fmt: skip


def waiting_for(person_id: int) -> list[int]:
    """The notices that wait for the person's confirmation, oldest first."""
    waiting = Receipt.objects.filter(person_id=person_id, received_at=None).order_by("pk")
    return list(waiting.values_list("notice_id", flat=True))


def settled_boards(scope: Scope, *roles: str) -> QuerySet[Board]:
    """The boards for which the person may say who is told."""
    boards = scope.boards_for(*roles)
    rows: QuerySet[Board] = Board.objects.order_by("name")
    return rows if boards is None else rows.filter(pk__in=boards)


def recipients_of(boards: QuerySet[Board]) -> QuerySet[UrgentRecipient]:
    return (
        UrgentRecipient.objects.filter(board__in=boards)
        .select_related("board", "person")
        .order_by("board__name", "capacity", "pk")
    )
