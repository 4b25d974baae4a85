"""Two versions of a plan side by side, by field and paragraph."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

type State = Literal["same", "added", "removed", "changed"]
type Content = Mapping[str, Any]

TEXTS = (("title", "Rubrik"), ("period", "Period"), ("boards", "Nämnder"), ("introduction", "Inledning"))
LISTS = (
    (
        "focus_areas",
        "Fokusområden",
        (("name", "Namn"), ("description", "Beskrivning"), ("quality_area", "Kvalitetsområde")),
    ),
    (
        "rotation",
        "Rotation",
        (("board", "Nämnd"), ("year", "År"), ("wording", "Källans ord"), ("area", "Verksamhetsområde")),
    ),
    ("commitments", "Åtaganden", (("text", "Åtagande"), ("rule", "Räknas så"), ("kind", "Slag"), ("target", "Minst"))),
    (
        "planned",
        "Planerade uppföljningar",
        (
            ("title", "Rubrik"),
            ("kind", "Slag"),
            ("ground", "Grund"),
            ("area", "Verksamhetsområde"),
            ("targets", "Gäller"),
            ("cancelled", "Utgår"),
            ("month", "Månad"),
            ("responsible", "Ansvarig"),
            ("assistant", "Biträdande"),
        ),
    ),
)  # fmt: skip
# What the administration plans in detail; it is kept with each version, but may be changed without a new decision.
DETAIL = frozenset({"month", "responsible", "assistant"})


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph or a field: what it said and what it says."""

    label: str
    before: str
    after: str
    state: State


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the plan, with its fields."""

    title: str
    state: State
    rows: tuple[Row, ...]
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the plan and what differs in it."""

    title: str
    items: tuple[Item, ...]

    @property
    def differs(self) -> bool:
        return any(item.state != "same" for item in self.items)


def compare(before: Content, after: Content) -> tuple[Section, ...]:
    """Every part of the plan, the same ones too, so that two versions can be read beside each other."""
    texts = tuple(_text_item(label, before.get(key), after.get(key)) for key, label in TEXTS)
    lists = (
        Section(title, _list_items(before.get(key, ()), after.get(key, ()), fields)) for key, title, fields in LISTS
    )
    return (Section("Planen", texts), *lists)


def needs_decision(decided: Content, working: Content) -> bool:
    """Something that the board decided is another now; month and officers are the administration's own planning."""
    return any(
        item.state != "same" and not item.is_detail for section in compare(decided, working) for item in section.items
    )


def paragraphs(before: str, after: str, label: str = "") -> tuple[Row, ...]:
    """Two texts set beside each other paragraph by paragraph."""
    left, right = _split(before), _split(after)
    rows: list[Row] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        olds, news = left[i1:i2], right[j1:j2]
        for place in range(max(len(olds), len(news))):
            old = olds[place] if place < len(olds) else ""
            new = news[place] if place < len(news) else ""
            rows.append(Row(label, old, new, "same" if tag == "equal" else _state(old, new)))
    return tuple(rows)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n") if part.strip()]


def _state(old: str, new: str) -> State:
    if old == new:
        return "same"
    return "added" if not old else "removed" if not new else "changed"


def _words(value: Any) -> str:
    if value is None:
        return ""
    return "\n".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)


def _text_item(label: str, old: Any, new: Any) -> Item:
    rows = paragraphs(_words(old), _words(new), label)
    return Item(label, "changed" if any(row.state != "same" for row in rows) else "same", rows)


def _list_items(
    before: Sequence[Content], after: Sequence[Content], fields: Sequence[tuple[str, str]]
) -> tuple[Item, ...]:
    """Matched by the row they come from, so that a renamed focus area is a change and not one gone and one new."""
    olds = {item["id"]: item for item in before}
    news = {item["id"]: item for item in after}
    kept = [_item(olds.get(key), item, fields) for key, item in news.items()]
    return (*kept, *(_item(item, None, fields) for key, item in olds.items() if key not in news))


def _item(old: Content | None, new: Content | None, fields: Sequence[tuple[str, str]]) -> Item:
    rows: list[Row] = []
    changed: set[str] = set()
    for key, label in fields:
        found = paragraphs(_words((old or {}).get(key)), _words((new or {}).get(key)), label)
        rows.extend(found)
        changed |= {key} if any(row.state != "same" for row in found) else set()
    title = _words((new or old or {}).get(fields[0][0]))
    state: State = "added" if old is None else "removed" if new is None else "changed" if changed else "same"
    return Item(_named(title, fields, new or old or {}), state, tuple(rows), state == "changed" and changed <= DETAIL)


def _named(title: str, fields: Sequence[tuple[str, str]], item: Content) -> str:
    """The rotation's rows are named by their wording and year, the others by their first field."""
    if fields[0][0] == "board":
        return f"{item.get('wording', '')} {item.get('year', '')}".strip()
    return title


def only_different(sections: Iterable[Section], keep: Callable[[Item], bool] | None = None) -> tuple[Section, ...]:
    """The sections with nothing but what differs."""
    wanted = keep or (lambda item: item.state != "same")
    kept = (Section(each.title, tuple(item for item in each.items if wanted(item))) for each in sections)
    return tuple(section for section in kept if section.items)
