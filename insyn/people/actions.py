"""Accounts: made, changed and closed by an administrator, never by their owner."""

import datetime

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.people.models import Person, new_secret


class EmailTaken(Refusal):
    message = "Det finns redan ett konto med den e-postadressen. Öppna det kontot och ge det en roll i stället."


class OwnAccount(Refusal):
    message = "Du kan inte stänga ditt eget konto. Be en annan administratör."


@action("Lade upp ett konto")
def create_person(*, email: str, name: str, title: str, by: Person | None, at: datetime.datetime) -> Person:
    """Make an account without a usable password; its owner chooses one by mail. Raises EmailTaken."""
    if Person.objects.filter(email__iexact=email.strip()).exists():
        raise EmailTaken
    return Person.objects.create_user(email, name.strip(), title=title.strip())


@action("Ändrade ett konto")
def change_person(*, person_id: int, email: str, name: str, title: str, by: Person, at: datetime.datetime) -> Person:
    """Change an account's facts; raises EmailTaken."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if Person.objects.filter(email__iexact=email.strip()).exclude(pk=person_id).exists():
        raise EmailTaken
    person.email, person.name, person.title = email.strip().lower(), name.strip(), title.strip()
    person.save(update_fields=["email", "name", "title"])
    return person


@action("Stängde ett konto")
def close_person(*, person_id: int, by: Person, at: datetime.datetime) -> Person:
    """Close an account: its sessions end at their next request. Raises OwnAccount."""
    if person_id == by.pk:
        raise OwnAccount
    return _set_active(person_id, active=False)


@action("Öppnade ett konto igen")
def reopen_person(*, person_id: int, by: Person, at: datetime.datetime) -> Person:
    """Open a closed account again."""
    return _set_active(person_id, active=True)


def _set_active(person_id: int, *, active: bool) -> Person:
    person = Person.objects.select_for_update().get(pk=person_id)
    person.is_active = active
    person.save(update_fields=["is_active"])
    return person


@action("Bytte adress till sin kalender")
def renew_calendar_secret(*, by: Person, at: datetime.datetime) -> Person:
    """Give the person's calendar a new secret address; the old one stops working at once."""
    person = Person.objects.select_for_update().get(pk=by.pk)
    person.calendar_secret = new_secret()
    person.save(update_fields=["calendar_secret"])
    return person
