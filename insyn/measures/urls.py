"""The addresses of signals and their rules."""

from django.urls import URLPattern, URLResolver, path

from insyn.measures.views import rules, signals

app_name = "measures"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", signals.signals, name="signals"),
    path("ekonomi/", signals.economy_new, name="economy_new"),
    path("regler/", rules.rules, name="rules"),
    path("regler/andring/", rules.rules_change, name="rules_change"),
    path("regler/namnd/", rules.rules_own, name="rules_own"),
    path("regler/ansvar/", rules.duty_new, name="duty_new"),
    path("enhet/<int:pk>/", signals.of_unit, name="of_unit"),
    path("<int:pk>/", signals.signal, name="signal"),
    path("<int:pk>/avskrivning/", signals.dismissal, name="dismissal"),
    path("<int:pk>/upptagning/", signals.undoing, name="undoing"),
]
