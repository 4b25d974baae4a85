"""The follow-ups of a unit, a provider or a contract, as parts of the register's pages."""

from django.urls import path

from insyn.casework.views import of_subjects

urlpatterns = [
    path("enhet/<int:pk>/", of_subjects.of_unit, name="of_unit"),
    path("utforare/<int:pk>/", of_subjects.of_provider, name="of_provider"),
    path("avtal/<int:pk>/", of_subjects.of_contract, name="of_contract"),
]
