"""What a public id and a public text may hold: readable, unambiguous, never a personal identity number."""

import re
import unicodedata

ID_MAX_LENGTH = 80
TEXT_MAX_LENGTH = 1000

# Letters and digits first, so that a spreadsheet never takes an id for a formula; no character that separates fields.
_ID = re.compile(r"[^\W_][\w./:+()\-]*(?: [\w./:+()\-]+)*")
_PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:18|19|20)?\d\d-?(\d\d)-?(\d\d)[-+\u2013 ]?(\d{4})(?!\d)")


def id_fault(value: str, *, slash: bool = True) -> str | None:
    """What is wrong with a public id, in Swedish, or None; a unit may hold no slash (contract/unit)."""
    if not value:
        return "beteckningen saknas"
    if len(value) > ID_MAX_LENGTH:
        return f"beteckningen är längre än {ID_MAX_LENGTH} tecken"
    if not unicodedata.is_normalized("NFC", value):
        return f"beteckningen ”{value}” är inte skriven i Unicodes form NFC"
    if not _ID.fullmatch(value) or (not slash and "/" in value):
        return (
            f"beteckningen {value!r} har ett tecken som inte får finnas; bokstäver, siffror och {_marks(slash)} går bra"
        )
    if has_personal_number(value):
        return "beteckningen ser ut att vara eller innehålla ett personnummer, som aldrig får publiceras"
    return None


def text_fault(value: str) -> str | None:
    """What is wrong with a line of published text, in Swedish, or None."""
    if not value or value != value.strip():
        return "texten saknas eller har mellanslag i början eller slutet"
    if len(value) > TEXT_MAX_LENGTH:
        return f"texten är längre än {TEXT_MAX_LENGTH} tecken"
    if not unicodedata.is_normalized("NFC", value):
        return "texten är inte skriven i Unicodes form NFC"
    if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for char in value):
        return "texten har ett osynligt tecken eller en radbrytning"
    if has_personal_number(value):
        return "texten ser ut att innehålla ett personnummer, som aldrig får publiceras"
    return None


def has_personal_number(value: str) -> bool:
    """A personal identity number or coordination number stands in the text (a possible date, the right check digit)."""
    return any(_is_personal_number(match) for match in _PERSONAL_NUMBER.finditer(value))


def _is_personal_number(match: re.Match[str]) -> bool:
    month, day = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):
        return False
    digits = [int(char) for char in match[0] if char.isdigit()][-10:]
    doubled = [digit * 2 if index % 2 == 0 else digit for index, digit in enumerate(digits)]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _marks(slash: bool) -> str:
    return "tecknen - _ . : + ( )" + (" /" if slash else "")
