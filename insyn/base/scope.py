"""What a person may see, as a frozen value that every `visible_to` takes."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Grant:
    """One role held today. No board, provider or unit means the whole municipality."""

    role: str
    board_id: int | None = None
    provider_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True)
class Scope:
    """All roles of one person today; an empty scope sees nothing that is not public."""

    person_id: int | None = None
    grants: frozenset[Grant] = frozenset()
    day: datetime.date = datetime.date.min
    """The day on which the roles were held; what a provider runs is asked of this day."""

    @cached_property
    def staff_grants(self) -> frozenset[Grant]:
        return frozenset(grant for grant in self.grants if grant.provider_id is None)

    @cached_property
    def provider_grants(self) -> frozenset[Grant]:
        return self.grants - self.staff_grants

    @property
    def is_staff(self) -> bool:
        return bool(self.staff_grants)

    @property
    def is_provider(self) -> bool:
        return bool(self.provider_grants)

    @property
    def as_staff(self) -> "Scope":
        """What the municipality's own pages ask of: the same person without what is held at a provider."""
        return replace(self, grants=self.staff_grants)

    @property
    def as_provider(self) -> "Scope":
        """What the provider's pages ask of, where nobody acts by a role in the municipality."""
        return replace(self, grants=self.provider_grants)

    def has_role(self, *roles: str, board_id: int | None = None) -> bool:
        """One of the roles is held, for that board where one is named, or for all boards."""
        return any(
            grant.role in roles and (board_id is None or grant.board_id in {None, board_id}) for grant in self.grants
        )

    def boards_for(self, *roles: str) -> frozenset[int] | None:
        """The boards in which one of the roles is held; None stands for every board."""
        grants = [grant for grant in self.staff_grants if not roles or grant.role in roles]
        if any(grant.board_id is None for grant in grants):
            return None
        return frozenset(grant.board_id for grant in grants if grant.board_id is not None)


NOBODY = Scope()
