"""The log tells what happened, and nothing about people but an id."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from insyn.base.logs import json_formatter

SECRET = "Anna Andersson 19121212-1212"


def breaking(request: HttpRequest) -> HttpResponse:
    name = SECRET
    raise ValueError(name)


def breaking_a_rule(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_session VALUES ('a', %s, now()), ('a', %s, now())", [SECRET, SECRET])
    return HttpResponse()


def fine(request: HttpRequest, secret: str) -> HttpResponse:
    structlog.get_logger("insyn.test").info("inside")
    return HttpResponse(request.id)  # type: ignore[attr-defined]


urlpatterns = [
    path("bruten/", breaking, name="breaking"),
    path("regel/", breaking_a_rule, name="rule"),
    path("kalender/<secret>/", fine, name="calendar"),
]


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(json_formatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def entries(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.django_db
class TestRequests:
    @override_settings(ROOT_URLCONF=__name__)
    def test_a_request_is_one_line_with_its_id_and_route(self, client: Client, lines: io.StringIO) -> None:
        response = client.get("/kalender/hemligt/?sok=Andersson")
        inside, request = entries(lines)
        assert response["X-Request-ID"] == response.content.decode() == request["request_id"] == inside["request_id"]
        assert (request["route"], request["status"], request["method"]) == ("calendar", 200, "GET")
        assert isinstance(request["duration_ms"], int)
        assert "hemligt" not in lines.getvalue()
        assert "Andersson" not in lines.getvalue()

    @pytest.mark.parametrize(("address", "rule"), [("/bruten/", None), ("/regel/", "django_session_pkey")])
    @override_settings(ROOT_URLCONF=__name__)
    def test_an_error_is_told_without_its_values(self, address: str, rule: str | None, lines: io.StringIO) -> None:
        response = Client(raise_request_exception=False).get(address + "?namn=Anna")
        told = [entry for entry in entries(lines) if "error" in entry]
        assert response.status_code == 500
        assert len(told) == 1
        assert told[0]["request_id"] == response["X-Request-ID"]
        errors = told[0]["error"]
        assert isinstance(errors, list)
        assert any("breaking" in line for line in errors[0]["lines"])
        assert errors[0].get("rule") == rule
        assert "Anna" not in lines.getvalue()
        assert "1212" not in lines.getvalue()

    @override_settings(ROOT_URLCONF=__name__)
    def test_a_missing_page_does_not_put_its_address_in_the_log(self, client: Client, lines: io.StringIO) -> None:
        client.get("/enheter/Anna-Andersson/")
        assert [entry["status"] for entry in entries(lines)] == [404]
        assert "Anna" not in lines.getvalue()


def test_a_job_is_told_without_its_arguments(lines: io.StringIO) -> None:
    ended = "ended with status: Success, lasted 0.1 s - Result: 'Anna'"
    logging.getLogger("procrastinate.worker").warning(f"Job base.send_letter[7](to='a@example.org (Anna)') {ended}")
    assert [entry["event"] for entry in entries(lines)] == [
        "Job base.send_letter[7] ended with status: Success, lasted 0.1 s"
    ]
