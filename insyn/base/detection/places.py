"""Where a person lives or what they drive: street addresses, rooms and flats, number plates."""

import re
from collections.abc import Iterator

from insyn.base.detection.lexicon import words
from insyn.base.detection.spans import Certainty, Ground, Span

_ENDING = (
    r"(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|backen|backe|torget|torg|allén|allé|leden|slingan|esplanaden|kajen|"
    r"ringen|liden|stråket|brinken|terrassen|promenaden|bågen|svängen|stranden|höjden)"
)
_FLAT = r"(?:lgh\.?|läg(?:enhet)?\.?|lägenhetsnummer|våning|vån\.?)\s?(?:nr\.?\s?)?\d{1,4}[A-Z]?"
_NUMBER = r"\d{1,3}(?:[a-zA-Z](?![\wåäö])|\s[A-H](?![\wåäö]))?(?:\s?[-\u2013]\s?\d{1,3}(?!\d))?(?!\d)"
_STREET = (
    rf"(?:(?:Norra|Södra|Östra|Västra|Gamla|Nya|Stora|Lilla|Övre|Nedre|S:t|Sankt|[A-ZÅÄÖ][\wåäöé]+s)\s)*"
    rf"(?:[A-ZÅÄÖ][\wåäöé:-]*{_ENDING}|[a-zåäö]{{2,}}(?:gatan|vägen|gränd))"
)
_AFTER = rf"(?:,?\s(?:{_FLAT}|\d\s?tr\.?))?(?:,?\s\d{{3}}\s?\d{{2}}\s[A-ZÅÄÖ][\wåäö]+)?"
_ADDRESS = re.compile(rf"(?<!\w){_STREET}\s{_NUMBER}(?![\d.,]\d){_AFTER}")
_SEPARATE = re.compile(
    rf"(?<!\w)(?:[A-ZÅÄÖ][\wåäöé]+\s){{1,2}}(?:gata|väg|gränd|stig|allé|torg|plats|backe)\s{_NUMBER}(?!\d){_AFTER}"
)
_POSTAL = re.compile(r"(?<![\d\w-])(?:SE?-)?\d{3}\s\d{2}\s\s?[A-ZÅÄÖ][a-zåäö]{2,}")
_ROOM = re.compile(
    rf"(?<!\w)(?:(?:rum|rummet|boenderum)\s(?:nr\.?\s|nummer\s)?\d{{1,4}}\s?[A-H]?(?![\wåäö%])|{_FLAT}(?![\wåäö%]))",
    re.IGNORECASE,
)
_PLATE = re.compile(r"(?<![\w-])[A-HJ-PR-UWXYZ]{3}[ \u00a0-]?\d{2}[0-9A-HJ-NPR-UW-Z](?![\w/:.-]\d|\w)")
_PLATE_WORDS = re.compile(r"bil|reg|fordon|parker|buss|moped|körde", re.IGNORECASE)
_COUNTED = re.compile(r"(?:våning|vån)", re.IGNORECASE)


def places(text: str) -> Iterator[Span]:
    """Each address, room and number plate."""
    for pattern in (_ADDRESS, _SEPARATE):
        for match in pattern.finditer(text):
            yield Span(*match.span(), Ground.ADDRESS, match[0], Certainty.CERTAIN, "gatuadress")
    for match in _POSTAL.finditer(text):
        yield Span(*match.span(), Ground.ADDRESS, match[0], Certainty.PROBABLE, "postnummer och ort")
    for match in _ROOM.finditer(text):
        if not _COUNTED.match(match[0]):
            yield Span(*match.span(), Ground.ROOM, match[0], Certainty.PROBABLE, "rum eller lägenhet")
    for match in _PLATE.finditer(text):
        if match[0][:3].casefold() not in words("not_plates"):
            near = _PLATE_WORDS.search(text, max(0, match.start() - 50), min(len(text), match.end() + 40))
            certainty = Certainty.PROBABLE if near else Certainty.POSSIBLE
            yield Span(*match.span(), Ground.VEHICLE, match[0], certainty, "registreringsnummer")
