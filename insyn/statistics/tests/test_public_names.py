"""Every public name of every area: told in the README, and refusing input that cannot be computed with."""

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

PACKAGE = Path(__file__).parents[1]
README = (PACKAGE / "README.md").read_text()
AREAS = sorted(init.parent.name for init in PACKAGE.glob("*/__init__.py") if "__all__" in init.read_text())


def area(name: str) -> ModuleType:
    return importlib.import_module(f"insyn.statistics.{name}")


def section(name: str) -> str:
    """What the README says of an area: from its heading to the next."""
    found = re.search(rf"^## [^\n]*\(`{name}/`\)$(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no section of {name}"
    return found.group(1)


def test_there_are_nine_areas() -> None:
    assert len(AREAS) == 9


@pytest.mark.parametrize("name", AREAS)
def test_the_readme_has_every_public_name_and_no_other(name: str) -> None:
    public = set(area(name).__all__)
    assert public <= set(re.findall(r"`([A-Za-z]\w*)", section(name)))
    mapped = re.findall(r"^\| ([^|]*) \|", section(name), re.MULTILINE)
    told = {word for cell in mapped for word in re.findall(r"`([a-z]\w*)[`( ]", cell)}
    assert told <= public
