"""Outside /arbete/: a calendar program has no session."""

from django.urls import URLPattern, URLResolver, path

from insyn.planning.views import feed

app_name = "calendar"

urlpatterns: list[URLPattern | URLResolver] = [path("<str:secret>.ics", feed.feed, name="feed")]
