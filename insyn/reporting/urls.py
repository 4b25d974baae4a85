"""Reports, compilations, templates, meetings and tasks, below /arbete/rapporter/."""

from django.urls import path

from insyn.reporting.views import checking, half_years, meetings, reports, sections, templates, writing

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
    path("arenden/<int:pk>/uppgift/", meetings.task_new, name="task_new"),
    path("uppgifter/", meetings.tasks, name="tasks"),
    path("uppgifter/<int:pk>/", meetings.task, name="task"),
    path("halvar/", half_years.half_years, name="half_years"),
    path("halvar/<int:pk>/", half_years.half_year, name="half_year"),
    path("mallar/", templates.templates, name="templates"),
    path("mallar/ny/", templates.template_new, name="template_new"),
    path("mallar/<int:pk>/", templates.template, name="template"),
    path("mallar/<int:pk>/utkast/", templates.template_draft, name="template_draft"),
    path("mallar/<int:pk>/forhandsgranskning/", templates.template_preview, name="template_preview"),
    path("mallar/<int:pk>/ibruktagande/", templates.template_adoption, name="template_adoption"),
    path("mallar/<int:pk>/kassering/", templates.template_discard, name="template_discard"),
    path("mallar/<int:pk>/avsnitt/", sections.section_new, name="section_new"),
    path("mallar/<int:pk>/avsnitt/<slug:key>/", sections.section_edit, name="section_edit"),
    path("mallar/<int:pk>/avsnitt/<slug:key>/flyttning/", sections.section_move, name="section_move"),
    path("mallar/<int:pk>/avsnitt/<slug:key>/borttagning/", sections.section_removal, name="section_removal"),
]
