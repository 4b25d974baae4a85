"""Forms of the plan, its parts and its decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField, SwedishIntegerField
from insyn.base.periods import last_day
from insyn.organisation.models import AreaSpell, Board, QualityArea, ServiceArea
from insyn.planning.models import Commitment, FollowUpKind, FollowUpPlan


class PlanForm(RowForm, forms.Form):
    title = forms.CharField(label="Rubrik", max_length=200, help_text="Till exempel Uppföljningsplan 2026.")
    boards = forms.ModelMultipleChoiceField(
        Board.objects.order_by("name"),
        label="Nämnder",
        widget=forms.CheckboxSelectMultiple,
        help_text="En eller flera nämnder kan ha planen tillsammans.",
    )
    starts = SwedishDateField(label="Från och med")
    ends = SwedishDateField(
        label="Till och med", required=False, help_text="ÅÅÅÅ-MM-DD. Perioden kan vara hur lång som helst."
    )
    introduction = forms.CharField(label="Inledning", widget=LongText({"rows": "8"}), required=False)
    groups = (("Period", ("starts", "ends")),)

    def saved(self, row: FollowUpPlan) -> dict[str, Any]:
        return {
            "title": row.title,
            "boards": list(row.plan_boards.values_list("board_id", flat=True)),
            "starts": row.period.lower,
            "ends": last_day(row.period),
            "introduction": row.introduction,
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Planen slutar innan den börjar. Skriv en senare dag.")
        return data


class PartForm(RowForm, forms.Form):
    """A row of a plan; the plan says what can be chosen."""

    def __init__(self, *args: Any, plan: FollowUpPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan


class FocusAreaForm(PartForm):
    name = forms.CharField(label="Fokusområde", max_length=200)
    description = forms.CharField(label="Beskrivning", widget=LongText, required=False)
    quality_area = forms.ModelChoiceField(
        QualityArea.objects.all(), label="Kvalitetsområde", required=False, empty_label="Inget särskilt"
    )


class RotationForm(PartForm):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd")
    year = SwedishIntegerField(label="År", min_value=2000, max_value=2100)
    wording = forms.CharField(
        label="Källans ord",
        max_length=200,
        help_text="Skriv som det står i nämndens rotation, även om ordet är ett annat.",
    )
    area = forms.ModelChoiceField(
        ServiceArea.objects.order_by("name"),
        label="Verksamhetsområde",
        required=False,
        empty_label="Saknas i områdeslistan",
        widget=SearchSelect,
        help_text="Området i registret som orden syftar på.",
    )

    def __init__(self, *args: Any, plan: FollowUpPlan, **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.fields["board"].queryset = plan.boards.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        board, area = data.get("board"), data.get("area")
        if board and area and not AreaSpell.objects.filter(area=area, board=board).exists():
            raise ValidationError(f"{area} hör inte till {board}. Välj nämndens eget område eller en annan nämnd.")
        return data


class CommitmentForm(PartForm):
    text = forms.CharField(label="Åtagande", max_length=300, help_text="Till exempel Minst tio enheter följs upp.")
    rule = forms.ChoiceField(label="Räknas så", choices=Commitment.Rule.choices)
    kind = forms.ChoiceField(
        label="Bara uppföljningar av ett slag", choices=(("", "Alla slag"), *FollowUpKind.choices), required=False
    )
    target = SwedishIntegerField(
        label="Minst", min_value=1, help_text="Ett antal, eller procent när åtagandet gäller en andel."
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("rule") == Commitment.Rule.STRUCTURAL_COVERAGE and (data.get("target") or 0) > 100:
            self.add_error("target", "En andel kan vara högst 100 procent.")
        return data


class DecisionForm(forms.Form):
    meeting_date = SwedishDateField(label="Sammanträdesdag")
    paragraph = forms.CharField(label="Paragraf", max_length=20, help_text="Till exempel § 14.")
    case_number = forms.CharField(label="Diarienummer", max_length=60)
    reason = forms.CharField(
        label="Skäl till revideringen", widget=LongText, help_text="Vad som ändras och varför. Det blir offentligt."
    )

    def __init__(self, *args: Any, is_revision: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_revision:
            del self.fields["reason"]
