"""What is gathered in a follow-up: notice, documents, requests, visits, the individual's view, the factual check."""

from django.urls import path

from insyn.casework.views import (
    documents,
    extent,
    factual_checks,
    individuals_view,
    notice,
    preparation,
    requests,
    visits,
)

urlpatterns = [
    path("<int:pk>/avisering/", notice.notice, name="notice"),
    path("<int:pk>/omfattning/", extent.extent, name="extent"),
    path("<int:pk>/forberedelser/", preparation.preparation, name="preparation"),
    path("<int:pk>/forberedelser/ny/", preparation.preparation_new, name="preparation_new"),
    path("<int:pk>/forberedelser/<int:item>/", preparation.preparation_item, name="preparation_item"),
    path(
        "<int:pk>/forberedelser/<int:item>/avprickning/slut/",
        preparation.preparation_untick,
        name="preparation_untick",
    ),
    path("<int:pk>/handlingar/", documents.documents, name="documents"),
    path("<int:pk>/handlingar/ny/", documents.document_new, name="document_new"),
    path("<int:pk>/handlingar/foto/", documents.photo_new, name="photo_new"),
    path("<int:pk>/handlingar/<int:document>/", documents.document, name="document"),
    path("<int:pk>/handlingar/<int:document>/andra/", documents.document_edit, name="document_edit"),
    path("<int:pk>/handlingar/<int:document>/fil/", documents.document_file, name="document_file"),
    path("<int:pk>/begaran/ny/", requests.request_new, name="request_new"),
    path("<int:pk>/begaran/<int:asked>/forlangning/", requests.request_extension, name="request_extension"),
    path("<int:pk>/begaran/<int:asked>/paminnelse/", requests.request_reminder, name="request_reminder"),
    path("<int:pk>/begaran/<int:asked>/avslut/", requests.request_settlement, name="request_settlement"),
    path("<int:pk>/besok/", visits.visits, name="visits"),
    path("<int:pk>/besok/ny/", visits.visit_new, name="visit_new"),
    path("<int:pk>/besok/<int:visit>/", visits.visit_edit, name="visit_edit"),
    path("<int:pk>/enskildas-uppfattning/ny/", individuals_view.individuals_view_new, name="individuals_view_new"),
    path(
        "<int:pk>/enskildas-uppfattning/<int:view>/",
        individuals_view.individuals_view_edit,
        name="individuals_view_edit",
    ),
    path("<int:pk>/faktagranskning/", factual_checks.factual_checks, name="factual_checks"),
    path("<int:pk>/faktagranskning/utan/", factual_checks.factual_check_skip, name="factual_check_skip"),
    path("<int:pk>/faktagranskning/<int:check>/", factual_checks.factual_check, name="factual_check"),
    path(
        "<int:pk>/faktagranskning/<int:check>/anmarkning/<int:statement>/", factual_checks.statement, name="statement"
    ),
    path(
        "<int:pk>/faktagranskning/<int:check>/paminnelse/",
        factual_checks.factual_check_reminder,
        name="factual_check_reminder",
    ),
    path(
        "<int:pk>/faktagranskning/<int:check>/avslut/",
        factual_checks.factual_check_closure,
        name="factual_check_closure",
    ),
]
