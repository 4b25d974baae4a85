"""Roles and scopes of people."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from insyn.base.history import tracked
from insyn.base.periods import has_start
from insyn.base.scope import Scope
from insyn.organisation.models import Board, Provider, Unit
from insyn.people.roles import Role

__all__ = ["Role", "RoleAssignment", "RoleAssignmentQuerySet"]


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def on(self, day: datetime.date) -> Self:
        return self.filter(valid__contains=day)

    def visible_to(self, scope: Scope) -> Self:
        if scope.has_role(Role.ADMINISTRATOR):
            return self.all()
        return self.filter(person_id=scope.person_id)


@tracked()
class RoleAssignment(models.Model):
    """That a person holds a role during a time, for a board, for a provider, for one unit or for everything."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_assignments")
    role = models.CharField("roll", max_length=20, choices=Role)
    board = models.ForeignKey(
        Board, models.PROTECT, null=True, blank=True, related_name="role_assignments", verbose_name="nämnd"
    )
    provider = models.ForeignKey(
        Provider, models.PROTECT, null=True, blank=True, related_name="role_assignments", verbose_name="utförare"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="role_assignments", verbose_name="enhet"
    )
    valid = DateRangeField("gäller")

    objects: ClassVar[Any] = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "roll"
        verbose_name_plural = "roller"
        constraints = (
            has_start("role_assignment"),
            models.CheckConstraint(
                name="role_assignment_provider_only_for_managers",
                condition=models.Q(role="provider_manager", provider__isnull=False, board__isnull=True)
                | (~models.Q(role="provider_manager") & models.Q(provider__isnull=True, unit__isnull=True)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.person}"
