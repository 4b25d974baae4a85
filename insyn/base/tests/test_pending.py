"""A session that ran out keeps what was typed, for the same person and nobody else."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from insyn.base.models import Letter, PendingPost
from insyn.base.pending import COOKIE
from insyn.base.refill import refill

pytestmark = pytest.mark.django_db
PAGES = override_settings(ROOT_URLCONF="insyn.base.tests.pages")
TYPED = {"subject": "Hej & hå", "body": "Rad ett\r\n</textarea><b>två", "to": "carin@example.org"}


def person(email: str = "anna@example.org") -> object:
    return get_user_model().objects.create_user(email=email, name="Anna")


@pytest.fixture
def client() -> Client:
    """Anna, who has looked at the page, and whose session then ran out."""
    client = Client()
    client.force_login(person())  # type: ignore[arg-type]
    with PAGES:
        client.get("/brev/")
    del client.cookies["sessionid"]
    return client


def send(client: Client, **headers: str) -> str:
    response = client.post("/brev/", TYPED, headers={"referer": "http://testserver/brev/", **headers})
    assert response.status_code == 302
    return str(response["Location"])


@PAGES
def test_the_text_is_there_after_signing_in_again(client: Client) -> None:
    target = send(client)
    key = PendingPost.objects.get().key
    assert target == f"/konto/logga-in/?next=%2Fbrev%2F%3Ffortsatt%3D{key}"
    client.force_login(get_user_model().objects.get())
    page = client.get(f"/brev/?fortsatt={key}").content.decode()
    assert "Din inloggning hade gått ut" in page
    assert 'value="Hej &amp; hå"' in page
    assert "Rad ett\n&lt;/textarea&gt;&lt;b&gt;två</textarea>" in page.replace("\r\n", "\n")
    assert not Letter.objects.exists()


@PAGES
def test_it_is_forgotten_when_it_has_been_saved(client: Client) -> None:
    send(client)
    client.force_login(get_user_model().objects.get())
    assert client.post("/brev/", TYPED).status_code == 302
    assert not PendingPost.objects.exists()


@PAGES
def test_another_person_never_sees_it(client: Client) -> None:
    send(client)
    client.force_login(person("bo@example.org"))  # type: ignore[arg-type]
    page = client.get(f"/brev/?fortsatt={PendingPost.objects.get().key}").content.decode()
    assert "Hej" not in page
    assert "hade gått ut" not in page


@PAGES
def test_nothing_is_kept_for_a_stranger_or_a_forged_cookie() -> None:
    stranger = Client()
    send(stranger)
    stranger.cookies[COOKIE] = "1:forged"
    send(stranger)
    assert not PendingPost.objects.exists()


@PAGES
def test_a_forged_form_is_not_kept(client: Client) -> None:
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = client.cookies
    assert forger.post("/brev/", TYPED).status_code == 403
    assert not PendingPost.objects.exists()


@PAGES
def test_where_the_form_is_gone_the_text_is_shown(client: Client) -> None:
    send(client, referer="http://testserver/konto/")
    client.force_login(get_user_model().objects.get())
    kept = PendingPost.objects.get()
    assert kept.page == "/konto/"
    page = client.get(f"/konto/?fortsatt={kept.key}").content.decode()
    assert "Det du skrev finns kvar" in page
    assert "Hej &amp; hå" in page


@PAGES
def test_a_page_elsewhere_is_not_returned_to(client: Client) -> None:
    send(client, referer="https://evil.example/brev/")
    assert PendingPost.objects.get().page == "/brev/"


@PAGES
def test_part_of_a_page_sends_the_whole_page_to_sign_in(client: Client) -> None:
    response = client.post(
        "/brev/", TYPED, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/a/?b=c"}
    )
    assert response["HX-Redirect"].startswith("/konto/logga-in/?next=%2Fa%2F%3Fb%3Dc%26fortsatt")


@PAGES
def test_no_more_is_kept_than_somebody_could_have_typed_lately(client: Client) -> None:
    for _ in range(8):
        send(client)
    assert PendingPost.objects.count() == 5


def test_all_sorts_of_fields_are_filled_and_other_forms_left_alone() -> None:
    page = (
        '<form method="post" action="/b/"><input name="n" value="old"></form>'
        '<form method="POST" action="../a/"><input type="hidden" name="h" value="1">'
        '<input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2">'
        '<input type="radio" name="r" value="x"><input type="file" name="f"><input name="n" value="one">'
        '<input name="n" value="two"><select name="s"><option value="">-</option>'
        '<option value="3" selected>tre</option><option value="4">fyra</option></select>'
        "<textarea name=t>gammal &amp; text</textarea> &copy; å</form><!-- slut -->"
    )
    typed = {"h": ["2"], "c": ["2"], "r": ["x"], "n": ["ett", "två"], "s": ["4"], "t": ["ny <text>"]}
    filled, found = refill(page, page_address="/x/", form_address="/a/?q=1", fields=typed)
    assert found
    assert filled == (
        '<form method="post" action="/b/"><input name="n" value="old"></form>'
        '<form method="POST" action="../a/"><input type="hidden" name="h" value="1">'
        '<input type="checkbox" name="c" value="1"><input type="checkbox" name="c" value="2" checked>'
        '<input type="radio" name="r" value="x" checked><input type="file" name="f"><input name="n" value="ett">'
        '<input name="n" value="två"><select name="s"><option value="">-</option>'
        '<option value="3">tre</option><option value="4" selected>fyra</option></select>'
        "<textarea name=t>\nny &lt;text&gt;</textarea> &copy; å</form><!-- slut -->"
    )


def test_text_without_a_field_is_not_said_to_be_filled() -> None:
    page = '<form method="post"><input name="a"></form>'
    assert refill(page, page_address="/", form_address="/", fields={"a": ["x"], "token": ["abc"]})[1]
    assert not refill(page, page_address="/", form_address="/", fields={"rad-2": ["en hel mening"]})[1]
