"""Reports, meetings and tasks, below /arbete/rapporter/."""

from django.urls import path

from insyn.reporting.views import checking, meetings, reports, writing

app_name = "reporting"

urlpatterns = [
    path("", reports.reports, name="reports"),
    path("uppfoljning/<int:pk>/", reports.case_report, name="case_report"),
    path("rapport/<int:pk>/", reports.document, name="document"),
    path("<int:pk>/", reports.report, name="report"),
    path("<int:pk>/rapport.pdf", reports.report_pdf, name="report_pdf"),
    path("<int:pk>/rapport.docx", reports.report_word, name="report_word"),
    path("<int:pk>/jamforelse/<int:other>/", reports.comparison, name="comparison"),
    path("<int:pk>/utkast/", writing.draft, name="draft"),
    path("<int:pk>/sparade/", writing.saved_drafts, name="saved_drafts"),
    path("<int:pk>/overlamning/", writing.handover, name="handover"),
    path("<int:pk>/godkannande/", writing.approve, name="approve"),
    path("<int:pk>/atersandning/", writing.give_back, name="give_back"),
    path("<int:pk>/ny-version/", writing.new_version, name="new_version"),
    path("<int:pk>/faktagranskning/", checking.factual_check, name="factual_check"),
    path("<int:pk>/till-namnden/", writing.to_board, name="to_board"),
    path("sammantraden/", meetings.meetings, name="meetings"),
    path("sammantraden/nytt/", meetings.new_meeting, name="new_meeting"),
    path("sammantraden/<int:pk>/", meetings.meeting, name="meeting"),
    path("sammantraden/<int:pk>/andring/", meetings.meeting_edit, name="meeting_edit"),
    path("sammantraden/<int:pk>/handlingar.zip", meetings.package, name="package"),
    path("arenden/<int:pk>/borttagning/", meetings.item_removal, name="item_removal"),
    path("arenden/<int:pk>/redovisning/", meetings.presentation, name="presentation"),
    path("arenden/<int:pk>/beslut/", meetings.decision, name="decision"),
    path("uppgifter/", meetings.tasks, name="tasks"),
    path("uppgifter/<int:pk>/", meetings.task, name="task"),
]
