"""How a person is reached: telephone numbers and mail addresses."""

import re
from collections.abc import Iterator

from insyn.base.detection.spans import Certainty, Ground, Span

_EMAIL = re.compile(
    r"[\w.+%'-]+(?:@|\s?[(\[{]\s?(?:at|snabel-?a)\s?[)\]}]\s?|\ssnabel-?a\s)[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}",
    re.IGNORECASE,
)
_DIGITS = r"\d(?:[ \u00a0/\u2013-]{0,3}\d)"
_SWEDISH = re.compile(
    rf"(?<![\w.,:/+-])(?:(?:\+|00)[ \u00a0]?46[ \u00a0-]*(?:\(0\)[ \u00a0-]*)?|\(?0){_DIGITS}{{6,9}}(?![\d,]|[:.]\d)"
)
_AREA_IN_BRACKETS = re.compile(r"\(0\d{1,3}\)[ \u00a0-]*\d[\d \u00a0-]{4,9}\d(?!\d)")
_DOTTED = re.compile(r"(?<![\w.])07\d\.\d{2,3}(?:\.\d{2,3}){1,3}(?!\w)")
_FOREIGN = re.compile(r"(?<!\w)\+(?!46)\d{1,3}[ \u00a0-]?\d(?:[ \u00a0-]?\d){6,11}(?!\d)")
_NAMED = re.compile(
    r"(?<!\w)(?:tel(?:efon(?:nummer|numret)?)?|mobil|ankn(?:ytning)?|anknytningen)[.:]?\s+(\d[\d -]{2,11}\d)(?![\d-])",
    re.IGNORECASE,
)
_TIMES = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d\D*(?:[01]\d|2[0-4])[0-5]\d")
_DAY_FIRST = re.compile(r"0[1-9][-/ ](?:0[1-9]|1[0-2])[-/ ](?:19|20)\d\d")


def contacts(text: str) -> Iterator[Span]:
    """Each telephone number and mail address."""
    for match in _EMAIL.finditer(text):
        yield Span(*match.span(), Ground.EMAIL, match[0], Certainty.CERTAIN, "e-postadress")
    for pattern in (_SWEDISH, _AREA_IN_BRACKETS, _DOTTED, _FOREIGN):
        for match in pattern.finditer(text):
            if not _TIMES.fullmatch(match[0]) and not _DAY_FIRST.fullmatch(match[0]):
                yield Span(*match.span(), Ground.PHONE, match[0], Certainty.PROBABLE, "telefonnummer")
    for match in _NAMED.finditer(text):
        yield Span(*match.span(1), Ground.PHONE, match[1], Certainty.PROBABLE, "nummer efter ordet telefon")
