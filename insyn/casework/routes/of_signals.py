"""A signal into a follow-up that runs."""

from django.urls import path

from insyn.casework.views import of_signals

urlpatterns = [path("signal/<int:pk>/", of_signals.signal_joining, name="signal_joining")]
