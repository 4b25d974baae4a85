"""What people type about what is reported."""

from insyn.registers.forms.events import ClosingForm, ComplaintForm, DeviationForm, EventForm, form_for

__all__ = ["ClosingForm", "ComplaintForm", "DeviationForm", "EventForm", "form_for"]
