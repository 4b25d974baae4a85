"""Letters that something waits: to a provider's managers and to colleagues, with a link and without content."""

import datetime as dt

from insyn.base.mail import absolute, send_mail_later
from insyn.base.periods import local_date
from insyn.casework.queries.people import managers_of

# The provider's own pages, on a floor above; they say there what waits.
PROVIDER_PAGES = "/utforare/"
ENDING = "Meddelandet går inte att svara på."


def tell_managers(*, provider_id: int, unit_id: int | None, subject: str, line: str, key: str, at: dt.datetime) -> int:
    """Write to the managers of a unit and of its provider; says to how many. The key makes each letter go out once."""
    managers = managers_of(local_date(at), provider_id, unit_id)
    for manager in managers:
        send_mail_later(
            to=manager.email,
            subject=subject,
            body=f"Hej!\n\n{line}\nLogga in för att läsa: {absolute(PROVIDER_PAGES)}\n\n{ENDING}\n",
            key=f"{key}:{manager.pk}",
            at=at,
        )
    return len(managers)
