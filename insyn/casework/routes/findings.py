"""Findings: of one follow-up, and across all of them."""

from django.urls import path

from insyn.casework.views import finding_lists as lists
from insyn.casework.views import findings as views
from insyn.casework.views import urgent

_ONE = "<int:pk>/iakttagelser/<int:number>/"

urlpatterns = [
    path("<int:pk>/iakttagelser/", views.case_findings, name="case_findings"),
    path("<int:pk>/iakttagelser/ny/", views.finding_new, name="finding_new"),
    path(_ONE, views.finding, name="finding"),
    path(f"{_ONE}andring/", views.finding_edit, name="finding_edit"),
    path(f"{_ONE}underlag/", views.finding_evidence, name="finding_evidence"),
    path(f"{_ONE}underlag/<int:document_pk>/", views.finding_evidence_file, name="finding_evidence_file"),
    path(f"{_ONE}atertagande/", views.finding_withdrawal, name="finding_withdrawal"),
    path(f"{_ONE}avslut/", views.finding_closure, name="finding_closure"),
    path(f"{_ONE}akut/", urgent.finding_urgent, name="finding_urgent"),
]
across = [
    path("iakttagelser/", lists.findings, name="findings"),
    path("iakttagelser/aterkommande/", lists.recurring, name="recurring"),
    path("iakttagelser/aterkommande/krav/<int:pk>/", lists.recurring_requirement, name="recurring_requirement"),
    path("iakttagelser/aterkommande/omraden/<int:pk>/", lists.recurring_area, name="recurring_area"),
    path("iakttagelser/urval-och-fynd/", lists.chosen_and_found, name="chosen_and_found"),
    path("iakttagelser/goda-exempel/", lists.good_examples, name="good_examples"),
    path("iakttagelser/<int:pk>/", lists.finding_by_key, name="finding_by_key"),
]
