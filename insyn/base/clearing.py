"""How long what lies beside the domain is kept."""

import datetime as dt

from django.db import transaction

from insyn.base.models import Draft, Letter, PendingPost, Submission

SUBMISSIONS_KEPT = dt.timedelta(days=14)
PENDING_KEPT = dt.timedelta(hours=24)
DRAFTS_KEPT = dt.timedelta(days=90)
LETTERS_KEPT = dt.timedelta(days=365)


@transaction.atomic
def clear_old(*, at: dt.datetime) -> None:
    """Clear away receipts, unsent forms, drafts and letters that nobody needs any more."""
    Submission.objects.filter(at__lt=at - SUBMISSIONS_KEPT).delete()
    PendingPost.objects.filter(at__lt=at - PENDING_KEPT).delete()
    Draft.objects.filter(saved_at__lt=at - DRAFTS_KEPT).delete()
    Letter.objects.filter(sent_at__lt=at - LETTERS_KEPT).delete()
