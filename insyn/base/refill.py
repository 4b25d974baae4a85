"""Fills a form in a finished page with what somebody had typed, whatever view and template made the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

type Fields = Mapping[str, Sequence[str]]

# What the person saw when the typing began: a change by somebody else since then must still be noticed.
SEEN = "insyn_seen"
# Types of input that hold no typed text, and those that the page itself must decide.
UNTOUCHED = frozenset({"hidden", "submit", "button", "image", "reset", "file", "password"})
CHOSEN = frozenset({"checkbox", "radio"})


def refill(page: str, *, page_address: str, form_address: str, fields: Fields) -> tuple[str, bool]:
    """The page with the form that posts to `form_address` filled in, and whether everything typed found its place."""
    filler = _Filler(page_address, form_address, fields)
    filler.feed(page)
    filler.close()
    return "".join(filler.written), filler.found and not filler.left_over


class _Filler(HTMLParser):
    """Copies the page piece by piece and changes only fields of the form sought."""

    def __init__(self, page_address: str, form_address: str, fields: Fields) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.found = False
        self._page = page_address
        self._sought = urlsplit(form_address).path
        self._fields = fields
        self._taken: dict[str, int] = defaultdict(int)
        self._inside = False
        self._select: str | None = None
        self._skips_text = False

    @property
    def left_over(self) -> list[str]:
        """Typed texts that have no field in this page. Hidden values are no text: they hold no spaces."""
        values = [value for name, values in self._fields.items() for value in values[self._taken[name] :]]
        return [value for value in values if " " in value.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = self._is_sought(given)
            self.found |= self._inside
        name = given.get("name") or ""
        if not self._inside or tag not in {"input", "textarea", "select", "option"}:
            self.written.append(self.get_starttag_text() or "")
            return
        match tag:
            case "input":
                self.written.append(_tag("input", self._input(name, given)))
            case "textarea":
                self._textarea(name)
            case "select":
                self._select = name
                self.written.append(self.get_starttag_text() or "")
            case "option":
                self._option(given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._skips_text = False
        self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._skips_text:
            self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.written.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.written.append(f"<!{decl}>")

    def _is_sought(self, given: Mapping[str, str | None]) -> bool:
        if (given.get("method") or "").lower() != "post" and not given.get("hx-post"):
            return False
        action = given.get("action") or given.get("hx-post") or self._page
        return urlsplit(urljoin(self._page, action)).path == self._sought

    def _input(self, name: str, given: dict[str, str | None]) -> dict[str, str | None]:
        kind = (given.get("type") or "text").lower()
        if not name or (kind in UNTOUCHED and not name.endswith(SEEN)):
            return given
        if kind in CHOSEN:
            chosen = (given.get("value") or "on") in self._fields.get(name, ())
            given.pop("checked", None)
            return given | ({"checked": None} if chosen else {})
        return given | {"value": value} if (value := self._next(name)) is not None else given

    def _textarea(self, name: str) -> None:
        self.written.append(self.get_starttag_text() or "")
        if (value := self._next(name)) is not None:
            # A browser drops the first line break after the tag.
            self.written.append("\n" + escape(value))
            self._skips_text = True

    def _option(self, given: dict[str, str | None]) -> None:
        chosen = self._fields.get(self._select or "")
        if chosen is None or "value" not in given:
            self.written.append(self.get_starttag_text() or "")
            return
        given.pop("selected", None)
        self.written.append(_tag("option", given | ({"selected": None} if given["value"] in chosen else {})))

    def _next(self, name: str) -> str | None:
        """Fields of one name are filled in their order."""
        values = self._fields.get(name, ())
        index = self._taken[name]
        self._taken[name] += 1
        return values[index] if index < len(values) else None


def _tag(tag: str, attributes: Mapping[str, str | None]) -> str:
    told = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{told}>"
