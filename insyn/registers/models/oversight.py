"""What authorities examine, and what is passed on to them to examine."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from insyn.base.history import tracked
from insyn.base.models import StoredFile
from insyn.base.scope import Scope
from insyn.organisation.models import Board, Provider, Unit
from insyn.registers.models.events import EVENT_ROLES


class OfBoard(models.QuerySet[Any]):
    """Only the board's own people, never a provider."""

    def visible_to(self, scope: Scope) -> Self:
        boards = scope.boards_for(*EVENT_ROLES)
        return self.all() if boards is None else self.filter(board_id__in=boards)


@tracked()
class Inspection(models.Model):
    """An authority's inspection of a unit, and what came of it."""

    class Authority(models.TextChoices):
        IVO = "ivo", "Inspektionen för vård och omsorg"
        AV = "av", "Arbetsmiljöverket"
        OTHER = "other", "annan myndighet"

    class Result(models.TextChoices):
        NONE = "none", "inga brister"
        REMARKS = "remarks", "brister påpekade"
        ORDER = "order", "föreläggande"
        BAN = "ban", "förbud"

    board = models.ForeignKey(Board, models.PROTECT, related_name="inspections", verbose_name="nämnd")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="inspections", verbose_name="enhet")
    authority = models.CharField("myndighet", max_length=10, choices=Authority)
    reference = models.CharField("myndighetens ärendenummer", max_length=60, blank=True)
    inspected_date = models.DateField("tillsynen gjordes")
    subject = models.TextField("vad tillsynen gällde")
    result = models.CharField("utfall", max_length=10, choices=Result, blank=True)
    decided_date = models.DateField("beslut", null=True, blank=True)
    answer_due = models.DateField("svar senast", null=True, blank=True)
    answered_date = models.DateField("besvarad", null=True, blank=True)
    answer_evidence = models.CharField("vad som visar svaret", max_length=300, blank=True, default="", db_default="")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="fil")
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = OfBoard.as_manager()

    class Meta:
        verbose_name = "tillsyn"
        verbose_name_plural = "tillsyner"
        ordering = ("-inspected_date", "-pk")
        constraints = (
            models.CheckConstraint(
                name="inspection_answer_is_shown",
                condition=models.Q(answered_date=None) | ~models.Q(answer_evidence=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_authority_display()} {self.inspected_date}"


@tracked()
class Referral(models.Model):
    """A suspected irregularity passed to the authority that must look at it; never investigated here."""

    class Authority(models.TextChoices):
        TAX = "tax", "Skatteverket"
        INSURANCE = "insurance", "Försäkringskassan"
        WORK = "work", "Arbetsmiljöverket"
        EMPLOYMENT = "employment", "Arbetsförmedlingen"
        MIGRATION = "migration", "Migrationsverket"
        POLICE = "police", "Polismyndigheten"

    class Matter(models.TextChoices):
        TAX = "tax", "skatter"
        FEES = "fees", "avgifter"
        EMPLOYER = "employer", "skyldigheter som arbetsgivare"
        OTHER = "other", "annat"

    board = models.ForeignKey(Board, models.PROTECT, related_name="referrals", verbose_name="nämnd")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="referrals", verbose_name="utförare")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="referrals", null=True, blank=True, verbose_name="enhet"
    )
    matter = models.CharField("vad misstanken gäller", max_length=10, choices=Matter)
    authority = models.CharField("lämnas till", max_length=12, choices=Authority)
    noticed_date = models.DateField("uppmärksammades")
    text = models.TextField("vad som uppmärksammades")
    sent_date = models.DateField("lämnad", null=True, blank=True)
    sent_evidence = models.CharField("vad som visar att den är lämnad", max_length=300, blank=True)
    created_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[Any] = OfBoard.as_manager()

    class Meta:
        verbose_name = "anmälan om misstänkt oegentlighet"
        verbose_name_plural = "anmälningar om misstänkta oegentligheter"
        ordering = ("-noticed_date", "-pk")
        constraints = (
            models.CheckConstraint(
                name="referral_sending_is_shown", condition=models.Q(sent_date=None) | ~models.Q(sent_evidence="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_authority_display()} {self.noticed_date}"
