"""Contracts and assignment descriptions: periods, options and units."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, no_overlap
from insyn.base.scope import Scope
from insyn.organisation.models import Board, DatedQuerySet, Provider, ServiceArea, Spell, Unit


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, scope: Scope) -> Self:
        if scope.is_staff:
            return self.all()
        seen = models.Q(pk__in=())
        for grant in scope.provider_grants:
            own = models.Q(provider_id=grant.provider_id)
            seen |= own & models.Q(units__unit_id=grant.unit_id) if grant.unit_id else own
        return self.filter(seen).distinct()


@tracked()
class Contract(models.Model):
    """An agreement with a provider, or the assignment description that stands in its place for own units."""

    class Form(models.TextChoices):
        LOU = "lou", "upphandling enligt LOU"
        LOV = "lov", "valfrihetssystem enligt LOV"
        FRAMEWORK = "framework", "ramavtal"
        DIRECT = "direct", "direktupphandlad placering"
        INDIVIDUAL = "individual", "individavtal"
        COOPERATION = "cooperation", "samverkansavtal med regionen"
        ASSIGNMENT = "assignment", "uppdragsbeskrivning"

    class FollowedUpBy(models.TextChoices):
        QUALITY = "quality", "kvalitetsfunktionen"
        AUTHORITY = "authority", "myndigheten"

    number = models.CharField("avtalsnummer", max_length=60, unique=True)
    public_id = models.SlugField(
        "offentlig beteckning", max_length=60, unique=True, help_text="Aldrig ett personnummer."
    )
    name = models.CharField("benämning", max_length=200)
    form = models.CharField("form", max_length=20, choices=Form)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contracts", verbose_name="utförare")
    board = models.ForeignKey(Board, models.PROTECT, related_name="contracts", verbose_name="nämnd")
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="contracts", null=True, blank=True, verbose_name="verksamhetsområde"
    )
    mirrors = models.ForeignKey(
        "self", models.PROTECT, related_name="mirrored_by", null=True, blank=True, verbose_name="speglar avtalet"
    )
    followed_up_by = models.CharField("följs upp av", max_length=20, choices=FollowedUpBy, default=FollowedUpBy.QUALITY)
    case_number = models.CharField("diarienummer", max_length=60, blank=True)

    objects: ClassVar[Any] = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                name="contract_only_assignment_mirrors",
                condition=models.Q(mirrors__isnull=True) | models.Q(form="assignment"),
            ),
            models.CheckConstraint(name="contract_not_its_own_mirror", condition=~models.Q(mirrors=models.F("id"))),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_assignment_description(self) -> bool:
        return self.form == self.Form.ASSIGNMENT


@tracked(part_of=["contract"])
class ContractPeriod(Spell):
    """A period of a contract; an option that is taken up prolongs the same period."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="periods", verbose_name="avtal")
    valid = DateRangeField("gäller")
    note = models.CharField("anteckning", max_length=300, blank=True)
    end_reason = models.CharField("skäl till slut", max_length=300, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "avtalsperiod"
        verbose_name_plural = "avtalsperioder"
        ordering = ("valid",)
        constraints = (no_overlap("contract", name="contract_period_no_overlap"), has_start("contract_period"))

    def __str__(self) -> str:
        return f"{self.contract_id} {self.valid}"


@tracked(part_of=["period"])
class ContractOption(models.Model):
    """A right to prolong a period until a day; taken up on a day, or not."""

    period = models.ForeignKey(ContractPeriod, models.PROTECT, related_name="options", verbose_name="avtalsperiod")
    until = models.DateField("förlänger till och med")
    notice_date = models.DateField("ska meddelas senast", null=True, blank=True)
    taken_up_date = models.DateField("utnyttjad den", null=True, blank=True)

    class Meta:
        verbose_name = "option"
        verbose_name_plural = "optioner"
        ordering = ("until",)
        constraints = (models.UniqueConstraint(fields=("period", "until"), name="contract_option_once"),)

    def __str__(self) -> str:
        return f"option till {self.until}"


@tracked(part_of=["contract", "unit"])
class ContractUnit(Spell):
    """That a unit works under a contract during a time."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="units", verbose_name="avtal")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="contract_units", verbose_name="enhet")
    valid = DateRangeField("gäller")

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "enhet i avtal"
        constraints = (
            no_overlap("contract", "unit", name="contract_unit_no_overlap"),
            has_start("contract_unit"),
        )

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.unit_id}"
