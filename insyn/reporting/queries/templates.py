"""Templates, their sections as a person reads them, and what each version changed."""

from dataclasses import dataclass

from insyn.reporting.filling import blocks_for
from insyn.reporting.models import Purpose, ReportTemplate
from insyn.reporting.rules import Section, changes_between, mandatory_section, read_sections

STATE_COLORS = {"draft": "info", "used": "success", "retired": "neutral"}


@dataclass(frozen=True)
class TemplateRow:
    """A template in use, and the draft of its next version where somebody has begun one."""

    used: ReportTemplate | None
    draft: ReportTemplate | None

    @property
    def shown(self) -> ReportTemplate:
        found = self.used or self.draft
        assert found is not None  # noqa: S101 - a row is made of at least one of them
        return found

    @property
    def applies_to(self) -> str:
        if self.shown.purpose == Purpose.HALF_YEAR:
            return "varje halvår"
        return self.shown.get_kind_display() if self.shown.kind else "alla slag utan egen mall"


@dataclass(frozen=True)
class TemplateGroup:
    label: str
    rows: tuple[TemplateRow, ...]


def templates_by_purpose() -> list[TemplateGroup]:
    """What is in use or begun, purpose by purpose; the general one first, then the kinds' own."""
    live = ReportTemplate.objects.exclude(state=ReportTemplate.State.RETIRED).order_by("purpose", "kind")
    found: dict[tuple[str, str], dict[str, ReportTemplate]] = {}
    for template in live:
        found.setdefault((template.purpose, template.kind), {})[template.state] = template
    return [
        TemplateGroup(
            str(label),
            tuple(
                TemplateRow(states.get("used"), states.get("draft"))
                for (purpose, _), states in found.items()
                if purpose == code
            ),
        )
        for code, label in Purpose.choices
    ]


@dataclass(frozen=True)
class ShownSection:
    """A section with the names of its blocks, and whether every such report must have it."""

    section: Section
    blocks: tuple[str, ...]
    is_mandatory: bool
    is_first: bool
    is_last: bool


def shown_sections(template: ReportTemplate) -> list[ShownSection]:
    names, sections = blocks_for(template.purpose), read_sections(template.sections)
    return [
        ShownSection(
            section,
            tuple(names.get(name, name) for name in section.fill),
            mandatory_section(template.purpose, section.key) is not None,
            is_first=place == 0,
            is_last=place == len(sections) - 1,
        )
        for place, section in enumerate(sections)
    ]


@dataclass(frozen=True)
class VersionOf:
    template: ReportTemplate
    changes: list[str]

    @property
    def color(self) -> str:
        return STATE_COLORS[self.template.state]


def versions_of(template: ReportTemplate) -> list[VersionOf]:
    """Every version of the kind's template, latest first, with what it changed."""
    rows = ReportTemplate.objects.filter(purpose=template.purpose, kind=template.kind)
    ordered = list(rows.select_related("adopted_by").order_by("number"))
    before = [None, *ordered]
    return [VersionOf(row, _changes(old, row)) for old, row in zip(before, ordered, strict=False)][::-1]


def changes_in(template: ReportTemplate) -> list[str]:
    """How the version differs from the one before it."""
    rows = ReportTemplate.objects.filter(
        purpose=template.purpose, kind=template.kind, number__lt=template.number
    ).order_by("-number")
    return _changes(rows.first(), template)


def _changes(old: ReportTemplate | None, new: ReportTemplate) -> list[str]:
    if old is None:
        return []
    return changes_between(read_sections(old.sections), read_sections(new.sections), blocks_for(new.purpose))
