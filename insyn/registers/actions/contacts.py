"""Who wants an answer: known as long as the matter is open."""

from insyn.registers.models import Contact


def erase_contact(event_id: int) -> None:
    """Nothing of name, address or number is left, in the trail neither."""
    Contact.objects.filter(event=event_id).delete()
