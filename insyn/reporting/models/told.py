"""How a report's structures are told in its history."""

from collections.abc import Mapping

from django.utils.html import strip_tags

from insyn.base.history.values import BLOCK_END


def words_of_texts(texts: Mapping[str, str]) -> str:
    """The sections' rich text as its words, section by section."""
    return " · ".join(f"{key}: {_words(html)}" for key, html in texts.items() if html)


def _words(html: str) -> str:
    return strip_tags(BLOCK_END.sub(r" \g<0>", html)).strip()
