"""Templates: changed as a draft, taken into use as a new version; reports begun earlier keep the one they have."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from django.db.models import Max

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.reporting.actions.writing import template_for
from insyn.reporting.filling import blocks_for
from insyn.reporting.models import ReportTemplate
from insyn.reporting.rules import (
    MANDATORY,
    Section,
    mandatory_section,
    new_key,
    read_sections,
    taken_blocks,
    write_sections,
)

State = ReportTemplate.State


class TemplateInUse(Refusal):
    message = "Mallen är tagen i bruk och ändras inte. Börja en ny version av den i stället."


class SectionGone(Refusal):
    message = "Avsnittet finns inte längre i mallen. Någon kan ha tagit bort det."


class SectionMandatory(Refusal):
    message = "Avsnittet måste finnas i varje sådan rapport och kan inte tas bort."


class SectionEmpty(Refusal):
    message = "Avsnittet behöver skrivas av författaren eller fyllas i av systemet."


class BlockTaken(Refusal):
    message = "Det som systemet fyller i kan bara stå på ett ställe i rapporten:"


class PartsMissing(Refusal):
    message = "Mallen saknar det som måste finnas i varje sådan rapport:"


class NothingChanged(Refusal):
    message = "Utkastet är likadant som mallen som används. Ändra något eller kasta utkastet."


class NameMissing(Refusal):
    message = "Mallen behöver ett namn."


@action("Började ändra en rapportmall")
def begin_template(*, purpose: str, kind: str, by: Person, at: dt.datetime) -> ReportTemplate:
    """The draft of a kind's template: the one under way, else a copy of what the kind uses; raises NoTemplate."""
    own = ReportTemplate.objects.select_for_update().filter(purpose=purpose, kind=kind)
    versions = {template.state: template for template in own}
    if draft := versions.get(State.DRAFT):
        return draft
    used = template_for(purpose, kind)
    highest = own.aggregate(highest=Max("number"))["highest"] if versions else 0
    draft = ReportTemplate(
        purpose=purpose, kind=kind, number=highest + 1, sections=used.sections, name=used.name, state=State.DRAFT
    )
    if used.kind != kind:
        draft.name = f"{used.name}: {draft.get_kind_display()}"[:200]
    draft.save()
    return draft


@action("Lade till ett avsnitt i mallen")
def add_section(*, template_id: int, section: Section, after: str = "", by: Person, at: dt.datetime) -> ReportTemplate:
    """A new section after another, last where none is named; raises TemplateInUse, SectionEmpty or BlockTaken."""
    template, sections = _draft(template_id)
    section = _checked(replace(section, key=new_key(section.heading, sections)), sections, template)
    places = {each.key: place for place, each in enumerate(sections, start=1)}
    sections.insert(places.get(after, len(sections)), section)
    return _saved(template, sections)


@action("Ändrade ett avsnitt i mallen")
def change_section(*, template_id: int, section: Section, by: Person, at: dt.datetime) -> ReportTemplate:
    """The section of that key as it is to be.

    What is mandatory in it stays whatever was asked. Raises TemplateInUse, SectionGone, SectionEmpty or BlockTaken.
    """
    template, sections = _draft(template_id)
    place = _place(section.key, sections)
    sections[place] = _checked(section, sections, template)
    return _saved(template, sections)


@action("Flyttade ett avsnitt i mallen")
def move_section(
    *, template_id: int, key: str, to: Literal["up", "down"], by: Person, at: dt.datetime
) -> ReportTemplate:
    """One step up or down; at the end it stays where it is. Raises TemplateInUse or SectionGone."""
    template, sections = _draft(template_id)
    place = _place(key, sections)
    other = place + (1 if to == "down" else -1)
    if 0 <= other < len(sections):
        sections[place], sections[other] = sections[other], sections[place]
    return _saved(template, sections)


@action("Tog bort ett avsnitt ur mallen")
def remove_section(*, template_id: int, key: str, by: Person, at: dt.datetime) -> ReportTemplate:
    """Take a section away; raises TemplateInUse, SectionGone or SectionMandatory."""
    template, sections = _draft(template_id)
    place = _place(key, sections)
    if mandatory_section(template.purpose, key):
        raise SectionMandatory
    del sections[place]
    return _saved(template, sections)


@action("Tog en rapportmall i bruk")
def adopt_template(*, template_id: int, name: str, change_note: str, by: Person, at: dt.datetime) -> ReportTemplate:
    """From now on reports of the kind begin from this version; the one before stays for those already begun.

    Raises TemplateInUse, NameMissing, PartsMissing or NothingChanged.
    """
    template, sections = _draft(template_id)
    if not name.strip():
        raise NameMissing
    if missing := _missing(template.purpose, sections):
        raise PartsMissing(missing=missing)
    before = ReportTemplate.objects.filter(purpose=template.purpose, kind=template.kind, state=State.USED).first()
    if before and (before.sections, before.name) == (template.sections, name.strip()):
        raise NothingChanged
    if before:
        before.state = State.RETIRED
        before.save(update_fields=["state"])
    template.name, template.change_note, template.state = name.strip(), change_note.strip(), State.USED
    template.adopted_by, template.adopted_at = by, at
    template.revision += 1
    template.save()
    return template


@action("Kastade utkastet till en rapportmall")
def discard_template(*, template_id: int, by: Person, at: dt.datetime) -> None:
    """Throw a draft away; the template in use stays as it is. Raises TemplateInUse."""
    template, _ = _draft(template_id)
    template.delete()


def _draft(template_id: int) -> tuple[ReportTemplate, list[Section]]:
    template: ReportTemplate = ReportTemplate.objects.select_for_update().get(pk=template_id)
    if not template.is_draft:
        raise TemplateInUse
    return template, list(read_sections(template.sections))


def _place(key: str, sections: Sequence[Section]) -> int:
    for place, each in enumerate(sections):
        if each.key == key:
            return place
    raise SectionGone


def _checked(section: Section, sections: Sequence[Section], template: ReportTemplate) -> Section:
    """The section with what is mandatory in it; refused where it is empty or has another's block."""
    demanded = mandatory_section(template.purpose, section.key)
    if demanded:
        kept = (*demanded.fill, *(name for name in section.fill if name not in demanded.fill))
        is_required = section.is_required or demanded.is_required
        section = replace(section, fill=kept, is_required=is_required, is_written=section.is_written or is_required)
    if not section.is_written:
        section = replace(section, is_required=False)
    if not section.is_written and not section.fill:
        raise SectionEmpty
    if taken := taken_blocks(sections, besides=section.key) & set(section.fill):
        names = blocks_for(template.purpose)
        raise BlockTaken(missing=[names.get(name, name) for name in sorted(taken)])
    return section


def _missing(purpose: str, sections: Sequence[Section]) -> list[str]:
    """What the purpose demands and the sections lack, by the block's name or the section's own."""
    names, have = blocks_for(purpose), {section.key: section for section in sections}
    return [
        names.get(each.fill[0], each.key) if each.fill else each.key
        for each in MANDATORY[purpose]
        if each.key not in have or not set(each.fill) <= set(have[each.key].fill)
    ]


def _saved(template: ReportTemplate, sections: Sequence[Section]) -> ReportTemplate:
    template.sections = write_sections(sections)
    template.revision += 1
    template.save(update_fields=["sections", "revision"])
    return template
