"""Collects every file in routes/."""

from importlib import import_module
from pkgutil import iter_modules

from django.urls import URLPattern, URLResolver, include, path

from insyn.casework import routes

app_name = "casework"

_routes = [import_module(f"{routes.__name__}.{module.name}") for module in iter_modules(routes.__path__)]
_within: list[URLPattern | URLResolver] = [route for module in _routes for route in getattr(module, "urlpatterns", [])]

urlpatterns: list[URLPattern | URLResolver] = [
    *[route for module in _routes for route in getattr(module, "across", [])],
    path("uppfoljningar/", include(_within)),
]
