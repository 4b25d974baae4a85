"""Pages for when something is wrong: what happened, what to do, and a number that is in the log."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from insyn.base.context import color_scheme


@dataclass(frozen=True)
class Fault:
    """A fault in the words of the person who meets it."""

    status: int
    title: str
    text: str
    remedy: str


BAD_REQUEST = Fault(
    400,
    "Det gick inte att läsa det som skickades",
    "Adressen eller formuläret innehåller något som Insyn inte kan tolka. Inget är ändrat.",
    "Gå tillbaka till förra sidan, ladda om den och försök igen.",
)
TOO_LARGE = Fault(
    413,
    "Det som skickades är för stort",
    "Filen eller formuläret är större än vad som tas emot. Inget är sparat.",
    "Gå tillbaka, välj en mindre fil eller dela upp den, och skicka igen.",
)
FORBIDDEN = Fault(
    403,
    "Du har inte behörighet till det här",
    "Din roll ger inte tillgång till sidan eller åtgärden. Inget är ändrat.",
    "Behöver du den i ditt arbete, be administratören för Insyn om rätt roll.",
)
STALE_FORM = Fault(
    403,
    "Formuläret hann bli för gammalt",
    "Av säkerhetsskäl gick det inte att ta emot det du skickade. Inget är sparat.",
    "Gå tillbaka till förra sidan. Texten brukar finnas kvar där: kopiera den, ladda om sidan och skicka igen.",
)
NOT_FOUND = Fault(
    404,
    "Sidan finns inte",
    "Adressen kan vara felskriven, sidan kan vara borttagen, eller så har du inte tillgång till den.",
    "Kontrollera adressen, eller leta vidare från startsidan.",
)
NOT_ALLOWED = Fault(
    405,
    "Sidan går inte att öppna på det sättet",
    "Adressen tar bara emot formulär, eller bara läsning. Inget är ändrat.",
    "Gå tillbaka till förra sidan och använd knapparna där.",
)
TOO_MANY = Fault(
    429,
    "För många försök",
    "Du har gjort samma sak många gånger på kort tid. Det här skyddar konton mot intrång.",
    "Vänta några minuter och försök sedan igen.",
)
SERVER_FAULT = Fault(
    500,
    "Något gick fel hos oss",
    "Felet är antecknat. Det du senast sparade finns kvar.",
    "Försök igen om en stund. Händer det igen, kontakta administratören och uppge felnumret nedan.",
)


def page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Rendered without the database and without context processors, which may be what failed."""
    context = {
        "fault": fault,
        "fault_id": getattr(request, "id", ""),
        "home": _home(request.path),
        "is_demo": settings.DEMO,
        "municipality": settings.MUNICIPALITY,
        "color_scheme": color_scheme(request),
    }
    return HttpResponse(render_to_string("base/fault.html", context), status=fault.status)


def _home(path: str) -> str:
    return next((home for home in ("/arbete/", "/utforare/") if path.startswith(home)), "/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return page(request, TOO_LARGE if large else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF failure."""
    return page(request, STALE_FORM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    return page(request, TOO_MANY)


def server_fault(request: HttpRequest) -> HttpResponse:
    return page(request, SERVER_FAULT)


class FaultPageMiddleware:
    """Gives a page to the refusals that Django answers with nothing, such as a GET where only POST is taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.streaming and not response.content:
            dressed = page(request, NOT_ALLOWED)
            dressed["Allow"] = response.get("Allow", "")
            return dressed
        return response
