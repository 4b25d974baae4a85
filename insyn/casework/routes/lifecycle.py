"""The list, one follow-up, its stages and its people."""

from django.urls import path

from insyn.casework.views import follow_ups, opening, participation, stages

urlpatterns = [
    path("", follow_ups.follow_ups, name="follow_ups"),
    path("vem-far-gora-vad/", follow_ups.powers, name="powers"),
    path("ny/", opening.follow_up_new, name="follow_up_new"),
    path("<int:pk>/", follow_ups.follow_up, name="follow_up"),
    path("<int:pk>/historik/", follow_ups.follow_up_history, name="follow_up_history"),
    path("<int:pk>/uppgifter/", opening.facts, name="follow_up_facts"),
    path("<int:pk>/foremal/<int:target>/borttagning/", opening.target_removal, name="target_removal"),
    path("<int:pk>/foremal/ny/", opening.target_new, name="target_new"),
    path("<int:pk>/forberedelse/", stages.preparation_start, name="preparation_start"),
    path("<int:pk>/granskning/", stages.examination, name="examination"),
    path("<int:pk>/analys/", stages.analysis, name="analysis"),
    path("<int:pk>/godkannande/", stages.approval, name="approval"),
    path("<int:pk>/aterkoppling/", stages.feedback, name="feedback"),
    path("<int:pk>/redovisning/", stages.reporting, name="reporting"),
    path("<int:pk>/delredovisning/", stages.interim_report, name="interim_report"),
    path("<int:pk>/avslut/", stages.closure, name="closure"),
    path("<int:pk>/installande/", stages.call_off, name="call_off"),
    path("<int:pk>/jav/", participation.declaration, name="declaration"),
    path("<int:pk>/deltagare/ny/", participation.participation_new, name="participation_new"),
    path("<int:pk>/deltagare/<int:part>/slut/", participation.participation_end, name="participation_end"),
    path("<int:pk>/overlamning/", participation.handover, name="handover"),
    path("<int:pk>/overlamning/<int:handover>/aterlamning/", participation.handover_return, name="handover_return"),
    path("<int:pk>/delning/ny/", participation.share_new, name="share_new"),
]
