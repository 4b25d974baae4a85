"""Finds the pages as people do, by following links: one address for each route, in the role that meets it first."""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import BrowserContext

# Pages of the same kind differ in what they link to, so a few of each are read.
MOST_OF_A_KIND = 4
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')


@dataclass(frozen=True)
class Found:
    route: str
    address: str
    role: str
    html: str


def route_of(path: str) -> str | None:
    """The route's own pattern, which also tells apart routes without names."""
    try:
        return resolve(path).route
    except Resolver404:
        return None


def crawl(context: BrowserContext, role: str, start: tuple[str, ...], known: Collection[str] = ()) -> Iterator[Found]:
    """Every page that can be reached from the starts, once a route; anything but a page is passed by.

    Of a kind already known only one is read, for the links that this role sees on it.
    """
    waiting, seen = deque(start), set(start)
    read: Counter[str] = Counter()
    while waiting:
        address = waiting.popleft()
        route = route_of(urlsplit(address).path)
        if route is None or read[route] >= (1 if route in known else MOST_OF_A_KIND):
            continue
        answer = context.request.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        html = answer.text()
        landed = urlsplit(answer.url)
        read[route] += 1
        if answer.ok and route_of(landed.path) == route and read[route] == 1:
            yield Found(route, landed.path, role, html)
        if not answer.ok:
            yield Found(f"{answer.status} {address}", address, role, html)
        for link in links(html, answer.url):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def links(html: str, page: str) -> Iterator[str]:
    """Addresses on the same site, without what only sorts or filters the same page."""
    here = urlsplit(page)
    for href in LINK.findall(html):
        parts = urlsplit(urljoin(page, unescape(href)))
        if parts.netloc == here.netloc and not parts.query:
            yield parts.path


def all_routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_routes(pattern, route)
        else:
            yield route, pattern
