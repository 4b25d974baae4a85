from django.urls import URLPattern, URLResolver, path

from insyn.publishing.views import draws, plans

app_name = "publishing"

urlpatterns: list[URLPattern | URLResolver] = [
    path("planer/", plans.plans, name="plans"),
    path("planer/<slug:slug>/", plans.plan, name="plan"),
    path("planer/<slug:slug>/version/<int:number>/", plans.plan, name="plan_version"),
    path("urval/", draws.draws, name="draws"),
    path("urval/<slug:slug>/", draws.draw, name="draw"),
    path("urval/<slug:slug>/protokoll.json", draws.protocol, name="protocol"),
    path("urval/<slug:slug>/urvalsram.txt", draws.frame, name="frame"),
]
