"""Keeps the list of a person's sessions fresh without writing a row for every page."""

import time
from collections.abc import Callable

from allauth.usersessions.middleware import UserSessionsMiddleware
from django.http import HttpRequest, HttpResponse

SECONDS = 60
MOST_REMEMBERED = 10_000


class SeenSessionsMiddleware(UserSessionsMiddleware):  # type: ignore[misc] # allauth is not typed
    """Writes when a session was last seen, at most once a minute in each process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self._seen: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key, now = request.session.session_key or "", time.monotonic()
        if now - self._seen.get(key, -SECONDS) < SECONDS:
            return self.get_response(request)  # type: ignore[no-any-return] # allauth is not typed
        if len(self._seen) >= MOST_REMEMBERED:
            self._seen.clear()
        response: HttpResponse = super().__call__(request)
        if request.user.is_authenticated:
            self._seen[key] = now
        return response
