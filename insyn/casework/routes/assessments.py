"""The checklist."""

from django.urls import path

from insyn.casework.views import assessments as views

urlpatterns = [
    path("<int:pk>/bedomningar/", views.assessments, name="assessments"),
    path("<int:pk>/bedomningar/<int:assessment_pk>/", views.assessment, name="assessment"),
]
