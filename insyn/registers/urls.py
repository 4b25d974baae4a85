"""The addresses of complaints and opinions."""

from django.urls import URLPattern, URLResolver, path

from insyn.registers.views import events

app_name = "registers"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", events.events, name="events"),
    path("ny/", events.event_new, name="event_new"),
    path("<int:pk>/", events.event, name="event"),
    path("<int:pk>/andring/", events.event_change, name="event_change"),
    path("<int:pk>/avslut/", events.closure, name="closure"),
    path("<int:pk>/oppning/", events.reopening, name="reopening"),
    path("enhet/<int:pk>/", events.events_of_unit, name="of_unit"),
    path("avtal/<int:pk>/", events.events_of_contract, name="of_contract"),
]
