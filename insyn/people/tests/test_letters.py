"""One reads the letters to oneself, and nobody else's."""

import pytest
from django.test import Client
from django.utils import timezone

from insyn.base.mail import send_mail_later
from tests.world import person


@pytest.mark.django_db
def test_only_ones_own_letters_are_shown(client: Client) -> None:
    anna = person("Anna Uppföljare")
    for to in (anna.email, "bo@exempel.se"):
        send_mail_later(to=to, subject=f"Till {to}", body="Se https://insyn.example/", key=to, at=timezone.now())
    assert client.get("/konto/brev/").status_code == 302
    client.force_login(anna)
    page = client.get("/konto/brev/").content.decode()
    assert f"Till {anna.email}" in page
    assert "bo@exempel.se" not in page
    assert "Väntar på att skickas" in page
