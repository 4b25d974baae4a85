"""The published examples of tests/data/statistics: input, expected numbers and tolerance."""

import json
from pathlib import Path
from typing import Any

import numpy as np

DATA = Path(__file__).parents[3] / "tests" / "data" / "statistics"


def case(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text())


def assert_agrees(got: Any, expected: Any, published: Any) -> None:
    tolerance = published["tolerance"]
    np.testing.assert_allclose(got, expected, rtol=tolerance.get("rel", 0), atol=tolerance.get("abs", 0))
