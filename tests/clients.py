"""A client in which somebody has signed in, with the second step done."""

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
