"""Signing in, the second factor, and ending one's sessions."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.people.models import Person
from tests.world import BEGINNING, NOON, PASSWORD, person

pytestmark = pytest.mark.django_db

urlpatterns = [
    path("arbete/", lambda request: HttpResponse("arbetet")),
    path("konto/", include("insyn.people.urls")),
]


@pytest.fixture
def anna() -> Person:
    made = person("Anna Uppföljare")
    grant_role(person=made, role=Role.OFFICER, start=BEGINNING, by=None, at=NOON)
    return made


@pytest.fixture
def elsa() -> Person:
    return person("Elsa Utanför")


def sign_in(client: Client, who: Person, password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": who.email, "password": password})


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def code_for(who: Person) -> str:
    secret = Authenticator.objects.get(user=who, type="totp").wrap().instance.data["secret"]
    from allauth.mfa.adapter import get_adapter

    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(get_adapter().decrypt(secret), counter)))


def add_app(who: Person) -> None:
    TOTP.activate(who, "JBSWY3DPEHPK3PXP")


def test_the_right_password_signs_in(client: Client, elsa: Person) -> None:
    sign_in(client, elsa)
    assert signed_in_as(client) == str(elsa.pk)


def test_the_address_may_be_typed_in_capitals(client: Client, elsa: Person) -> None:
    client.post(reverse("account_login"), {"login": elsa.email.upper(), "password": PASSWORD})
    assert signed_in_as(client) == str(elsa.pk)


def test_a_wrong_password_is_said_without_telling_whether_the_account_exists(client: Client, elsa: Person) -> None:
    wrong = client.post(reverse("account_login"), {"login": elsa.email, "password": "fel"})
    unknown = client.post(reverse("account_login"), {"login": "ingen@exempel.se", "password": "fel"})
    assert signed_in_as(client) is None
    assert wrong.context["form"].errors == unknown.context["form"].errors


def test_a_closed_account_does_not_sign_in(client: Client, elsa: Person) -> None:
    Person.objects.filter(pk=elsa.pk).update(is_active=False)
    sign_in(client, elsa)
    assert signed_in_as(client) is None


def test_guessing_is_stopped_even_when_the_right_password_comes_at_last(client: Client, elsa: Person) -> None:
    for _ in range(5):
        sign_in(client, elsa, "fel lösenord")
    sign_in(client, elsa)
    assert signed_in_as(client) is None


def test_nobody_makes_an_account_for_oneself(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "ny@exempel.se", "password1": PASSWORD})
    assert not Person.objects.filter(email="ny@exempel.se").exists()


def test_the_second_step_is_asked_for_and_lets_in(client: Client, elsa: Person) -> None:
    add_app(elsa)
    sign_in(client, elsa)
    assert signed_in_as(client) is None
    client.post(reverse("mfa_authenticate"), {"code": code_for(elsa)})
    assert signed_in_as(client) == str(elsa.pk)


def test_a_wrong_second_step_keeps_out(client: Client, elsa: Person) -> None:
    add_app(elsa)
    sign_in(client, elsa)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert signed_in_as(client) is None


def test_the_secret_of_the_app_cannot_be_read_from_a_copy_of_the_database(elsa: Person) -> None:
    add_app(elsa)
    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get(user=elsa).data)


@pytest.mark.urls(__name__)
def test_staff_without_a_second_factor_are_led_to_adding_one(client: Client, anna: Person) -> None:
    client.force_login(anna)
    assert client.get("/arbete/").headers["Location"] == reverse("mfa_index")


@pytest.mark.urls(__name__)
def test_staff_with_a_second_factor_are_let_through(client: Client, anna: Person) -> None:
    add_app(anna)
    client.force_login(anna)
    assert client.get("/arbete/").content == b"arbetet"


@pytest.mark.urls(__name__)
def test_the_demo_does_not_ask_for_a_second_factor(client: Client, anna: Person, settings: LazySettings) -> None:
    settings.DEMO = True
    client.force_login(anna)
    assert client.get("/arbete/").content == b"arbetet"


def test_staff_cannot_take_away_their_last_second_factor(client: Client, anna: Person) -> None:
    add_app(anna)
    sign_in(client, anna)
    client.post(reverse("mfa_authenticate"), {"code": code_for(anna)})
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=anna, type="totp").exists()


def test_one_may_try_being_somebody_in_the_demo_only(client: Client, elsa: Person, settings: LazySettings) -> None:
    address = reverse("people:demo_sign_in", args=[elsa.pk])
    assert client.post(address).status_code == 404
    settings.DEMO = True
    client.post(address)
    assert signed_in_as(client) == str(elsa.pk)


def test_the_demo_leads_nowhere_else(client: Client, elsa: Person, settings: LazySettings) -> None:
    settings.DEMO = True
    answer = client.post(reverse("people:demo_sign_in", args=[elsa.pk]), {"next": "https://annan.example/"})
    assert answer.headers["Location"] == reverse("people:home")


def test_a_session_elsewhere_can_be_ended(client: Client, elsa: Person) -> None:
    other = Client(headers={"user-agent": "Firefox on Windows"})
    other.force_login(elsa)
    other.get(reverse("people:me"))
    client.force_login(elsa)
    client.get(reverse("people:me"))
    sessions = client.get(reverse("usersessions_list")).context["sessions"]
    pk = next(session.pk for session in sessions if "Firefox" in session.user_agent)
    client.post(reverse("people:session_end", args=[pk]))
    assert other.get(reverse("people:me")).status_code == 302
    assert client.get(reverse("people:me")).status_code == 200


def test_the_session_of_another_person_cannot_be_ended(client: Client, elsa: Person, anna: Person) -> None:
    other = Client()
    other.force_login(anna)
    other.get(reverse("people:me"))
    pk = other.get(reverse("usersessions_list")).context["sessions"][0].pk
    client.force_login(elsa)
    assert client.post(reverse("people:session_end", args=[pk])).status_code == 404


def test_a_forgotten_password_is_replaced_by_a_link_in_a_letter(client: Client, elsa: Person) -> None:
    client.post(reverse("account_reset_password"), {"email": elsa.email})
    (letter,) = mail.outbox
    assert letter.subject == "Välj nytt lösenord till Insyn"
    link = next(line for line in letter.body.splitlines() if "/konto/losenord/" in line)
    page = client.get(link, follow=True)
    new = "ett helt annat långt lösenord"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    sign_in(client, elsa, new)
    assert signed_in_as(client) == str(elsa.pk)


def test_no_letter_goes_to_an_address_without_an_account(client: Client) -> None:
    client.post(reverse("account_reset_password"), {"email": "ingen@exempel.se"})
    assert mail.outbox == []


def test_the_look_is_remembered_in_the_browser(client: Client) -> None:
    answer = client.post(reverse("people:appearance"), {"scheme": "dark", "next": "/konto/logga-in/"})
    assert answer.headers["Location"] == "/konto/logga-in/"
    assert 'data-color-scheme="dark"' in client.get("/konto/logga-in/").content.decode()


def test_choosing_a_look_does_not_lead_to_another_site(client: Client) -> None:
    answer = client.post(reverse("people:appearance"), {"scheme": "dark", "next": "//annan.example/"})
    assert answer.headers["Location"] == "/"
