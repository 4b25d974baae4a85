"""Publishing as staff do it, below /arbete/publicering/."""

from django.urls import path

from insyn.publishing.views import work

app_name = "publishing_work"

urlpatterns = [
    path("", work.overview, name="overview"),
    path("ny/<int:source>/", work.preparation, name="preparation"),
    path("<int:pk>/", work.version, name="version"),
    path("<int:pk>/stallen/", work.places, name="places"),
    path("<int:pk>/ord/", work.words, name="words"),
    path("<int:pk>/overlamning/", work.handover, name="handover"),
    path("<int:pk>/aterlamning/", work.return_to_masking, name="return_to_masking"),
    path("<int:pk>/bekraftelse/", work.confirmation, name="confirmation"),
    path("aterkallelse/<int:pk>/", work.withdrawal, name="withdrawal"),
    path("tillganglighet/<int:pk>/", work.feedback, name="feedback"),
]
