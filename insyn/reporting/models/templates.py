"""Templates: which sections a report of each kind has. Each row is a version; one that has been used never changes."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from insyn.base.freezing import changed
from insyn.base.history import tracked
from insyn.planning.models import FollowUpKind
from insyn.reporting.rules import MANDATORY, words_of_sections

IS_DRAFT = pgtrigger.Q(old__state="draft")
CONTENT = ("name", "purpose", "kind", "number", "sections", "change_note", "adopted_by_id", "adopted_at")


class Purpose(models.TextChoices):
    FOLLOW_UP = "follow_up", "uppföljningsrapport"
    HALF_YEAR = "half_year", "halvårssammanställning"
    INTERIM = "interim", "delrapport"


def _keeps_mandatory(purpose: str) -> models.CheckConstraint:
    """A template that has left its draft has every part that the purpose demands, with the system's block in it."""
    demanded = [
        {"key": each.key, "fill": list(each.fill)} | ({"is_required": True} if each.is_required else {})
        for each in MANDATORY[purpose]
    ]
    return models.CheckConstraint(
        name=f"template_{purpose}_keeps_mandatory",
        condition=~models.Q(purpose=purpose) | models.Q(state="draft") | models.Q(sections__contains=demanded),
    )


@tracked(told={"sections": words_of_sections})
class ReportTemplate(models.Model):
    """One version of the sections of a report for one kind, with guidance and the blocks the system fills."""

    Purpose = Purpose

    class State(models.TextChoices):
        DRAFT = "draft", "utkast"
        USED = "used", "används"
        RETIRED = "retired", "ersatt"

    name = models.CharField("namn", max_length=200)
    purpose = models.CharField("ändamål", max_length=20, choices=Purpose, default=Purpose.FOLLOW_UP)
    kind = models.CharField("slag", max_length=30, choices=FollowUpKind, blank=True)
    number = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("läge", max_length=20, choices=State, default=State.DRAFT)
    sections = models.JSONField("avsnitt")
    change_note = models.TextField("vad som ändrats", blank=True)
    # The ones that an installation begins with were adopted by nobody.
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="tagen i bruk av",
    )
    adopted_at = models.DateTimeField("tagen i bruk", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "rapportmall"
        verbose_name_plural = "rapportmallar"
        ordering = ("purpose", "kind", "-number")
        constraints = (
            models.UniqueConstraint(fields=("purpose", "kind", "number"), name="template_number_once"),
            models.UniqueConstraint(
                fields=("purpose", "kind"), name="template_one_used", condition=models.Q(state="used")
            ),
            models.UniqueConstraint(
                fields=("purpose", "kind"), name="template_one_draft", condition=models.Q(state="draft")
            ),
            *(_keeps_mandatory(purpose) for purpose in MANDATORY),
        )
        triggers = (
            pgtrigger.Protect(
                name="used_template_stays", operation=pgtrigger.Update, condition=~IS_DRAFT & changed(*CONTENT)
            ),
            pgtrigger.Protect(name="used_template_is_kept", operation=pgtrigger.Delete, condition=~IS_DRAFT),
            pgtrigger.FSM(
                name="template_goes_forward", field="state", transitions=[("draft", "used"), ("used", "retired")]
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def applies_to(self) -> str:
        """Of what it is the template, as a person says it."""
        return f"{self.get_purpose_display()}, {self.get_kind_display()}" if self.kind else self.get_purpose_display()
