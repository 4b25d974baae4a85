"""The decorator that makes a function an action: one transaction, named in the history."""

from collections.abc import Callable
from functools import wraps

from django.db import transaction

from insyn.base.trail import acting


def action[**P, R](label: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """All or nothing, and in the history under a readable Swedish past tense: @action("Stängde iakttagelsen").

    The person is the one passed as `by`, whoever is signed in.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> R:
            person_id = getattr(kwargs.get("by"), "pk", None)
            with acting(person_id=person_id, action=label), transaction.atomic():
                return function(*args, **kwargs)

        return act

    return decorate
