"""Documents written in the system: a report or a compilation from a template, its versions, and its approval."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.freezing import changed
from insyn.base.history import tracked
from insyn.base.periods import no_overlap
from insyn.base.scope import Scope
from insyn.casework.models import CASE_ROLES, READING_ROLES, FollowUp
from insyn.organisation.models import Board
from insyn.planning.models import FollowUpPlan
from insyn.reporting.models.templates import Purpose, ReportTemplate
from insyn.reporting.models.told import words_of_texts

IS_FROZEN = pgtrigger.Q(old__state__in=("approved", "superseded"))
FROZEN = (
    "document_id", "number", "sections", "tree", "tree_sha256", "figures", "summary", "needs_decision", "proposal",
    "change_note", "author_id", "approver_id", "approved_at",
)  # fmt: skip

# Who puts approved reports on a meeting, and so reads them before the board does.
KEEPING_ROLES = ("secretary",)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, scope: Scope) -> Self:
        """What has a version that the person may read. Never a provider here."""
        return self.filter(pk__in=DocumentVersion.objects.visible_to(scope).values("document_id"))

    def worked_on_by(self, scope: Scope) -> Self:
        """Whoever works with the case; a document without a case is its board's working people's."""
        own = models.Q(follow_up__isnull=True) & _of_boards("board", scope, *CASE_ROLES)
        return self.filter(own | models.Q(follow_up__in=FollowUp.objects.worked_on_by(scope)))


def _of_boards(path: str, scope: Scope, *roles: str) -> models.Q:
    """Rows of the boards for which the person holds one of the roles."""
    boards = scope.boards_for(*roles)
    return models.Q(pk__isnull=False) if boards is None else models.Q(**{f"{path}__in": boards})


@tracked()
class Document(models.Model):
    """A report on a follow-up, or a compilation for a board."""

    title = models.CharField("rubrik", max_length=200)
    purpose = models.CharField("ändamål", max_length=20, choices=Purpose)
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="documents", verbose_name="mall")
    board = models.ForeignKey(Board, models.PROTECT, related_name="documents", verbose_name="nämnd")
    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="reports", null=True, blank=True, verbose_name="uppföljning"
    )
    # A half-yearly compilation is made for one meeting, and tells of the time since the one before.
    meeting = models.OneToOneField(
        "reporting.Meeting",
        models.PROTECT,
        related_name="compilation",
        null=True,
        blank=True,
        verbose_name="halvårsredovisning",
    )
    period = DateRangeField("period", null=True, blank=True)
    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="reports", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("upplagd")

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                name="document_of_a_case_or_of_a_half_year",
                condition=models.Q(
                    purpose="half_year", follow_up__isnull=True, meeting__isnull=False, period__isnull=False
                )
                | (
                    ~models.Q(purpose="half_year")
                    & models.Q(follow_up__isnull=False, meeting__isnull=True, period__isnull=True)
                ),
            ),
            models.UniqueConstraint(fields=("follow_up", "purpose"), name="document_one_of_a_purpose"),
            # What a board was told of once is not told again in another half-year.
            no_overlap("board", name="half_year_no_overlap", period="period", condition=models.Q(period__isnull=False)),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_half_year(self) -> bool:
        return self.purpose == Purpose.HALF_YEAR


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def visible_to(self, scope: Scope) -> Self:
        """Drafts for whoever works with the case; an approved report also for the secretary, who puts it on a meeting,
        and for the members when it stands on one or has been reported."""
        worked_on = Document.objects.worked_on_by(scope)
        told = models.Q(board_item__isnull=False) | models.Q(document__follow_up__reported_at__isnull=False)
        read = _of_boards("document__board", scope, *KEEPING_ROLES)
        read |= told & _of_boards("document__board", scope, *READING_ROLES)
        return self.filter(models.Q(document__in=worked_on) | models.Q(state__in=("approved", "superseded")) & read)


@tracked(told={"sections": words_of_texts, "tree": None, "figures": None, "tree_sha256": None})
class DocumentVersion(models.Model):
    """One version of a document; an approved one never changes, nor do the figures frozen in it."""

    class State(models.TextChoices):
        DRAFT = "draft", "utkast"
        READY = "ready", "klar för godkännande"
        APPROVED = "approved", "godkänd"
        SUPERSEDED = "superseded", "ersatt"

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions", verbose_name="rapport")
    number = models.PositiveSmallIntegerField("version")
    state = models.CharField("läge", max_length=20, choices=State, default=State.DRAFT)
    # Rich text by section key, sanitised: what the author writes.
    sections = models.JSONField("avsnitt", default=dict)
    # The whole document tree with the system's blocks filled in: frozen on approval.
    tree = models.JSONField("frusen text och siffror", null=True, blank=True)
    # The rows behind each of a compilation's figures: frozen with it.
    figures = models.JSONField("raderna bakom siffrorna", null=True, blank=True)
    tree_sha256 = models.CharField("kontrollsumma", max_length=64, blank=True)
    summary = models.TextField("sammanfattning", blank=True)
    needs_decision = models.BooleanField("kräver beslut av nämnden", default=False)
    proposal = models.TextField("förslag till beslut", blank=True)
    change_note = models.TextField("vad som ändrats", blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="författare")
    created_at = models.DateTimeField("påbörjad")
    saved_at = models.DateTimeField("sparad")
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="godkänd av"
    )
    approved_at = models.DateTimeField("godkänd", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "rapportversion"
        verbose_name_plural = "rapportversioner"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("document", "number"), name="document_version_number_once"),
            models.UniqueConstraint(
                fields=("document",),
                name="document_one_draft",
                condition=models.Q(state__in=("draft", "ready")),
            ),
            models.CheckConstraint(
                name="document_approver_is_not_author",
                condition=models.Q(approver__isnull=True) | ~models.Q(approver=models.F("author")),
            ),
            models.CheckConstraint(
                name="document_approved_is_frozen",
                condition=~models.Q(state="approved")
                | models.Q(approver__isnull=False, approved_at__isnull=False, tree__isnull=False),
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="approved_version_stays", operation=pgtrigger.Update, condition=IS_FROZEN & changed(*FROZEN)
            ),
            pgtrigger.Protect(name="approved_version_is_kept", operation=pgtrigger.Delete, condition=IS_FROZEN),
            pgtrigger.FSM(
                name="version_goes_forward",
                field="state",
                transitions=[("draft", "ready"), ("ready", "draft"), ("ready", "approved"), ("approved", "superseded")],
            ),
        )

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.state in {self.State.APPROVED, self.State.SUPERSEDED}


@tracked()
class SavedDraft(models.Model):
    """A draft as it was saved at a time, so that versions can be compared and nothing typed is lost."""

    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="saved_drafts")
    sections = models.JSONField("avsnitt")
    summary = models.TextField("sammanfattning", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "sparat utkast"
        verbose_name_plural = "sparade utkast"
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.version_id} {self.at}"
