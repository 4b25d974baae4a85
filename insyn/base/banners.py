"""What must be seen on every staff page: each app declares who asks, so that nothing imports upwards."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Banner:
    """One line above the page, with where to go."""

    text: str
    url: str
    link: str
    color: str = "danger"


type Source = Callable[[HttpRequest], Iterable[Banner]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Declare a source of banners; called from an app's ready()."""
    if source not in _sources:
        _sources.append(source)


def banners(request: HttpRequest) -> list[Banner]:
    return [banner for source in _sources for banner in source(request)]
