"""Numbers that point out a person: identity and coordination numbers, sole traders' numbers, dates of birth.

Form by Folkbokföringslagen (1991:481) § 18 and the Tax Agency's description of coordination numbers (day + 60).
The check digit is by Luhn. A legal person's number has at least 20 where a month would stand, and is left alone.
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from insyn.base.detection.spans import Certainty, Ground, Span

_GAP = r"[ \u00a0]?"
_NUMBER = re.compile(
    rf"(?<![\d/.-])(?<!\d,)(?P<century>(?:18|19|20){_GAP})?(?P<yy>\d\d){_GAP}(?P<mm>\d\d){_GAP}(?P<dd>\d\d)"
    rf"(?P<sign>{_GAP}[-+\u2013\u2212]{_GAP}|[ \u00a0])?"
    rf"(?P<last>\d{{2}}{_GAP}\d{{2}}|[X*x]{{4}}|\d{{3}}[X*x]|[A-Z]\w{{3}})(?![\d/]|[.,]\d)"
)
_VAT = re.compile(r"(?<!\w)SE\s?(?P<ten>\d{6}-?\d{4})\s?01(?!\d)")
_BORN = re.compile(
    r"(?<!\w)(?:född(?:es|a)?|f\.|födelsedatum:?|födelsedata:?|född år)\s+(?:den\s+|år\s+|omkring\s+)?"
    r"(?:\d{1,2}(?::?[ae])?\s+(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\.?(?:\s+\d{4})?"
    r"|\d{1,2}/\d{1,2}(?:[-/ ]\d{2,4})?|(?:18|19|20)\d{2}(?:-?\d{2}-?\d{2})?|\d{6})(?![\d])",
    re.IGNORECASE,
)
_TRADER_WORDS = re.compile(
    r"org(?:anisations)?\.?[- ]?(?:nr|nummer|numret)|enskild (?:firma|näringsidkare)|firma|f-skatt|momsreg",
    re.IGNORECASE,
)
_NEAR = 60


def passes_luhn(ten_digits: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it."""
    total = 0
    for place, char in enumerate(ten_digits):
        product = int(char) * (2 - place % 2)
        total += product - 9 if product > 9 else product
    return total % 10 == 0


def numbers(text: str) -> Iterator[Span]:
    """Each number or date that points out one person."""
    for match in _NUMBER.finditer(text):
        if span := _identity(text, match):
            yield span
    for match in _VAT.finditer(text):
        ten = match["ten"].replace("-", "")
        if int(ten[2:4]) < 20:
            yield _span(match, Ground.SOLE_TRADER, Certainty.CERTAIN, "momsregistreringsnummer för en enskild firma")
    for match in _BORN.finditer(text):
        yield _span(match, Ground.BIRTH_DATE, Certainty.PROBABLE, "födelsetid")


def _identity(text: str, match: re.Match[str]) -> Span | None:
    month, day = int(match["mm"]), int(match["dd"])
    if month >= 20:
        return None
    certainty, why = _judge(match, month, day)
    if certainty is None:
        return None
    ground = Ground.PERSONAL_NUMBER
    if _TRADER_WORDS.search(text, max(0, match.start() - _NEAR), min(len(text), match.end() + 25)):
        ground, why = Ground.SOLE_TRADER, f"{why}, i fråga om en firma"
    return _span(match, ground, certainty, why)


def _judge(match: re.Match[str], month: int, day: int) -> tuple[Certainty | None, str]:
    last = re.sub(r"\s", "", match["last"])
    has_sign = bool(match["sign"] and match["sign"].strip())
    real_day = _is_day(match, month, day)
    if not last.isdigit():
        fits = real_day and (has_sign or match["century"])
        return (Certainty.PROBABLE, "ofullständigt personnummer") if fits else (None, "")
    right = passes_luhn(match["yy"] + match["mm"] + match["dd"] + last)
    if real_day and right:
        return Certainty.CERTAIN, "samordningsnummer" if day > 60 else "personnummer"
    if real_day and (has_sign or match["century"]):
        return Certainty.PROBABLE, "ser ut som ett personnummer, men kontrollsiffran stämmer inte"
    if real_day or (has_sign and right):
        return Certainty.POSSIBLE, "kan vara ett felskrivet personnummer"
    return None, ""


def _is_day(match: re.Match[str], month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    day = day - 60 if day > 60 else day
    year = int((match["century"] or "20").strip() + match["yy"])
    # Without a century the year is not known: 29 February is let through.
    longest = monthrange(year, month)[1] if match["century"] else monthrange(2000, month)[1]
    return 1 <= day <= longest


def _span(match: re.Match[str], ground: Ground, certainty: Certainty, why: str) -> Span:
    return Span(match.start(), match.end(), ground, match[0], certainty, why)
