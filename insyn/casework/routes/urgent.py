"""Urgent notices and who receives them."""

from django.urls import path

from insyn.casework.views import urgent as views

across = [
    path("akuta/", views.urgent_notices, name="urgent_notices"),
    path("akuta/<int:pk>/", views.urgent_notice, name="urgent_notice"),
    path("akuta/<int:pk>/kvittens/", views.receipt, name="receipt"),
    path("akuta/mottagare/", views.recipients, name="urgent_recipients"),
    path("akuta/mottagare/<int:pk>/slut/", views.recipient_end, name="urgent_recipient_end"),
]
