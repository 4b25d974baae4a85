"""The addresses: the public site at the root, staff under /arbete/, providers under /utforare/."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("insyn.people.urls")),
    path("utforare/", include("insyn.portal.urls")),
    path("arbete/", include("insyn.desk.urls")),
    path("arbete/personer/", include("insyn.access.urls")),
    path("arbete/register/import/", include("insyn.exchange.urls")),
    path("arbete/register/", include("insyn.organisation.urls")),
    path("arbete/avtal/", include("insyn.contracts.urls")),
    path("arbete/handelser/", include("insyn.registers.urls")),
    path("arbete/signaler/", include("insyn.measures.urls")),
    path("arbete/planer/", include("insyn.planning.urls")),
    path("kalender/", include("insyn.planning.feed_urls")),
    path("arbete/", include("insyn.casework.urls")),
    path("arbete/rapporter/", include("insyn.reporting.urls")),
    path("arbete/publicering/", include("insyn.publishing.staff_urls")),
    path("", include("insyn.publishing.urls")),
]

handler400 = "insyn.base.views.faults.bad_request"
handler403 = "insyn.base.views.faults.forbidden"
handler404 = "insyn.base.views.faults.not_found"
handler429 = "insyn.base.views.faults.too_many"
handler500 = "insyn.base.views.faults.server_fault"
