"""The grid of an overarching follow-up."""

from django.urls import path

from insyn.casework.views import cells, overarching

_CELL = "<int:pk>/rutnat/<int:question_pk>/<int:unit_pk>/"

urlpatterns = [
    path("<int:pk>/rutnat/", overarching.grid, name="grid"),
    path("<int:pk>/rutnat/fragor/", overarching.questions, name="grid_questions"),
    path(
        "<int:pk>/rutnat/fragor/<int:question_pk>/strykning/",
        overarching.question_retirement,
        name="grid_question_retirement",
    ),
    path("<int:pk>/rutnat/enheter/", overarching.units, name="grid_units"),
    path(_CELL, cells.cell, name="grid_cell"),
    path(f"{_CELL}resultat/", cells.cell_result, name="grid_cell_result"),
    path("<int:pk>/projektplan/", overarching.project, name="project"),
]
