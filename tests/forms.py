"""The forms of a finished page, as its reader meets them and as a browser would send them."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

from insyn.base.refill import SEEN

# Values that their fields would refuse if they were merely made longer.
OTHERWISE = {"organisation_number": "556703-7485", "email": "nagon.annan@exempel.se"}
UNWRITTEN = {"hidden", "submit", "button", "file", "search"}


@dataclass(frozen=True)
class Control:
    """Something that can be filled in: what it holds, what else it could hold, and whether it must hold something."""

    name: str
    holds: tuple[str, ...]
    other: str
    is_required: bool

    @property
    def is_filled(self) -> bool:
        return any(self.holds)


@dataclass(frozen=True)
class Form:
    """A form that sends something: where to, what its reader sees in it, and what is hidden."""

    action: str
    controls: tuple[Control, ...]
    hidden: dict[str, str]

    @property
    def seen(self) -> str:
        """The name under which the form carries what its reader saw, or nothing."""
        return next((name for name in self.hidden if name.endswith(SEEN)), "")

    def sent_after_another(self, changed: Control) -> dict[str, Any]:
        """The form as sent with one control changed, when somebody else has changed it since the page was read."""
        saw = json.loads(self.hidden[self.seen])
        field = changed.name.removeprefix(self.seen.removesuffix(SEEN))
        saw[field] = ["0"] if isinstance(saw.get(field), list) else "något annat"
        needed = {each.name: each.other for each in self.controls if each.is_required and not each.is_filled}
        return self.sent(needed | {changed.name: changed.other, self.seen: json.dumps(saw)})

    def sent(self, typed: Mapping[str, str | list[str]]) -> dict[str, Any]:
        """The form as it is sent when something has been typed over what it held."""
        held = {control.name: list(control.holds) for control in self.controls}
        return {**self.hidden, **held, **typed}


def forms_of(page: bytes, at: str) -> Iterator[Form]:
    """The sending forms in the main part of a page that was read at an address."""
    for form in html.fromstring(page).xpath('//main//form[@method="post"]'):
        hidden = {each.get("name"): each.get("value", "") for each in form.xpath('.//input[@type="hidden"][@name]')}
        yield Form(form.get("action") or at, tuple(_controls(form)), hidden)


def _controls(form: Any) -> Iterator[Control]:
    named: dict[str, list[Any]] = {}
    for each in form.xpath(".//*[self::input or self::textarea or self::select][@name]"):
        if each.get("type") not in UNWRITTEN:
            named.setdefault(each.get("name"), []).append(each)
    for name, (first, *rest) in named.items():
        if first.get("type") in {"radio", "checkbox"}:
            yield _choice(name, [first, *rest], first)
        elif first.tag == "select":
            yield _choice(name, first.xpath(".//option"), first)
        else:
            value = ((first.text or "") if first.tag == "textarea" else first.get("value", "")).strip()
            yield Control(name, (value,), OTHERWISE.get(name) or _otherwise(value, first), _is_required(first))


def _choice(name: str, options: list[Any], first: Any) -> Control:
    values = [(each.get("value", "on"), bool({"selected", "checked"} & set(each.keys()))) for each in options]
    left = (value for value, is_marked in values if value and not is_marked)
    marked = tuple(value for value, is_marked in values if is_marked)
    return Control(name, marked, next(left, ""), _is_required(first))


def _is_required(element: Any) -> bool:
    """Radio buttons do not say so in the page, and take no harm from being chosen."""
    return element.get("required") is not None or element.get("type") == "radio"


def _otherwise(value: str, element: Any) -> str:
    is_day = element.get("size") == "12" and element.get("inputmode") == "numeric"
    if is_day:
        return (dt.date.fromisoformat(value or "2030-01-30") + dt.timedelta(days=1)).isoformat()
    if value.isdecimal() or element.get("inputmode") == "numeric":
        return str(int(value or 0) + 1)
    return f"{value} och mer".strip()
