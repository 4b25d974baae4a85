"""What the account's templates need to know about the person."""

from typing import Any

from django.http import HttpRequest

from insyn.base.scope import NOBODY
from insyn.people.second_factor import is_demanded


def account(request: HttpRequest) -> dict[str, Any]:
    """Worked out only on the account's pages."""
    if not request.path.startswith("/konto/"):
        return {}
    scope = getattr(request, "scope", NOBODY)
    layout = "base/portal.html" if scope.is_provider and not scope.is_staff else "base/work.html"
    return {"account_layout": layout, "second_factor_demanded": is_demanded(request)}
