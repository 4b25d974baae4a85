import xml.etree.ElementTree as ET  # the charts' own output
from datetime import date

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from insyn.base.charts import (
    BarChart,
    Chart,
    Event,
    LineChart,
    Part,
    Series,
    ShareChart,
    TimelineChart,
    chart_description,
    chart_html,
    chart_svg,
    chart_table,
    swedish_number,
)
from insyn.base.charts.numbers import ticks

SVG = "{http://www.w3.org/2000/svg}"
BARS = BarChart("Klagomål", ("Björkbacken", "Almgården"), (Series("2025", (1234.5, None)),), unit="st", decimals=1)
LINES = LineChart(
    "Avvikelser", ("jan", "feb", "mar"), (Series("Antal", (2, None, 9)),), centre=3, lower=0, upper=8, marked=(2,)
)
SHARES = ShareChart("Krav", ("Trygghet",), (Part("Uppfyllt", "good"), Part("Inte", "danger")), ((3, 1),))
TIMES = TimelineChart("Gången", (Event("Besök", date(2025, 3, 1)), Event("Svar", date(2025, 3, 2), date(2025, 5, 1))))
EMPTY: list[Chart] = [
    BarChart("Tomt", (), ()),
    LineChart("Tomt", (), ()),
    ShareChart("Tomt", (), (), ()),
    TimelineChart("Tomt", ()),
    LineChart("Okänt", ("a",), (Series("s", (None,)),)),
    BarChart("Noll", ("a",), (Series("s", (0,)),)),
]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1\u00a0234,5"),
        (-0.04, 1, "0,0"),
        (-7, 0, "\u22127"),
        (None, 0, "–"),
        (1e9, 0, "1\u00a0000\u00a0000\u00a0000"),
    ],
)
def test_numbers_are_written_as_in_swedish(value: float | None, decimals: int, text: str) -> None:
    assert swedish_number(value, decimals) == text


@pytest.mark.parametrize("chart", [BARS, LINES, SHARES, TIMES, *EMPTY])
def test_a_chart_is_a_picture_with_a_title_and_a_description(chart: Chart) -> None:
    root = ET.fromstring(chart_svg(chart, "d1"))  # noqa: S314 - the charts' own output
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "d1-title d1-desc"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart_description(chart)
    assert not [element for element in root.iter() if "style" in element.attrib]


def test_the_description_says_the_numbers() -> None:
    assert chart_description(BARS) == "Stapeldiagram. Björkbacken 1\u00a0234,5\u00a0st, Almgården –."
    assert "Median 3" in chart_description(LINES)
    assert "Avviker: mar" in chart_description(LINES)
    assert "Trygghet: Uppfyllt 75\u00a0%, Inte 25\u00a0%" in chart_description(SHARES)
    assert "2025-03-02–2025-05-01: Svar" in chart_description(TIMES)


def test_the_table_holds_the_same_numbers() -> None:
    assert chart_table(BARS).rows == (("Björkbacken", "1\u00a0234,5"), ("Almgården", "–"))
    assert chart_table(SHARES).rows == (("Trygghet", "3", "1", "4"),)


def test_a_value_that_is_not_known_breaks_the_line_and_has_no_bar() -> None:
    assert chart_svg(LINES, "d").count("<path") == 0
    assert chart_svg(BARS, "d").count("<rect") == 1


def test_coordinates_have_points_whatever_the_language_of_the_page() -> None:
    page = Template('{% load charts %}{% chart spec "d1" %}').render(Context({"spec": BARS}))
    svg = page[page.index("<svg") : page.index("</svg>") + 6]
    for element in ET.fromstring(svg).iter():  # noqa: S314 - the charts' own output
        for name in {"x", "y", "width", "height", "cx", "cy"} & element.attrib.keys():
            float(element.attrib[name])


def test_a_long_series_is_told_briefly_and_tabled_in_full() -> None:
    many = LineChart("M", tuple(map(str, range(100))), (Series("s", tuple(range(100))),))
    assert "Alla 100 värden finns i tabellen" in chart_description(many)
    assert len(chart_table(many).rows) == 100


@settings(deadline=None)  # the machine may be busy
@given(st.text(), st.lists(st.none() | st.floats(-1e12, 1e12), min_size=1, max_size=5))
def test_any_words_and_numbers_make_a_well_formed_picture(words: str, values: list[float | None]) -> None:
    names = tuple(f"{words}{number}" for number in range(len(values)))
    series = (Series(words, tuple(values)),)
    for chart in (BarChart(words, names, series, unit=words), LineChart(words, names, series, marked=(0,))):
        ET.fromstring(chart_html(chart, "d"))  # noqa: S314 - the charts' own output


@settings(deadline=None)  # the machine may be busy
@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_ticks_cover_the_values_with_few_round_steps(one: float, other: float) -> None:
    low, high = min(one, other), max(one, other)
    steps = ticks(low, high)
    margin = (high - low) * 1e-6 + 1e-9
    assert steps[0] <= low + margin
    assert steps[-1] >= high - margin
    assert 2 <= len(steps) <= 9
