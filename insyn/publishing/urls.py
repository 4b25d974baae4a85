from django.urls import URLPattern, URLResolver, path

from insyn.publishing.views import accessibility, draws, follow_ups, opinions, plans

app_name = "publishing"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", follow_ups.home, name="home"),
    path("uppfoljningar/", follow_ups.follow_ups, name="follow_ups"),
    path("uppfoljningar/flode.atom", follow_ups.feed, name="feed"),
    path("uppfoljningar/<slug:slug>/", follow_ups.follow_up, name="follow_up"),
    path("uppfoljningar/<slug:slug>/rapport.pdf", follow_ups.report_pdf, name="report_pdf"),
    path("uppfoljningar/<slug:slug>/rapport.docx", follow_ups.report_word, name="report_word"),
    path("enheter/<slug:slug>/", follow_ups.unit, name="unit"),
    path("synpunkt/", opinions.opinion, name="opinion"),
    path("synpunkt/sa-gar-det-till/", opinions.opinion_next, name="opinion_next"),
    path("synpunkt/tack/<slug:reference>/", opinions.opinion_receipt, name="opinion_receipt"),
    path("tillganglighet/", accessibility.accessibility, name="accessibility"),
    path("om/", accessibility.about, name="about"),
    path("planer/", plans.plans, name="plans"),
    path("planer/<slug:slug>/", plans.plan, name="plan"),
    path("planer/<slug:slug>/version/<int:number>/", plans.plan, name="plan_version"),
    path("urval/", draws.draws, name="draws"),
    path("urval/<slug:slug>/", draws.draw, name="draw"),
    path("urval/<slug:slug>/protokoll.json", draws.protocol, name="protocol"),
    path("urval/<slug:slug>/urvalsram.txt", draws.frame, name="frame"),
]
