"""Arguments are what their annotations say: a number where a number is asked for, a word that is one of its words.

Arrays of numbers are looked into by `inputs`; this is for everything else, so that nothing reaches the arithmetic that
it cannot say no to in words.
"""

import functools
import inspect
import math
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAliasType, Union

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.inputs import InputFault

LARGEST, LARGEST_WHOLE = 1e100, 2**53
ROWS = {tuple, Sequence, Iterable}
# A type with a name of its own in newer numpy: what it stands for is a union.
ARRAYS = set(typing.get_args(getattr(ArrayLike, "__value__", ArrayLike)))


def checked[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Raises InputFault for an argument that is not what its annotation says (ArrayLike is left to the function)."""
    signature = inspect.signature(function)

    @functools.cache
    def hints() -> dict[str, Any]:
        return typing.get_type_hints(function)

    @functools.wraps(function)
    def call(*given: P.args, **named: P.kwargs) -> R:
        for name, value in signature.bind(*given, **named).arguments.items():
            kind = signature.parameters[name].kind
            if name in hints() and kind not in {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}:
                check_argument(name, value, hints()[name])
        return function(*given, **named)

    return call


def check_argument(name: str, value: object, hint: Any) -> None:
    """Raises InputFault where a value is not of the kind."""
    members = _members(hint)
    if any(member in ARRAYS and not isinstance(member, type) for member in members):
        return
    faults = [_fault(value, member) for member in members]
    if name == "seed" and isinstance(value, int) and value < 0:
        faults = [f"{value} är negativt"]
    if all(faults):
        raise InputFault(name, faults[0], _place(value, members[0]))


def _place(value: object, hint: Any) -> tuple[int, ...]:
    """Where in a row of values the first wrong one stands."""
    if typing.get_origin(hint) not in ROWS or not isinstance(value, list | tuple | np.ndarray):
        return ()
    return next(((at,) for at, one in enumerate(value) if _fault(one, typing.get_args(hint)[0])), ())


def _members(hint: Any) -> tuple[Any, ...]:
    """What a value may be, one by one: unions and named types are taken apart."""
    if isinstance(hint, TypeAliasType):
        return _members(hint.__value__)
    if typing.get_origin(hint) in {Union, types.UnionType}:
        return tuple(part for one in typing.get_args(hint) for part in _members(one))
    return (hint,)


def _fault(value: object, hint: Any) -> str:
    """Why a value is not of the kind, in Swedish; empty where it is."""
    shown = f"{value!r:.60}"
    if hint is type(None):
        return "" if value is None else f"{shown} går inte att räkna med"
    if hint in {float, int}:
        return _number_fault(value, shown, is_whole=hint is int)
    if hint is bool:
        return "" if isinstance(value, bool | np.bool_) else f"{shown} är varken ja eller nej"
    origin = typing.get_origin(hint)
    if origin is Literal:
        words = typing.get_args(hint)
        is_word = isinstance(value, str | int) and value in words
        return "" if is_word else f"{shown} är inte någon av {', '.join(map(str, words))}"
    if origin is not None:
        return _container_fault(value, origin, typing.get_args(hint), shown)
    return "" if not isinstance(hint, type) or isinstance(value, hint) else f"{shown} är inte av slaget {hint.__name__}"


def _number_fault(value: object, shown: str, *, is_whole: bool) -> str:
    if not isinstance(value, int | float | np.number | np.bool_) or isinstance(value, np.complexfloating):
        return f"{shown} är inte ett tal"
    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return f"{shown} är för stort att räkna med"
    amount = float(value)
    if not math.isfinite(amount):
        return f"{shown} är inte ett ändligt tal"
    if abs(amount) > LARGEST:
        return f"{shown} är för stort att räkna med"
    if is_whole and (isinstance(value, bool) or not isinstance(value, int | np.integer)):
        return f"{shown} är inte ett helt tal"
    return ""


def _container_fault(value: object, origin: Any, parts: tuple[Any, ...], shown: str) -> str:
    if origin in ROWS:
        if isinstance(value, bytes | Mapping) or not isinstance(value, Iterable):
            return f"{shown} är inte en följd av värden"
        if not isinstance(parts[0], type) or not hasattr(value, "__len__"):
            return ""
        if isinstance(value, str) and parts[0] is str:
            return ""
        return next((fault for one in value if (fault := _fault(one, parts[0]))), "")
    if origin is Mapping:
        return "" if isinstance(value, Mapping) else f"{shown} är inte en uppslagning"
    return ""
