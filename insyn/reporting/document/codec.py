"""The tree as JSON and back. What is left at its default is left out; the version says how to read it."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeAliasType, get_args, get_origin, get_type_hints

from insyn.reporting.document.tree import Block, Document

VERSION = 1


class DocumentUnreadable(ValueError):
    """The JSON is not a document of a version that is known; the message says where it went wrong."""


def to_json(document: Document) -> str:
    return json.dumps({"version": VERSION, **_packed(document)}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """The document; raises DocumentUnreadable."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DocumentUnreadable(f"Texten är inte JSON: {error}") from error
    version = data.pop("version", None) if isinstance(data, dict) else None
    if version != VERSION:
        raise DocumentUnreadable(f"Version {version!r} av dokumentet är okänd; den här läser version {VERSION}.")
    document: Document = _guarded(Document, data)
    return document


def blocks_to_json(blocks: tuple[Block, ...]) -> str:
    """Blocks alone, as a section of a report keeps them."""
    return json.dumps({"version": VERSION, "blocks": [_packed(block) for block in blocks]}, ensure_ascii=False)


def blocks_from_json(text: str) -> tuple[Block, ...]:
    return from_json(json.dumps({"title": "", **json.loads(text)})).blocks


def _guarded(kind: Any, data: object) -> Any:
    try:
        return _unpacked(kind, data, kind.__name__)
    except DocumentUnreadable:
        raise
    except (TypeError, ValueError, RecursionError) as error:
        raise DocumentUnreadable(str(error)) from error


def _packed(value: Any) -> Any:
    if is_dataclass(value):
        kind = {"kind": type(value).__name__} if type(value) in _kinds() else {}
        contents = [(field, getattr(value, field.name)) for field in fields(value)]
        said = {field.name: _packed(content) for field, content in contents if content != field.default}
        return kind | said
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _unpacked(kind: Any, data: Any, where: str) -> Any:
    kind = _bare(kind)
    if is_dataclass(kind):
        return _made(kind, data, where)
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(data, list):
            raise DocumentUnreadable(f"{where}: en lista väntades.")
        return tuple(_unpacked(get_args(kind)[0], part, f"{where}[{index}]") for index, part in enumerate(data))
    if origin is UnionType:
        return _one_of(get_args(kind), data, where)
    if origin is Literal:
        if data not in get_args(kind):
            raise DocumentUnreadable(f"{where}: {data!r} är inte något av {', '.join(map(repr, get_args(kind)))}.")
        return data
    return _scalar(kind, data, where)


def _made(kind: Any, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise DocumentUnreadable(f"{where}: ett objekt väntades.")
    hints, known = _shape(kind)
    given = {name: value for name, value in data.items() if name != "kind" or kind not in _kinds()}
    if unknown := given.keys() - known.keys():
        raise DocumentUnreadable(f"{where}: okänt fält {', '.join(sorted(unknown))}.")
    if missing := {name for name, field in known.items() if field.default is MISSING} - given.keys():
        raise DocumentUnreadable(f"{where}: fältet {', '.join(sorted(missing))} saknas.")
    return kind(**{name: _unpacked(hints[name], value, f"{where}.{name}") for name, value in given.items()})


def _one_of(kinds: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None and type(None) in kinds:
        return None
    named = {kind.__name__: kind for kind in map(_bare, kinds) if isinstance(kind, type) and is_dataclass(kind)}
    if not named:
        return _unpacked(next(kind for kind in kinds if kind is not type(None)), data, where)
    name = data.get("kind") if isinstance(data, Mapping) else None
    if name not in named:
        raise DocumentUnreadable(f"{where}: okänd sort {name!r}.")
    return _made(named[name], data, where)


def _scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is date and isinstance(data, str):
        return date.fromisoformat(data)
    if kind is float and isinstance(data, int | float) and not isinstance(data, bool):
        return data
    if kind is date or type(data) is not kind:
        raise DocumentUnreadable(f"{where}: {kind.__name__} väntades.")
    return data


def _bare(kind: Any) -> Any:
    while isinstance(kind, TypeAliasType):
        kind = kind.__value__
    return kind


@cache
def _shape(kind: type) -> tuple[dict[str, Any], dict[str, Field[Any]]]:
    # The fields are those of a frozen dataclass; string annotations (a list's items, a panel's blocks) are resolved.
    return get_type_hints(kind), {field.name: field for field in fields(kind)}


@cache
def _kinds() -> frozenset[type]:
    """The classes that stand in a union and so must say which they are."""
    chart = next(kind for kind in get_args(_bare(Block)) if kind.__name__ == "Chart")
    return frozenset(map(_bare, get_args(_bare(Block)))) | frozenset(get_args(_bare(_shape(chart)[0]["chart"])))
