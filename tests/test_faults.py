"""When something is wrong: a page in Swedish with a way onward and a number that is in the log."""

import re

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.http import require_POST

from config.urls import handler400, handler403, handler404, handler429, handler500

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("hemligt om en person")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@require_POST
def only_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("a", ""))


urlpatterns = [
    path("arbete/trasig/", broken),
    path("arbete/nekad/", forbidden),
    path("arbete/tvivel/", suspicious),
    path("arbete/post/", only_post),
    path("konto/", include("insyn.people.urls")),
    path("om/", include("insyn.publishing.urls")),
]

PAGES = [
    ("/arbete/trasig/", 500, "Något gick fel hos oss"),
    ("/arbete/nekad/", 403, "Du har inte behörighet till det här"),
    ("/arbete/tvivel/", 400, "Det gick inte att läsa det som skickades"),
    ("/arbete/post/", 405, "Sidan går inte att öppna på det sättet"),
    ("/arbete/saknas/", 404, "Sidan finns inte"),
]


@pytest.mark.parametrize(("address", "status", "title"), PAGES)
def test_a_fault_has_a_swedish_page_with_a_way_onward_and_a_number(address: str, status: int, title: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    html = answer.content.decode()
    assert answer.status_code == status
    assert title in html
    assert 'href="/arbete/"' in html
    assert re.search(r"Felnummer\s*<span[^>]*>" + re.escape(answer.headers["X-Request-ID"]), html)


def test_a_fault_tells_nothing_of_what_broke() -> None:
    assert "hemligt" not in Client(raise_request_exception=False).get("/arbete/trasig/").content.decode()


def test_the_number_of_a_fault_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    answer = Client(raise_request_exception=False).get("/arbete/trasig/")
    assert answer.headers["X-Request-ID"] in caplog.text


def test_a_stale_form_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/arbete/post/", {"a": "1"})
    assert answer.status_code == 403
    assert "Formuläret hann bli för gammalt" in answer.content.decode()


def test_too_much_is_refused_with_its_own_words(settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = Client(raise_request_exception=False).post("/arbete/post/", {"a": "x" * 100})
    assert answer.status_code == 413
    assert "för stort" in answer.content.decode()


def test_too_many_attempts_are_told_to_wait() -> None:
    client = Client()
    for _ in range(31):
        answer = client.post("/konto/logga-in/", {"login": "a@exempel.se", "password": "x"})
    assert answer.status_code == 429
    assert "För många försök" in answer.content.decode()


def test_a_fault_in_the_database_still_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_database(*args: object) -> None:
        raise RuntimeError("databasen är borta")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", no_database)
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "x" * 32
    assert "Något gick fel hos oss" in client.get("/konto/").content.decode()
