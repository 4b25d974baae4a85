"""A class that no style sheet and no script knows is a misspelling: what it was to do is not done."""

import re
from pathlib import Path

from config.environment import PROJECT_DIR

IN_TEMPLATE = re.compile(r'\bclass="([^"]*)"')
IN_STYLE = re.compile(r"\.([a-zA-Z_][\w-]*)")
# What a tag of the template writes; a name that grows on to it is not looked for.
SPOKEN = re.compile(r"[\w-]*\{\{.*?\}\}[\w-]*|\{%.*?%\}")
STYLES = ("insyn/*/static/**/*.css", "node_modules/@digdir/designsystemet-css/dist/**/*.css")


def known_classes() -> set[str]:
    known: set[str] = set()
    for pattern in STYLES:
        for path in PROJECT_DIR.glob(pattern):
            known |= set(IN_STYLE.findall(path.read_text()))
    return known


def used_classes(template: Path) -> set[str]:
    return {name for value in IN_TEMPLATE.findall(SPOKEN.sub(" ", template.read_text())) for name in value.split()}


def test_every_class_of_a_page_is_known() -> None:
    known = known_classes()
    scripts = " ".join(path.read_text() for path in PROJECT_DIR.glob("insyn/*/static/**/*.js"))
    templates = sorted(PROJECT_DIR.glob("insyn/*/templates/**/*.html"))
    unknown = [
        f"{path.relative_to(PROJECT_DIR)}: {name}"
        for path in templates
        for name in sorted(used_classes(path) - known)
        if name not in scripts
    ]
    assert not unknown, "\n".join(unknown)
