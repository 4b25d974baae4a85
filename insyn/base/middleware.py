"""What every request is given before anything else."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

type Handler = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives each request a short id that error pages show and the log holds."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(4)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response
