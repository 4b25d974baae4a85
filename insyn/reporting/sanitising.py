"""Rich text on its way in: what the editor can make passes, everything else is taken away."""

import re

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
_LIST_RUN = re.compile(r"(?:<li data-word>.*?</li>\s*)+", re.DOTALL)


def clean_html(html: str) -> str:
    """The text with only the elements of a report; Word's bullet paragraphs become lists."""
    bulleted = _WORD_BULLET.sub(r"<li data-word>\1</li>", html)
    listed = _LIST_RUN.sub(lambda run: f"<ul>{run[0].replace(' data-word', '')}</ul>", bulleted)
    cleaned = nh3.clean(
        listed, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel="noopener"
    )
    return re.sub(r"<p>(?:\s|&nbsp;|\u00a0|<br>)*</p>", "", cleaned).strip()
