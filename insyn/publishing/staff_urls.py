from django.urls import URLPattern, URLResolver

app_name = "publishing_work"

urlpatterns: list[URLPattern | URLResolver] = []
