"""A text as words: which begin with a capital, which begin a sentence."""

import re
from dataclasses import dataclass

from insyn.base.detection.lexicon import words

_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’\u00ad-](?=[^\W\d_]))*")
# After these labels and a colon a name is expected, not the start of a sentence.
_LABEL = re.compile(
    r"(?:namn|ansvarig\w*|kontaktperson\w*|kontaktman|deltagare|närvarande|frånvarande|boende|brukare|anhörig\w*|närstående|"
    r"god man|handläggare|\w*chef\w*|\w*sekreterare|justera\w*|ordförande|uppföljare|vid pennan|undersk\w*|"
    r"för åtgärden|mas|mar|sign\w*)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Word:
    """One word, with what stands before it."""

    start: int
    end: int
    text: str
    begins_sentence: bool
    gap: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_upper(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def is_compound(self) -> bool:
        """A name joined to an ordinary word, as in BPSD-registret."""
        return "-" in self.text and self.text.rsplit("-", 1)[1][0].islower()


def split_words(text: str) -> list[Word]:
    """The words of a text in order."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        gap = text[end : match.start()]
        found.append(Word(*match.span(), match[0], _begins(text, match.start(), gap, found), gap))
        end = match.end()
    return found


def _begins(text: str, at: int, gap: str, before: list[Word]) -> bool:
    bare = gap.strip(" \u00a0\t\"'”“»«’(*_")
    if not before and ":" not in bare:
        return True
    if "\n" in gap or re.search(r"[!?•]|^\s*[-–—]\s", gap):
        return True
    if ":" in bare:
        return not _LABEL.search(text[:at].rsplit(":", 1)[0])
    return "." in bare and not _is_abbreviation(text[:at])


def _is_abbreviation(before: str) -> bool:
    head = before.rstrip(" \u00a0\"'”“»«(").removesuffix(".")
    last = re.split(r"[\s(]", head)[-1].casefold()
    return last in words("abbreviations") or (len(last) == 1 and last.isalpha())
