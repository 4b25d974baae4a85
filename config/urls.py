"""The addresses: the public site at the root, staff under /arbete/, providers under /utforare/."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
