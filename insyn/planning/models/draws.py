"""The draw: a frame that is frozen and published before its seed exists, and what came of it."""

from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.freezing import changed
from insyn.base.history import tracked
from insyn.base.scope import Scope
from insyn.contracts.models import Contract
from insyn.organisation.models import Unit
from insyn.planning.models.plans import FollowUpPlan, PlanPartQuerySet

FRAME_FIELDS = (
    "plan_id", "slug", "reference_date", "complaint_window", "severity_floor", "counts_signals", "size",
    "parts_by", "parts", "rule_version",
    "frame_text", "frame_sha256", "published_at", "published_by_id", "replaces_id",
)  # fmt: skip
SEED_FIELDS = ("seed", "meeting", "meeting_date", "witness", "drawn_at", "drawn_by_id")
ENTRY_FIELDS = (
    "draw_id", "contract_id", "public_id", "is_eligible", "reason_code", "complaint_rank", "nomination_rank",
)  # fmt: skip
PUBLISHED = pgtrigger.Q(old__published_at__isnull=False)


@tracked()
class Draw(models.Model):
    """A draw of contracts in thirds; once its frame is published nothing in the frame changes."""

    class Stage(models.TextChoices):
        PREPARING = "preparing", "förbereds"
        PUBLISHED = "published", "urvalsramen publicerad"
        DRAWN = "drawn", "dragen"
        REPLACED = "replaced", "ersatt av nytt urval"

    class PartsBy(models.TextChoices):
        WHOLE = "", "hela ramen"
        AREA = "area", "verksamhetsområde"
        OPERATION = "operation", "driftsform"

    plan = models.ForeignKey(FollowUpPlan, models.PROTECT, related_name="draws", verbose_name="plan")
    title = models.CharField("rubrik", max_length=200)
    slug = models.SlugField("adress", max_length=120, unique=True)
    stage = models.CharField("läge", max_length=20, choices=Stage, default=Stage.PREPARING)
    reference_date = models.DateField("referensdag")
    complaint_window = DateRangeField("klagomål registrerade under")
    severity_floor = models.PositiveSmallIntegerField(
        "lägsta allvarlighet som räknas", default=1, help_text="1 räknar alla, 3 bara betydande och värre."
    )
    # Signals about a unit that were weighed as serious stand beside its complaints where the rule says so.
    counts_signals = models.BooleanField("signaler räknas", default=False, db_default=False)
    size = models.PositiveIntegerField("antal avtal att dra")
    # Where the frame is drawn from in parts: by what, and the places of each part as [name, places], adding up to size.
    parts_by = models.CharField("fördelas på", max_length=20, choices=PartsBy, blank=True, default="")
    parts = models.JSONField("platser i varje del", default=list, blank=True)
    rule_version = models.CharField("regelversion", max_length=20)

    frame_text = models.TextField("urvalsram", blank=True)
    frame_sha256 = models.CharField("kontrollsumma", max_length=64, blank=True)
    published_at = models.DateTimeField("publicerad", null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    seed = models.CharField("frö", max_length=200, blank=True)
    meeting = models.CharField("sammanträde och paragraf", max_length=200, blank=True)
    meeting_date = models.DateField("sammanträdesdag", null=True, blank=True)
    witness = models.CharField("vittne", max_length=200, blank=True)
    drawn_at = models.DateTimeField("dragen", null=True, blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True)

    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True, blank=True)
    redraw_decision = models.CharField("beslut om nytt urval", max_length=200, blank=True)
    redraw_date = models.DateField("beslutsdag", null=True, blank=True)
    redraw_reason = models.TextField("skäl till nytt urval", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = "urval"
        verbose_name_plural = "urval"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="draw_frame_when_published",
                condition=models.Q(stage="preparing", frame_sha256="", published_at__isnull=True)
                | (~models.Q(frame_sha256="") & models.Q(published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="draw_seed_only_after_the_frame",
                condition=models.Q(seed="", drawn_at__isnull=True)
                | models.Q(drawn_at__isnull=False, published_at__isnull=False, drawn_at__gte=models.F("published_at")),
            ),
            models.CheckConstraint(
                name="draw_replacement_has_decision_and_reason",
                condition=models.Q(replaces__isnull=True)
                | (~models.Q(redraw_decision="") & ~models.Q(redraw_reason="")),
            ),
            models.CheckConstraint(name="draw_size_positive", condition=models.Q(size__gte=1)),
            models.CheckConstraint(
                name="draw_parts_say_by_what",
                condition=models.Q(parts_by="", parts=[]) | (~models.Q(parts_by="") & ~models.Q(parts=[])),
            ),
        )
        triggers = (
            pgtrigger.Protect(name="published_draw_stays", operation=pgtrigger.Delete, condition=PUBLISHED),
            pgtrigger.Protect(
                name="published_frame_stays",
                operation=pgtrigger.Update,
                condition=PUBLISHED & changed(*FRAME_FIELDS),
            ),
            pgtrigger.Protect(
                name="seed_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__drawn_at__isnull=False) & changed(*SEED_FIELDS),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.published_at is not None


class DrawPartQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> Self:
        return self.filter(draw__in=Draw.objects.visible_to(scope))


@tracked(part_of=("draw",))
class Nomination(models.Model):
    """A contract that the commissioners put forward, at a place in their list and with a reason."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="nominations")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="nominations", verbose_name="avtal")
    rank = models.PositiveSmallIntegerField("plats i listan")
    reason = models.CharField("skäl", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = DrawPartQuerySet.as_manager()

    class Meta:
        verbose_name = "nominering"
        verbose_name_plural = "nomineringar"
        ordering = ("rank",)
        constraints = (
            models.UniqueConstraint(fields=("draw", "contract"), name="nomination_contract_once"),
            models.UniqueConstraint(
                fields=("draw", "rank"), name="nomination_rank_once", deferrable=models.Deferrable.DEFERRED
            ),
        )
        triggers = (
            # The list is frozen in the frame: nobody adds, moves or takes away once the frame is published.
            pgtrigger.Trigger(
                name="nominations_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("concerned", "bigint")],
                func="""
                IF TG_OP = 'DELETE' THEN concerned := OLD.draw_id; ELSE concerned := NEW.draw_id; END IF;
                IF EXISTS (SELECT 1 FROM planning_draw WHERE id = concerned AND published_at IS NOT NULL) THEN
                    RAISE EXCEPTION 'the frame of draw % is published', concerned;
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}. {self.contract_id}"


@tracked(on_insert=False, part_of=("draw",))
class DrawEntry(models.Model):
    """One contract in a frozen frame, and what the draw made of it."""

    class Picked(models.TextChoices):
        NOT = "", "inte dragen"
        COMPLAINTS = "complaints", "klagomål"
        COMMISSIONERS = "commissioners", "beställarna"
        RANDOM = "random", "slump"

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="entries")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="draw_entries")
    public_id = models.CharField("offentlig beteckning", max_length=60)
    is_eligible = models.BooleanField("kan dras av slumpen")
    reason_code = models.CharField("skäl om inte", max_length=40, blank=True)
    complaint_rank = models.PositiveIntegerField("plats efter klagomål", null=True, blank=True)
    nomination_rank = models.PositiveIntegerField("plats hos beställarna", null=True, blank=True)
    ticket = models.CharField("lott", max_length=64, blank=True)
    picked_as = models.CharField("dragen som", max_length=20, choices=Picked, blank=True, default="")
    position = models.PositiveIntegerField("plats i urvalet", null=True, blank=True)
    part = models.CharField("del av ramen", max_length=80, blank=True, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enhet")

    objects: ClassVar[Any] = DrawPartQuerySet.as_manager()

    class Meta:
        verbose_name = "rad i urvalsramen"
        verbose_name_plural = "rader i urvalsramen"
        ordering = ("public_id",)
        constraints = (models.UniqueConstraint(fields=("draw", "contract"), name="draw_entry_once"),)
        triggers = (
            pgtrigger.Protect(name="frame_row_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="frame_row_unchanged", operation=pgtrigger.Update, condition=changed(*ENTRY_FIELDS)),
        )

    def __str__(self) -> str:
        return self.public_id


@tracked(part_of=("draw",))
class Displacement(models.Model):
    """That a drawn contract gave way for an urgent case or lesser capacity, in the order the rule sets."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="displacements")
    entry = models.OneToOneField(DrawEntry, models.PROTECT, related_name="displacement")
    decided_date = models.DateField("beslutad")
    reason = models.CharField("skäl", max_length=1000)
    urgent_contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="akut ärende som går före"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = DrawPartQuerySet.as_manager()

    class Meta:
        verbose_name = "bortträngning"
        verbose_name_plural = "bortträngningar"
        ordering = ("at",)

    def __str__(self) -> str:
        return f"{self.entry_id}"
