"""`{% chart spec "id" %}` puts a chart on a page."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from insyn.base.charts import Chart, chart_html

register = template.Library()


@register.simple_tag
def chart(spec: Chart, id: str, caption: str = "") -> SafeString:  # noqa: A002 - the element's id
    return mark_safe(chart_html(spec, id, caption))  # chart_html escapes every text
