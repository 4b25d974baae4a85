"""The register's addresses; each kind of subject has the same parts."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, path

from insyn.organisation.kinds import KINDS, UNIT, Kind
from insyn.organisation.views import settings, subjects

app_name = "organisation"


def _addresses(kind: Kind) -> Iterator[URLPattern]:
    of, at = {"kind": kind}, f"{kind.path}/<int:pk>/"
    yield path(f"{kind.path}/", subjects.listing, of, name=f"{kind.name}_list")
    yield path(f"{kind.path}/ny/", subjects.new, of, name=f"{kind.name}_new")
    yield path(at, subjects.subject, of, name=kind.name)
    yield path(f"{at}andring/", subjects.change, of, name=f"{kind.name}_change")
    yield path(f"{at}tider/<int:spell_pk>/rattelse/", subjects.correction, of, name=f"{kind.name}_correction")
    yield path(f"{at}tider/<int:spell_pk>/borttagning/", subjects.withdrawal, of, name=f"{kind.name}_withdrawal")
    yield path(f"{at}stangning/", subjects.closure, of, name=f"{kind.name}_closure")
    yield path(f"{at}oppning/", subjects.reopening, of, name=f"{kind.name}_reopening")
    yield path(f"{at}historik/", subjects.history, of, name=f"{kind.name}_history")
    if kind is not UNIT:
        yield path(f"{at}enheter/", subjects.units, of, name=f"{kind.name}_units")


urlpatterns: list[URLPattern | URLResolver] = [
    *(address for kind in KINDS for address in _addresses(kind)),
    path("kvalitetsomraden/", settings.quality_areas, name="quality_areas"),
    path("kvalitetsomraden/ny/", settings.quality_area_new, name="quality_area_new"),
    path("kvalitetsomraden/<int:pk>/rattelse/", settings.quality_area_correction, name="quality_area_correction"),
    path("kvalitetsomraden/<int:pk>/avslut/", settings.quality_area_end, name="quality_area_end"),
    path("frister/", settings.deadlines, name="deadlines"),
    path("frister/<int:pk>/andring/", settings.deadline_change, name="deadline_change"),
    path("frister/<int:pk>/egen/", settings.deadline_own, name="deadline_own"),
]
