"""The parts that a draw's frame can be drawn from by themselves, and the places as they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from insyn.organisation.models import ProviderSpell, ServiceArea
from insyn.planning.models import Draw
from insyn.planning.queries.frame import PreparedLine, frame_lines
from insyn.planning.rules.eligibility import OUT_OF_EVERY_THIRD
from insyn.planning.rules.parts import OPERATION_PARTS, Division, Part, division

PartsBy = Draw.PartsBy
OPERATION_LABELS = {OPERATION_PARTS[kind.value]: kind.label.capitalize() for kind in ProviderSpell.Kind}


@dataclass(frozen=True, slots=True)
class Offered:
    """The parts on offer by what divides them, and how many contracts that can be chosen stand in none of them."""

    parts: Mapping[str, tuple[Part, ...]]
    outside: Mapping[str, int]


def offered_parts(draw: Draw) -> Offered:
    """What the frame would be divided into, with how much there is to choose from in each part."""
    lines = frame_lines(draw, by_operation=True)
    areas = area_labels({each.contract.area for each in lines if each.contract.area})
    labels = {PartsBy.AREA.value: areas, PartsBy.OPERATION.value: OPERATION_LABELS}
    return Offered(
        {by: _parts(lines, names) for by, names in labels.items()},
        {by: sum(_is_outside(each, names) for each in lines) for by, names in labels.items()},
    )


def _parts(lines: Iterable[PreparedLine], labels: Mapping[str, str]) -> tuple[Part, ...]:
    standing: dict[str, list[PreparedLine]] = defaultdict(list)
    for each in lines:
        for name in each.line.strata:
            standing[name].append(each)
    return tuple(
        Part(name, label, sum(map(_is_choosable, standing[name])), sum(each.line.eligible for each in standing[name]))
        for name, label in labels.items()
        if standing[name]
    )


def _is_outside(each: PreparedLine, names: Mapping[str, str]) -> bool:
    return _is_choosable(each) and not names.keys() & set(each.line.strata)


def _is_choosable(each: PreparedLine) -> bool:
    return each.line.reason not in OUT_OF_EVERY_THIRD


def area_labels(slugs: Iterable[str]) -> dict[str, str]:
    return dict(ServiceArea.objects.filter(slug__in=list(slugs)).order_by("name").values_list("slug", "name"))


def division_of(draw: Draw) -> Division:
    """The places of the draw, each part in its own words; a query where the parts are service areas."""
    places = [(name, count) for name, count in draw.parts]
    is_by_area = draw.parts_by == PartsBy.AREA
    labels = area_labels(name for name, _ in places) if is_by_area else OPERATION_LABELS
    return division(draw.size, places, labels)
