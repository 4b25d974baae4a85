from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from insyn.base.templatetags.swedish import day
from insyn.casework.models import Finding
from insyn.casework.queries.words import KIND, SEVERITY, STATE, Words

MISSING = mark_safe('<span aria-hidden="true">–</span><span class="ds-sr-only">uppgift saknas</span>')


def tag(words: Words, code: str) -> SafeString:
    if not code:
        return MISSING
    return format_html(
        '<span class="ds-tag" data-color="{}">{}</span>', words.colors.get(code, "neutral"), words.words[code]
    )


class FindingTable(tables.Table):  # type: ignore[misc] # django-tables2 is not typed
    title = tables.Column("Iakttagelse", linkify=("casework:finding_by_key", [tables.A("pk")]))
    follow_up = tables.Column(
        "Uppföljning",
        accessor="follow_up__title",
        linkify=("casework:case_findings", [tables.A("follow_up_id")]),
    )
    unit = tables.Column("Enhet", accessor="target__unit_spell__name")
    kind = tables.Column("Slag")
    severity = tables.Column("Allvarlighet", empty_values=())
    area = tables.Column("Kvalitetsområde", accessor="quality_area__name")
    state = tables.Column("Läge")
    found_date = tables.Column("Iakttogs")

    class Meta:
        model = Finding
        fields = ("title", "follow_up", "unit", "kind", "severity", "area", "state", "found_date")
        order_by = "-found_date"
        attrs = {"class": "ds-table list-table"}
        empty_text = "Inga iakttagelser än."
        default = MISSING

    # By the record: `value` is what the choice is called.
    def render_kind(self, record: Any) -> SafeString:
        return tag(KIND, record.kind)

    def render_severity(self, record: Any) -> SafeString:
        return tag(SEVERITY, record.severity)

    def render_state(self, record: Any) -> SafeString:
        return tag(STATE, record.state)

    def render_found_date(self, value: Any) -> str:
        return day(value)
