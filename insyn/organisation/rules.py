"""Pure decisions of the register: when a deadline falls, and whether an organisation number can be one."""

import calendar
import datetime as dt
import re

NUMBER = re.compile(r"(?:(?:16|18|19|20)(?=\d{6}-?\d{4}$))?(\d{6})-?(\d{4})")
# Legal persons have a month of at least twenty in the place where a personal number has its month.
LOWEST_GROUP = 20


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the month's last day where it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    products = [int(digit) * (2 - place % 2) for place, digit in enumerate(digits)]
    return sum(product // 10 + product % 10 for product in products) % 10 == 0


def clean_organisation_number(text: str) -> str:
    """NNNNNN-NNNN from ten or twelve digits; raises ValueError with what is wrong, in Swedish."""
    found = NUMBER.fullmatch(re.sub(r"\s", "", text))
    if not found:
        raise ValueError("Skriv organisationsnumret med tio siffror, till exempel 556016-0680.")
    if not luhn(found[1] + found[2]):
        raise ValueError("Kontrollsiffran stämmer inte. Jämför numret med registreringsbeviset.")
    return f"{found[1]}-{found[2]}"


def is_personal_number(number: str) -> bool:
    """Whether a cleaned number has the shape of a person's, as a sole trader's has."""
    return int(number[2:4]) < LOWEST_GROUP
