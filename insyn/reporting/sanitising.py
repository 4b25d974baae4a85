"""Rich text on its way in: what the editor can make passes, everything else is taken away."""

import re
from html import escape

import nh3

TAGS = {
    "p",
    "br",
    "h3",
    "h4",
    "strong",
    "em",
    "u",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
# Word writes its lists as paragraphs that begin with a bullet or a dash; they become real lists.
_WORD_BULLET = re.compile(r"<p[^>]*>\s*(?:[·•§▪◦o]|&middot;|–|-)(?:&nbsp;|\s)+(.*?)</p>", re.DOTALL)
# Any element that a report may have; what has none was typed into the bare field, without the editor.
_MARKED_UP = re.compile(rf"</?(?:{'|'.join(sorted(TAGS))})\b[^<]*>", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n\s*\n")
_LIST_RUN = re.compile(r"(?:<li data-word>.*?</li>\s*)+", re.DOTALL)


def clean_html(html: str) -> str:
    """The text with only the elements of a report; Word's bullet paragraphs become lists."""
    marked_up = html if _MARKED_UP.search(html) else _paragraphs(html)
    bulleted = _WORD_BULLET.sub(r"<li data-word>\1</li>", marked_up)
    listed = _LIST_RUN.sub(lambda run: f"<ul>{run[0].replace(' data-word', '')}</ul>", bulleted)
    cleaned = nh3.clean(
        listed, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener"
    )
    return re.sub(r"<p>(?:\s|&nbsp;|\u00a0|<br>)*</p>", "", cleaned).strip()


def _paragraphs(text: str) -> str:
    """Typed text: a blank line parts paragraphs, and a line that was broken stays so."""
    parts = [part.strip() for part in _BLANK_LINES.split(text.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{escape(part, quote=False).replace('\n', '<br>')}</p>" for part in parts)
