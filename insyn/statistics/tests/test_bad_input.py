"""Whatever is put in the place of one argument of a public function, the answer is a fault in words, or a figure.

Never a bare error out of the arithmetic, and never a warning from it. A new public function needs a call that works in
`good_calls`. (The draw has its own faults: it uses the standard library alone.)
"""

import inspect
import math
import re
import warnings
from typing import Any

import pytest

from insyn.statistics.draw.faults import DrawError
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided
from insyn.statistics.tests.good_calls import CALLS
from insyn.statistics.tests.test_public_names import AREAS, area

BAD: list[Any] = [
    *(None, "abc", math.nan, math.inf, -1, 0, 0.5, True, 1e90, 1e300, 10**30, object(), {}),
    *([], [[[1]]], [1, None], ["a", "b"], [math.nan] * 3, [[1, 2], [3]], [0, 0, 0], [[-1, 2], [3, 4]]),
]
FUNCTIONS = [
    (name, one)
    for name in AREAS
    if name != "draw"
    for one in area(name).__all__
    if inspect.isfunction(getattr(area(name), one))
]


def called(name: str, one: str, arguments: dict[str, Any]) -> Any:
    function = getattr(area(name), one)
    return function(arguments["rules"]) if one == "any_of" else function(**arguments)


def good(name: str, one: str) -> dict[str, Any]:
    call = CALLS[name][one]
    return {**call.arguments, **call.settings}


@pytest.mark.parametrize(("name", "one"), FUNCTIONS)
def test_the_call_that_the_bad_ones_come_of_works(name: str, one: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not isinstance(called(name, one, good(name, one)), Undecided)


@pytest.mark.parametrize(("name", "one"), FUNCTIONS)
def test_bad_input_is_refused_in_words_and_by_name(name: str, one: str) -> None:
    arguments = good(name, one)
    for argument in arguments:
        for wrong in BAD:
            told = told_of(name, one, {**arguments, argument: wrong})
            assert not re.search(r"\b(nan|None|inf)\b", told), (argument, wrong)


def told_of(name: str, one: str, arguments: dict[str, Any]) -> str:
    """What the answer says in words; nothing where the input was refused, or the answer has no words."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            answer = called(name, one, arguments)
        except (InputFault, DrawError):
            return ""
    describe = getattr(answer, "describe", None)
    return str(describe()) if callable(describe) else ""


@pytest.mark.parametrize(("name", "one"), FUNCTIONS)
def test_nothing_that_is_no_number_passes_where_numbers_are_asked_for(name: str, one: str) -> None:
    """Words, missing values and objects in an argument without default are refused, not worked around."""
    arguments, signature = good(name, one), inspect.signature(getattr(area(name), one))
    for argument, parameter in signature.parameters.items():
        if parameter.default is not parameter.empty or "ArrayLike" not in str(parameter.annotation):
            continue
        is_ragged_by_nature = argument == "contributions"  # a cell has as many as it has contributors
        for wrong in ("abc", object(), [object()], *([] if is_ragged_by_nature else [[[1, 2], [3]]])):
            with pytest.raises(InputFault):
                called(name, one, {**arguments, argument: wrong})
