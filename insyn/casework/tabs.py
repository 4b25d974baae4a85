"""The parts of a follow-up's page, and the next step at each stage: every floor declares its own when it starts.

In an app's ready():

    from insyn.casework import tabs
    tabs.register("Rapport", "reporting:case_report", order=80)
    tabs.register_next_step("analysing", "Skriv utkastet", "reporting:case_report", Act.WRITE)
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from insyn.casework.rules.powers import Act


@dataclass(frozen=True)
class Tab:
    """A part with an address of its own; `count` names one of the numbers that case_counts reads.

    Working material is not shown to those who read only what the follow-up came to.
    """

    label: str
    url_name: str
    order: int
    count: str = ""
    kinds: frozenset[str] = frozenset()
    is_material: bool = False


@dataclass(frozen=True)
class NextStep:
    label: str
    url_name: str
    act: Act


_tabs: dict[str, Tab] = {}
_steps: dict[str, NextStep] = {}


def register(
    label: str,
    url_name: str,
    *,
    order: int,
    count: str = "",
    kinds: frozenset[str] = frozenset(),
    is_material: bool = False,
) -> None:
    """Declare a tab; its address takes the follow-up's number. No kinds: every kind of follow-up has it."""
    _tabs[url_name] = Tab(label, url_name, order, count, kinds, is_material)


def register_next_step(stage: str, label: str, url_name: str, act: Act) -> None:
    """Say what is done next at a stage; the last floor to speak is the one that is heard."""
    _steps[stage] = NextStep(label, url_name, act)


def tabs(kind: str = "") -> list[Tab]:
    """The tabs of a kind of follow-up whose pages exist, in order."""
    shown = (tab for tab in _tabs.values() if not tab.kinds or kind in tab.kinds)
    return sorted((tab for tab in shown if address(tab.url_name, 1)), key=lambda tab: tab.order)


def next_step(stage: str) -> NextStep | None:
    step = _steps.get(stage)
    return step if step and address(step.url_name, 1) else None


def address(url_name: str, follow_up_id: int) -> str:
    try:
        return reverse(url_name, args=[follow_up_id])
    except NoReverseMatch:
        return ""
