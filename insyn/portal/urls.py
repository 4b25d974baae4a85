"""The provider's pages, below /utforare/."""

from django.urls import path

from insyn.portal.views import answers, deviations, pages, plans

app_name = "portal"

urlpatterns = [
    path("", pages.start, name="start"),
    path("enheter/<int:pk>/", pages.unit, name="unit"),
    path("enheter/<int:pk>/avvikelser/", deviations.deviations, name="deviations"),
    path("enheter/<int:pk>/avvikelser/ny/", deviations.deviation_new, name="deviation_new"),
    path("avvikelser/<int:pk>/", deviations.deviation, name="deviation"),
    path("avvikelser/<int:pk>/andring/", deviations.deviation_change, name="deviation_change"),
    path("avvikelser/<int:pk>/avslut/", deviations.deviation_closure, name="deviation_closure"),
    path("uppfoljningar/", pages.follow_ups, name="follow_ups"),
    path("uppfoljningar/<int:pk>/", pages.follow_up, name="follow_up"),
    path("uppfoljningar/<int:pk>/rapport/", pages.report, name="report"),
    path("uppfoljningar/<int:pk>/rapport.pdf", pages.report_pdf, name="report_pdf"),
    path("handlingar/<int:pk>/fil/", pages.document_file, name="document_file"),
    path("begaran/<int:pk>/", answers.document_request, name="document_request"),
    path("faktagranskning/<int:pk>/", answers.factual_check, name="factual_check"),
    path("faktagranskning/<int:pk>/stycke/<str:block>/", answers.remark, name="remark"),
    path("faktagranskning/<int:pk>/svar/", answers.check_answer, name="check_answer"),
    path("anmarkningar/<int:pk>/borttagning/", answers.remark_removal, name="remark_removal"),
    path("atgardsplaner/<int:pk>/", plans.action_plan, name="action_plan"),
    path("atgardsplaner/<int:pk>/atgarder/ny/", plans.action_new, name="action_new"),
    path("atgarder/<int:pk>/", plans.action, name="action"),
    path("atgarder/<int:pk>/andring/", plans.action_edit, name="action_edit"),
    path("atgarder/<int:pk>/borttagning/", plans.action_removal, name="action_removal"),
]
