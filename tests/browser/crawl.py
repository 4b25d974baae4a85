"""Finds the pages as people do, by following links: one address for each route, in the role that meets it first."""

import http.client
import re
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

# Pages of the same kind differ in what they link to, so a few of each are read.
MOST_OF_A_KIND = 4
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    status: int
    url: str
    is_page: bool
    html: str


class Reader:
    """Asks for pages in one person's session, over one connection: a browser is only needed to draw them."""

    def __init__(self, address: str, cookies: Mapping[str, str]) -> None:
        place = urlsplit(address)
        self._address = f"{place.scheme}://{place.netloc}"
        self._connection = http.client.HTTPConnection(place.hostname or "", place.port)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._headers = {"Host": place.netloc, "Cookie": cookie, "Accept": "text/html"}

    def get(self, path: str) -> Answer:
        """Where redirects within the site lead to in the end."""
        for _ in range(MOST_REDIRECTS):
            self._connection.request("GET", path, headers=self._headers)
            answer = self._connection.getresponse()
            body = answer.read()
            if not 300 <= answer.status < 400:
                break
            to = urlsplit(urljoin(f"{self._address}{path}", answer.headers["Location"]))
            path = f"{to.path}?{to.query}" if to.query else to.path
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        return Answer(answer.status, f"{self._address}{path}", is_page, body.decode() if is_page else "")


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


def crawl(reader: Reader, role: str, start: tuple[str, ...], known: Collection[str] = ()) -> Iterator[Found]:
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
        answer = reader.get(address)
        if not answer.is_page:
            continue
        is_ok, landed = answer.status == http.client.OK, urlsplit(answer.url).path
        read[route] += 1
        if is_ok and route_of(landed) == route and read[route] == 1:
            yield Found(route, landed, role, answer.html)
        if not is_ok:
            yield Found(f"{answer.status} {address}", address, role, answer.html)
        for link in links(answer.html, answer.url):
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
