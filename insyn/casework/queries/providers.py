"""To whom in a follow-up one writes: each provider and unit among its targets."""

from dataclasses import dataclass

from insyn.casework.models import FollowUp, FollowUpTarget


@dataclass(frozen=True)
class Addressee:
    """A provider's unit (or the whole provider) that is examined, named as on the reference day."""

    provider_id: int
    unit_id: int | None
    name: str

    @property
    def key(self) -> str:
        """The addressee in a form: provider and unit."""
        return f"{self.provider_id}-{self.unit_id or ''}"


def addressees(follow_up: FollowUp) -> list[Addressee]:
    rows = FollowUpTarget.objects.filter(follow_up=follow_up, provider__isnull=False).order_by("pk")
    found = {
        (row.provider_id, row.unit_id): Addressee(row.provider_id, row.unit_id, _name(row))
        for row in rows.select_related("unit_spell", "provider_spell")
        if row.provider_id
    }
    return sorted(found.values(), key=lambda each: each.name)


def _name(row: FollowUpTarget) -> str:
    provider = row.provider_spell.name if row.provider_spell else ""
    return f"{row.unit_spell.name} ({provider})" if row.unit_spell else provider
