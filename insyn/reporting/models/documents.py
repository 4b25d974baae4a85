"""Documents written in the system: a report from a template, its versions, and its approval."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models

from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.casework.models import FollowUp
from insyn.organisation.models import Board
from insyn.planning.models import FollowUpKind, FollowUpPlan


@tracked()
class ReportTemplate(models.Model):
    """The sections of a report for one kind of follow-up, with guidance and the blocks the system fills."""

    class Purpose(models.TextChoices):
        FOLLOW_UP = "follow_up", "uppföljningsrapport"
        HALF_YEAR = "half_year", "halvårssammanställning"
        INTERIM = "interim", "delrapport"

    name = models.CharField("namn", max_length=200)
    purpose = models.CharField("ändamål", max_length=20, choices=Purpose, default=Purpose.FOLLOW_UP)
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind, blank=True)
    sections = models.JSONField("avsnitt")
    is_active = models.BooleanField("används", default=True)

    class Meta:
        verbose_name = "rapportmall"
        verbose_name_plural = "rapportmallar"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("purpose", "kind"), name="template_one_active", condition=models.Q(is_active=True)
            ),
        )

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, scope: Scope) -> Self:
        """Whoever works with the case; a document without a case belongs to its board. Never a provider here."""
        if not scope.is_staff:
            return self.none()
        boards = scope.boards_for()
        own = models.Q(follow_up__isnull=True)
        own &= models.Q() if boards is None else models.Q(board__in=boards)
        return self.filter(own | models.Q(follow_up__in=FollowUp.objects.visible_to(scope))).distinct()


@tracked()
class Document(models.Model):
    """A report on a follow-up, or a compilation for a board."""

    title = models.CharField("rubrik", max_length=200)
    purpose = models.CharField("ändamål", max_length=20, choices=ReportTemplate.Purpose)
    template = models.ForeignKey(ReportTemplate, models.PROTECT, related_name="documents", verbose_name="mall")
    board = models.ForeignKey(Board, models.PROTECT, related_name="documents", verbose_name="nämnd")
    follow_up = models.ForeignKey(
        FollowUp, models.PROTECT, related_name="reports", null=True, blank=True, verbose_name="uppföljning"
    )
    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="reports", null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("upplagd")

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport"
        verbose_name_plural = "rapporter"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(document__in=Document.objects.visible_to(scope))


@tracked()
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
