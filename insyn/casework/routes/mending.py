"""Action plans, actions and steps under the contract."""

from django.urls import path

from insyn.casework.views import case_actions, escalation, mending

_PLAN = "<int:pk>/atgardsplaner/<int:plan_pk>/"
_ACTION = "<int:pk>/atgarder/<int:action_pk>/"

urlpatterns = [
    path("<int:pk>/atgarder/", mending.case_actions, name="case_actions"),
    path("<int:pk>/atgardsplaner/ny/", mending.action_plan_new, name="action_plan_new"),
    path(_PLAN, mending.action_plan, name="action_plan"),
    path(f"{_PLAN}atgarder/<int:action_pk>/", mending.action_review, name="action_review"),
    path(f"{_PLAN}godtagande/", mending.action_plan_acceptance, name="action_plan_acceptance"),
    path(f"{_PLAN}avslag/", mending.action_plan_refusal, name="action_plan_refusal"),
    path(f"{_PLAN}paminnelse/", mending.action_plan_reminder, name="action_plan_reminder"),
    path(_ACTION, case_actions.action, name="action"),
    path(f"{_ACTION}kontroll/", case_actions.action_verification, name="action_verification"),
    path(f"{_ACTION}effekt/", case_actions.effect, name="effect"),
    path(f"{_ACTION}underlag/<int:document_pk>/", case_actions.action_evidence_file, name="action_evidence_file"),
    path("<int:pk>/avtalsatgarder/", escalation.escalations, name="escalations"),
    path("<int:pk>/avtalsatgarder/ny/", escalation.escalation_new, name="escalation_new"),
    path("<int:pk>/avtalsatgarder/<int:step_pk>/", escalation.escalation_outcome, name="escalation_outcome"),
]
across = [
    path("atgarder/", case_actions.actions, name="actions"),
    path("atgarder/<int:pk>/", case_actions.action_by_key, name="action_by_key"),
]
