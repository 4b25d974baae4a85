"""What is gathered in a follow-up."""

from django.urls import path

from insyn.casework.views import individuals_view

urlpatterns = [
    path("<int:pk>/enskildas-uppfattning/ny/", individuals_view.individuals_view_new, name="individuals_view_new"),
    path(
        "<int:pk>/enskildas-uppfattning/<int:view>/",
        individuals_view.individuals_view_edit,
        name="individuals_view_edit",
    ),
]
