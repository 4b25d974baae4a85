"""What Swedes type is understood, and what is not is said in words that help."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from insyn.base.fields import DayOrMonthField, SwedishDateField, SwedishDecimalField, SwedishIntegerField
from insyn.base.templatetags.swedish import day, moment, month, number, plural

DAY = dt.date(2025, 3, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "2025-03-31", "2025-3-31", "20250331", "250331", "25-03-31", "31/3 2025", "31/3-2025", "31.3.2025",
        "2025/03/31", "31 mars 2025", "31 mar 2025", "den 31 mars 2025", " 2025-03-31 ", "31/3 25",
    ],
)  # fmt: skip
def test_a_date_is_understood_as_it_is_written_in_sweden(typed: str) -> None:
    assert SwedishDateField().clean(typed) == DAY


@pytest.mark.parametrize(
    "typed", ["2025-02-30", "31/13 2025", "i morgon", "2025", "2025-03", "12345678901", "31 mats 2025"]
)
def test_a_date_that_is_none_is_given_back_with_a_remedy(typed: str) -> None:
    with pytest.raises(ValidationError, match=f"”{typed}” är inte ett datum. Skriv år, månad och dag"):
        SwedishDateField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 234,5", "1234.5"),
        ("1\N{NO-BREAK SPACE}234,50", "1234.50"),
        ("-3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("0.5", "0.5"),
    ],
)
def test_a_number_has_a_comma_and_spaces(typed: str, value: str) -> None:
    assert SwedishDecimalField().clean(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["tolv", "1,2,3", "NaN", "Infinity", "1e400000"])
def test_a_number_that_is_none_is_given_back(typed: str) -> None:
    with pytest.raises(ValidationError):
        SwedishDecimalField(max_digits=12, decimal_places=2).clean(typed)


def test_a_whole_number_takes_no_decimals() -> None:
    assert SwedishIntegerField().clean("12 000") == 12000
    with pytest.raises(ValidationError, match="inte ett heltal"):
        SwedishIntegerField().clean("1,5")


class Contract(forms.Form):
    groups = (("Avtalstid", ("starts", "ends")),)
    starts = SwedishDateField(label="Från")
    ends = SwedishDateField(label="Till", required=False)
    name = forms.CharField(label="Namn", help_text="Som i diariet.")


def test_a_fault_is_tied_to_its_field_and_led_to_from_the_summary() -> None:
    html = str(Contract({"starts": "igår", "name": "<x>"}))
    assert 'aria-describedby="id_starts_helptext id_starts_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'href="#id_starts"' in html
    assert 'value="&lt;x&gt;"' in html
    assert html.count("ds-error-summary") == 1


def test_a_field_that_may_be_empty_says_so_and_a_group_has_a_legend() -> None:
    html = str(Contract())
    assert html.count("(frivilligt)") == 1
    assert "<legend>Avtalstid</legend>" in html
    assert html.index("Namn") < html.index("Avtalstid")


def test_a_date_already_there_is_shown_as_it_is_typed() -> None:
    assert 'value="2025-03-31"' in str(Contract(initial={"starts": DAY}))


def test_a_number_already_there_is_shown_with_a_comma() -> None:
    class Price(forms.Form):
        price = SwedishDecimalField()

    assert 'value="1234,5"' in str(Price(initial={"price": Decimal("1234.5")}))


def test_values_are_written_as_swedish_authorities_do() -> None:
    assert day(DAY) == "2025-03-31"
    assert moment(dt.datetime(2025, 7, 1, 22, 30, tzinfo=dt.UTC)) == "2025-07-02 00:30"
    assert month(DAY) == "mars 2025"
    assert number(-1234.56, 1) == "\N{MINUS SIGN}1\N{NO-BREAK SPACE}234,6"
    assert plural(1, "enhet,enheter") == "1\N{NO-BREAK SPACE}enhet"
    assert plural(1200, "enhet,enheter") == "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}enheter"


@pytest.mark.parametrize("typed", ["2020-03", "2020-3", "mars 2020", " Mar. 2020 "])
def test_a_month_alone_is_understood_where_no_more_is_known(typed: str) -> None:
    known = DayOrMonthField().clean(typed)
    assert known == (dt.date(2020, 3, 1), True)
    assert DayOrMonthField().prepare_value(known) == "2020-03"


@pytest.mark.parametrize("typed", ["2020-13", "marsch 2020-", "2020"])
def test_what_is_neither_day_nor_month_is_given_back(typed: str) -> None:
    with pytest.raises(ValidationError, match="varken en dag eller en månad"):
        DayOrMonthField().clean(typed)
