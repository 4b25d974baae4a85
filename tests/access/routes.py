"""Every route of the product, and trying it as somebody."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

type Named = dict[str, Any]

# A refused form, a redirect after a post and a conflict all mean that the person was let in.
INSIDE = {200, 204, 302, 303, 409, 422}
NOT_ALLOWED = 405


def all_routes(within: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (within or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from all_routes(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def is_signing_in(name: str) -> bool:
    """The pages of signing in, the second step and sessions are allauth's, declared as one group."""
    return name.startswith(("account_", "mfa_", "usersessions_"))


def address(name: str, pattern: URLPattern, names: Named) -> str:
    given = names[max((key for key in names if name.startswith(key)), key=len, default="")]
    return reverse(name, kwargs={key: given[key] for key in pattern.pattern.converters})


def outcome(client: Client, method: str, at: str) -> str:
    """`in`, `403`, `404`, `sign-in`, or another status; nothing that the request did stays."""
    with transaction.atomic():
        answer: Any = client.generic(method, at, content_type="application/x-www-form-urlencoded")
        if answer.streaming:
            answer.getvalue()  # read to its end, as a browser would
        transaction.set_rollback(True)
    if answer.status_code in (301, 302) and "/konto/logga-in/" in answer["Location"]:
        return "sign-in"
    return "in" if answer.status_code in INSIDE else str(answer.status_code)
