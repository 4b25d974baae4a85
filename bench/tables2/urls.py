from django.urls import include, path

from bench.tables2.views import FindingList, RememberingList
from insyn.access.gates import staff

urlpatterns = [
    path("arbete/tabell/", staff()(FindingList.as_view()), name="tables2_findings"),
    path("arbete/tabell/minns/", staff()(RememberingList.as_view()), name="tables2_remembering"),
    path("", include("config.urls")),
]
