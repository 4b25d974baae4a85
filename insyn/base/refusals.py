"""A rule said no: what every refused action raises, with a word in Swedish for the person who tried."""

from collections.abc import Sequence
from http import HTTPStatus


class Refusal(Exception):
    """Subclass it with the fact as its name and the `message` a person reads; `missing` lists what is needed first."""

    message: str = "Det går inte att göra just nu."
    status: HTTPStatus = HTTPStatus.CONFLICT

    def __init__(self, message: str = "", *, missing: Sequence[str] = ()) -> None:
        self.message = message or self.message
        self.missing = tuple(missing)
        super().__init__(self.message, *self.missing)

    def __str__(self) -> str:
        return " ".join((self.message, *self.missing))
