"""What is typed about reports, templates, meetings, decisions and half-years."""

from insyn.reporting.forms.half_years import CompilationForm
from insyn.reporting.forms.meetings import (
    DecisionForm,
    MeetingForm,
    NewMeetingForm,
    NewTaskForm,
    TaskDoneForm,
    TaskFormSet,
    ToBoardForm,
)
from insyn.reporting.forms.reports import SECTION, CheckForm, DraftForm, NewVersionForm, draft_values
from insyn.reporting.forms.templates import AdoptionForm, NewTemplateForm, SectionForm

__all__ = [
    "SECTION",
    "AdoptionForm",
    "CheckForm",
    "CompilationForm",
    "DecisionForm",
    "DraftForm",
    "MeetingForm",
    "NewMeetingForm",
    "NewTaskForm",
    "NewTemplateForm",
    "NewVersionForm",
    "SectionForm",
    "TaskDoneForm",
    "TaskFormSet",
    "ToBoardForm",
    "draft_values",
]
