from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from insyn.casework.models import Finding
from insyn.organisation.models import QualityArea

OPEN = (Finding.State.OPEN, Finding.State.ANSWERED, Finding.State.ACCEPTED)


class FindingFilter(django_filters.FilterSet):  # type: ignore[misc] # django-filter is not typed
    sok = django_filters.CharFilter(method="find", label="Rubrik, uppföljning eller enhet")
    kind = django_filters.ChoiceFilter(choices=Finding.Kind.choices, label="Slag", empty_label="Alla")
    severity = django_filters.ChoiceFilter(
        choices=Finding.Severity.choices[1:], label="Allvarlighet", empty_label="Alla"
    )
    state = django_filters.ChoiceFilter(
        choices=[("open_ones", "Öppna"), *Finding.State.choices], label="Läge", empty_label="Alla", method="in_state"
    )
    quality_area = django_filters.ModelChoiceFilter(
        queryset=QualityArea.objects.all(), label="Kvalitetsområde", empty_label="Alla"
    )

    class Meta:
        model = Finding
        fields = ("sok", "kind", "severity", "state", "quality_area")

    def find(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        for word in value.split():
            found = Q(title__icontains=word) | Q(follow_up__title__icontains=word)
            rows = rows.filter(found | Q(target__unit_spell__name__icontains=word))
        return rows

    def in_state(self, rows: QuerySet[Finding], name: str, value: Any) -> QuerySet[Finding]:
        return rows.filter(state__in=OPEN) if value == "open_ones" else rows.filter(state=value)
