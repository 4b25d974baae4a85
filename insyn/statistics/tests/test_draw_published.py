"""Our samplers give the figures that others have printed."""

import json
from typing import Any

import pytest

from insyn.statistics.draw import rfc3797_selection, rivest_sample
from insyn.statistics.tests.example import DATA

PUBLISHED = json.loads((DATA / "published.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", PUBLISHED["rivest"])
def test_rivests_sampler_gives_his_published_picks(case: Any) -> None:
    assert rivest_sample(case["seed"], case["total"], case["count"]) == case["picks"]


def test_rivests_sampler_can_skip_what_it_has_picked() -> None:
    assert rivest_sample("0", 2, 2, duplicates=False) == [1, 2]
    assert sorted(rivest_sample("0", 40, 40, duplicates=False)) == list(range(1, 41))


def test_rfc_3797_gives_its_worked_example() -> None:
    case = PUBLISHED["rfc3797"]
    selected, digests = rfc3797_selection(case["key"], case["pool_size"], len(case["selected"]))
    assert selected == case["selected"]
    assert digests[:3] == case["md5"]


@pytest.mark.parametrize(("total", "count", "duplicates"), [(0, 1, True), (3, 4, False), (3, -1, True)])
def test_a_sample_that_cannot_be_made_is_refused(total: int, count: int, duplicates: bool) -> None:
    with pytest.raises(ValueError, match="cannot be made"):
        rivest_sample("1", total, count, duplicates=duplicates)


def test_rfc_3797_refuses_more_than_the_pool() -> None:
    with pytest.raises(ValueError, match="cannot be made"):
        rfc3797_selection("9319./", 3, 4)
