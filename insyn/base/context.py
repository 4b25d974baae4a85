"""What every page template may ask for."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from insyn.base.banners import banners
from insyn.base.menu import Menu

COLOR_SCHEMES = {"auto": "Som enheten", "light": "Ljust", "dark": "Mörkt"}
COLOR_SCHEME_COOKIE = "utseende"


def color_scheme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(COLOR_SCHEME_COOKIE, "auto")
    return chosen if chosen in COLOR_SCHEMES else "auto"


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "municipality": settings.MUNICIPALITY,
        "is_demo": settings.DEMO,
        "color_scheme": color_scheme(request),
        "menu": Menu(request),
        "banners": partial(banners, request),
    }
