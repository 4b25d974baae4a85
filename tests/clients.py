"""A client in which somebody has signed in, with the second step done."""

import re
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django.test import Client

from insyn.people.models import Person
from insyn.people.second_factor import SEEN


def client_of(person: Person) -> Client:
    """A browser of its own for each person, so that two may work side by side in a test."""
    client = Client()
    client.force_login(person)
    session = client.session
    session[SEEN] = person.pk
    session.save()
    return client


def sent_from(client: Client, address: str, typed: dict[str, Any]) -> Any:
    """Posted as a browser does it: from the page's own form, to where the form says."""
    form = re.search(r'<form method="post" novalidate([^>]*)>', client.get(address).content.decode())
    assert form, f"no form on {address}"
    action = re.search(r'action="([^"]*)"', form[1])
    return client.post(urljoin(address, unescape(action[1])) if action else address, typed)
