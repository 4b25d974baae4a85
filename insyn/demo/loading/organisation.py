"""The register: boards, areas, assignments, providers and units, with what has changed over the years."""

import datetime as dt
from collections.abc import Iterator

from django.utils.text import slugify

from insyn.base.periods import period
from insyn.demo.catalogue import places, providers, units
from insyn.organisation.models import (
    AreaSpell,
    AssignmentSpell,
    Board,
    BoardSpell,
    Deadline,
    Provider,
    ProviderSpell,
    QualityArea,
    ServiceArea,
    ServiceAssignment,
    Unit,
    UnitSpell,
)


def load_organisation() -> None:
    """Both hierarchies as they were on each day since the beginning."""
    load_settings()
    load_boards()
    load_areas()
    load_providers()
    load_units()


def load_settings() -> None:
    for order, (code, (name, description)) in enumerate(places.QUALITY_AREAS.items(), start=1):
        QualityArea.objects.create(
            code=code, name=name, description=description, order=order, valid=period(dt.date(2021, 1, 1))
        )
    for code, (amount, unit, source) in places.DEADLINES.items():
        told = {"amount": amount, "unit": unit, "source_ref": source, "valid": period(places.BEGINNING)}
        # The common ones are there from the start; the municipality's own decisions take their place.
        Deadline.objects.update_or_create(code=code, board=None, defaults=told)


def load_boards() -> None:
    for key, name in places.BOARDS.items():
        board = Board.objects.create(key=key, name=name, slug=slugify(name))
        BoardSpell.objects.create(board=board, name=name, valid=period(places.BEGINNING))


def load_areas() -> None:
    boards = {board.key: board for board in Board.objects.all()}
    for key, (name, board, months, municipal_only) in places.AREAS.items():
        area = ServiceArea.objects.create(key=key, name=name, slug=slugify(name))
        AreaSpell.objects.create(
            area=area,
            name=name,
            board=boards[board],
            interval_months=months,
            municipal_only=municipal_only,
            source_ref="Uppföljningsplan 2025, avsnitt 2.1 och 8.4.1",
            valid=period(places.BEGINNING),
        )
        assignment = ServiceAssignment.objects.create(key=f"uppdrag-{key}", name=name, slug=f"uppdrag-{slugify(name)}")
        AssignmentSpell.objects.create(assignment=assignment, name=name, area=area, valid=period(places.BEGINNING))


def load_providers() -> None:
    for key, (name, kind, nine) in providers.PROVIDERS.items():
        provider = Provider.objects.create(key=key, name=name, slug=slugify(name))
        ProviderSpell.objects.create(
            provider=provider,
            name=name,
            kind=kind,
            organisation_number=with_check_digit(nine),
            is_sole_trader=key in providers.SOLE_TRADERS,
            valid=period(places.BEGINNING),
        )


def with_check_digit(nine: str) -> str:
    """NNNNNN-NNNN with the last digit by Luhn's formula."""
    products = [int(digit) * (2 - position % 2) for position, digit in enumerate(nine)]
    total = sum(product // 10 + product % 10 for product in products)
    return f"{nine[:6]}-{nine[6:]}{-total % 10}"


def named_units() -> Iterator[tuple[str, str, str, str, int]]:
    """(area, provider, unit key, unit name, places) in a fixed order."""
    for area, groups in units.UNITS.items():
        for provider, names, count in groups:
            # A comma within a name is followed by a small letter ("Resvägen, resor till ...").
            for name in _split(names):
                yield area, provider, slugify(name), name, count


def _split(names: str) -> list[str]:
    parts: list[str] = []
    for part in names.split(", "):
        if parts and part[0].islower():
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def load_units() -> None:
    areas = {area.key: area for area in ServiceArea.objects.all()}
    assignments = {assignment.key: assignment for assignment in ServiceAssignment.objects.all()}
    run_by = {provider.key: provider for provider in Provider.objects.all()}
    for number, (area, provider, key, name, count) in enumerate(named_units(), start=1):
        unit = Unit.objects.create(key=key, name=name, slug=key)
        UnitSpell.objects.create(
            unit=unit,
            name=name,
            area=areas[area],
            assignment=assignments[f"uppdrag-{area}"],
            provider=run_by[provider],
            places=count or None,
            address=f"{name.split(',')[0]}s väg {number}, Sjövalla",
            valid=period(units.OPENINGS.get(key, places.BEGINNING)),
        )
    for change in units.CHANGES:
        _change(*change)


def _change(key: str, day: dt.date, what: str, value: str) -> None:
    old = UnitSpell.objects.select_related("unit").get(unit__key=key, valid__contains=day)
    old.valid = period(old.valid.lower, day)
    if what == "closed":
        old.end_reason = value
    old.save()
    if what == "closed":
        return
    old.pk, old.valid = None, period(day)
    if what == "name":
        old.name = old.unit.name = value
        old.unit.save(update_fields=["name"])
    else:
        old.provider = Provider.objects.get(key=value)
    old.save(force_insert=True)
