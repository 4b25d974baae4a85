"""What an officer writes about a finding, with photographs straight from the telephone."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SwedishDateField
from insyn.base.files import UploadField
from insyn.base.refill import SEEN
from insyn.casework.actions.findings import FindingContent
from insyn.casework.models import Assessment, CaseDocument, Finding, FollowUpTarget
from insyn.organisation.models import QualityArea

KINDS = [(code, str(label).capitalize()) for code, label in Finding.Kind.choices]
SEVERITIES = [(code, str(label).capitalize()) for code, label in Finding.Severity.choices if code]
NEW_CAUSES = 2
PHOTO_TYPES = ".jpg,.jpeg,.png,.pdf,.docx,.xlsx,.odt,.txt,.csv"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class ManyUploads(UploadField):
    """Several files of the allowed kinds."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list) else [data] if data else []
        return [super(ManyUploads, self).clean(each, initial) for each in given]


class FindingForm(MergingForm, forms.Form):
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Vad som sågs", ("kind", "severity", "title", "text", "found_date", "target", "quality_area", "photos")),
        ("Krav och underlag", ("assessments", "documents")),
    )

    kind = forms.ChoiceField(label="Slag", choices=KINDS, widget=forms.RadioSelect)
    severity = forms.ChoiceField(
        label="Allvarlighet",
        choices=SEVERITIES,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj hur allvarlig bristen är."},
        help_text="Bara för brister. En akut brist går genast till förvaltningsdirektören och nämnden.",
    )
    title = forms.CharField(label="Rubrik", max_length=200, help_text="Kort, till exempel: Genomförandeplaner saknas.")
    text = forms.CharField(label="Vad som iakttogs", widget=LongText, help_text="Skriv inga namn eller personnummer.")
    found_date = SwedishDateField(label="Iakttogs den")
    target = forms.ModelChoiceField(FollowUpTarget.objects.none(), label="Verksamhet", empty_label="Välj verksamhet")
    quality_area = forms.ModelChoiceField(
        QualityArea.objects.none(), label="Kvalitetsområde", empty_label="Välj kvalitetsområde"
    )
    photos = ManyUploads(label="Fotografier och filer", required=False)
    assessments = forms.ModelMultipleChoiceField(
        Assessment.objects.none(), label="Krav", required=False, widget=forms.CheckboxSelectMultiple
    )
    documents = forms.ModelMultipleChoiceField(
        CaseDocument.objects.none(), label="Handlingar", required=False, widget=forms.CheckboxSelectMultiple
    )
    immediate_action = forms.CharField(
        label="Omedelbar åtgärd", required=False, widget=LongText({"rows": "3"}), help_text="Vad som gjordes på plats."
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, choices: "FindingChoices", finding: Finding | None = None
    ) -> None:
        self.finding = finding
        self.revision = finding.revision if finding else 0
        self.targets = choices.targets
        super().__init__(data, files, initial=choices.initial(finding))
        self._offer(choices)
        self.cause_fields = self._add_causes()
        self.groups = (*self.groups, ("Orsak och åtgärd", (*self.cause_fields, "immediate_action")))
        if finding is None:
            # Nobody else can have changed what is not there yet.
            del self.fields[SEEN]
            self.initial.update(choices.suggested)
        # Asked of deficiencies only: what else was found has no severity.
        self.fields["severity"].required = self.data.get("kind", "deficiency") == Finding.Kind.DEFICIENCY

    def current_values(self) -> Mapping[str, Any]:
        if self.finding is None:
            return self.initial_values()
        now = Finding.objects.select_for_update(of=("self",)).get(pk=self.finding.pk)
        self.revision = now.revision
        return {**self.initial_values(), **saved_values(now)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_deficiency = cleaned.get("kind") == Finding.Kind.DEFICIENCY
        if not is_deficiency:
            cleaned["severity"] = ""
        if is_deficiency and "target" in self.fields and not cleaned.get("target"):
            self.add_error("target", "Välj vilken verksamhet bristen gäller.")
        return cleaned

    @property
    def content(self) -> FindingContent:
        data = self.cleaned_data
        target = data.get("target")
        return FindingContent(
            kind=data["kind"],
            severity=data["severity"],
            quality_area_id=data["quality_area"].pk,
            title=data["title"],
            text=data["text"],
            found_date=data["found_date"],
            target_id=target.pk if target else None,
            immediate_action=data["immediate_action"],
            assessment_ids=frozenset(each.pk for each in data.get("assessments", ())),
            document_ids=frozenset(each.pk for each in data.get("documents", ())),
            causes=tuple((_cause_id(name), data[name]) for name in self.cause_fields),
        )

    def _offer(self, choices: "FindingChoices") -> None:
        self.fields["target"].required = False
        for name, rows in choices.querysets.items():
            if choices.has_any(name):
                self.fields[name].queryset = rows  # type: ignore[attr-defined] # all of them choose rows
            else:
                del self.fields[name]
        if "assessments" in self.fields:
            self.fields["assessments"].label_from_instance = _requirement_label  # type: ignore[attr-defined]

    def _add_causes(self) -> tuple[str, ...]:
        """A field for each cause there is, and empty ones for more."""
        causes = list(self.finding.causes.all()) if self.finding else []
        labels = {f"cause_{cause.pk}": f"Orsak {place}" for place, cause in enumerate(causes, start=1)}
        labels |= {f"new_cause_{n}": f"Orsak {len(causes) + n}" for n in range(1, NEW_CAUSES + 1)}
        for name, label in labels.items():
            self.fields[name] = forms.CharField(label=label, required=False, widget=LongText({"rows": "2"}))
        first = next(iter(labels))
        self.fields[first].help_text = "Varför bristen uppstod. Varje orsak ska besvaras i åtgärdsplanen."
        self.initial.update({f"cause_{cause.pk}": cause.text for cause in causes})
        return tuple(labels)


class FindingChoices:
    """What may be chosen in one follow-up, and what is suggested for a new finding."""

    def __init__(self, follow_up_id: int, *, day: dt.date, assessment: Assessment | None = None) -> None:
        of = {"follow_up_id": follow_up_id}
        self.targets = list(FollowUpTarget.objects.filter(**of))
        targets = FollowUpTarget.objects.filter(**of).select_related("unit_spell", "provider_spell", "contract")
        assessments = Assessment.objects.filter(**of, removed_at=None)
        self.querysets: dict[str, Any] = {
            "target": targets,
            "quality_area": QualityArea.objects.on(day),
            "assessments": assessments.select_related("wording", "deviation", "requirement"),
            "documents": CaseDocument.objects.filter(**of),
        }
        self.suggested: dict[str, Any] = {"kind": Finding.Kind.DEFICIENCY, "found_date": day}
        if assessment:
            self.suggested |= {
                "assessments": [assessment.pk],
                "quality_area": assessment.requirement.quality_area_id,
                "target": assessment.target_id,
                "text": assessment.ground,
            }

    def has_any(self, name: str) -> bool:
        """Whether there is something to choose; of a single target there is not."""
        if name == "target":
            return len(self.targets) > 1
        return name == "quality_area" or bool(self.querysets[name].exists())

    def initial(self, finding: Finding | None) -> dict[str, Any]:
        return saved_values(finding) if finding else {}


class ReasonForm(forms.Form):
    """A single reason or note, with a label of its own."""

    reason = forms.CharField(widget=LongText({"rows": "4"}))

    def __init__(self, data: Any = None, *, label: str, help_text: str = "", **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class EvidenceForm(forms.Form):
    photos = ManyUploads(label="Fotografier och filer")


def saved_values(finding: Finding) -> dict[str, Any]:
    """What is saved, as the form's fields hold it."""
    plain = ("kind", "severity", "title", "text", "found_date", "immediate_action")
    values: dict[str, Any] = {name: getattr(finding, name) for name in plain}
    values |= {"target": finding.target_id, "quality_area": finding.quality_area_id}
    values["assessments"] = _keys(finding.assessments.all())
    values["documents"] = _keys(finding.evidence.all())
    return values | {f"cause_{cause.pk}": cause.text for cause in finding.causes.all()}


def _keys(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def _cause_id(name: str) -> int | None:
    return int(name.removeprefix("cause_")) if name.startswith("cause_") else None


def _requirement_label(assessment: Assessment) -> str:
    text = assessment.text
    return f"{assessment.requirement.code}: {text[:90]}{'…' if len(text) > 90 else ''}"
