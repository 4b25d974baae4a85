"""The addresses of the registers."""

from django.urls import URLPattern, URLResolver, path

from insyn.registers.views import events

app_name = "registers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", events.events, name="events"),
    path("slag/<slug:slug>/", events.events_of_kind, name="events_of_kind"),
    path("nytt-klagomal/", events.event_new, name="event_new"),
    path("ny-avvikelse/", events.deviation_new, name="deviation_new"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/andring/", events.event_change, name="event_change"),
    path("<int:pk>/avslut/", events.closure, name="closure"),
    path("<int:pk>/oppning/", events.reopening, name="reopening"),
    path("enhet/<int:pk>/", events.events_of_unit, name="of_unit"),
    path("avtal/<int:pk>/", events.events_of_contract, name="of_contract"),
]
