"""The hierarchy of operation: provider and unit (level 3)."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start, no_overlap
from insyn.base.scope import Scope
from insyn.organisation.models.dated import DatedQuerySet, Identity, KnownByMonth, Spell
from insyn.organisation.models.responsibility import ServiceArea, ServiceAssignment


class ProviderQuerySet(models.QuerySet["Provider"]):
    def visible_to(self, scope: Scope) -> Self:
        if scope.is_staff:
            return self.all()
        return self.filter(pk__in={grant.provider_id for grant in scope.provider_grants})


@tracked()
class Provider(Identity):
    """Who runs units: the municipality itself, a private company or a non-profit body."""

    objects: ClassVar[Any] = ProviderQuerySet.as_manager()

    class Meta(Identity.Meta):
        verbose_name = "utförare"
        verbose_name_plural = "utförare"


@tracked(part_of=["provider"])
class ProviderSpell(KnownByMonth, Spell):
    """A provider's name, form and organisation number during a time."""

    class Kind(models.TextChoices):
        MUNICIPAL = "municipal", "egen regi"
        PRIVATE = "private", "privat"
        NON_PROFIT = "non_profit", "idéburen"

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="spells", verbose_name="utförare")
    valid = DateRangeField("gäller")
    name = models.CharField("namn", max_length=200)
    kind = models.CharField("driftsform", max_length=20, choices=Kind)
    organisation_number = models.CharField("organisationsnummer", max_length=13, blank=True)
    is_sole_trader = models.BooleanField(
        "enskild firma", default=False, help_text="Numret är då ett personnummer och visas aldrig offentligt."
    )

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "utförarens tid"
        constraints = (no_overlap("provider", name="provider_spell_no_overlap"), has_start("provider_spell"))

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, scope: Scope) -> Self:
        """Staff share the register; a provider's manager sees the units that are the provider's now."""
        if scope.is_staff:
            return self.all()
        seen = models.Q(pk__in=())
        for grant in scope.provider_grants:
            spells = UnitSpell.objects.on(scope.day).filter(provider_id=grant.provider_id)
            one = models.Q(pk=grant.unit_id) if grant.unit_id else models.Q()
            seen |= one & models.Q(pk__in=spells.values("unit_id"))
        return self.filter(seen)


@tracked()
class Unit(Identity):
    """Level 3: a place or team where people receive care, such as a nursing home."""

    objects: ClassVar[Any] = UnitQuerySet.as_manager()

    class Meta(Identity.Meta):
        verbose_name = "enhet"
        verbose_name_plural = "enheter"


@tracked(part_of=["unit"])
class UnitSpell(KnownByMonth, Spell):
    """A unit's name, area, assignment and provider during a time; a gap is a time when it was closed."""

    class EndPrecision(models.TextChoices):
        EXACT = "exact", "dagen"
        LATEST = "latest", "senast"
        MONTH = "month", "senast i månaden"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spells", verbose_name="enhet")
    valid = DateRangeField("gäller")
    name = models.CharField("namn", max_length=200)
    area = models.ForeignKey(
        ServiceArea, models.PROTECT, related_name="unit_spells", null=True, blank=True, verbose_name="verksamhetsområde"
    )
    assignment = models.ForeignKey(
        ServiceAssignment,
        models.PROTECT,
        related_name="unit_spells",
        null=True,
        blank=True,
        verbose_name="verksamhetsuppdrag",
    )
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="unit_spells", verbose_name="utförare")
    places = models.PositiveIntegerField("platser", null=True, blank=True)
    address = models.CharField("besöksadress", max_length=300, blank=True)
    phone = models.CharField("telefon", max_length=60, blank=True)
    end_precision = models.CharField(
        "slutdagens säkerhet", max_length=10, choices=EndPrecision, default=EndPrecision.EXACT
    )
    end_reason = models.CharField("skäl till slut", max_length=300, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "enhetens tid"
        constraints = (no_overlap("unit", name="unit_spell_no_overlap"), has_start("unit_spell"))
        indexes = (GistIndex(fields=["valid"], name="unit_spell_valid"),)

    def __str__(self) -> str:
        return self.name
