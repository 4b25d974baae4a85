"""Text from anywhere made fit to print: what no file format may hold is taken out, nothing else is touched."""

import re
import unicodedata

# Control characters, halves of surrogate pairs, non-characters and private use, which PDF/A-2a forbids without a key.
_UNPRINTABLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    # Marks that turn the direction of all that follows: a text must not reach outside itself.
    "\u202a-\u202e\u2066-\u2069"
    "\u2028\u2029\ufeff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_LONG_WORD = re.compile(r"\S{30,}")
_BREAK = "\u200b"


def printable(text: str) -> str:
    """The text in composed form without what cannot be printed; newlines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    clean = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return clean if unicodedata.is_normalized("NFC", clean) else unicodedata.normalize("NFC", clean)


def breakable(text: str, every: int = 15) -> str:
    """Words too long for any line get places where they may break."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(_split(word.group(), every)), text)


def _split(word: str, every: int) -> list[str]:
    return [word[at : at + every] for at in range(0, len(word), every)]
