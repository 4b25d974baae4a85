"""A small load client: a few kept-open connections to this machine, bounded in number and time."""

import http.client
import threading
import time
from dataclasses import dataclass

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Load:
    """How a server bore it."""

    requests: int
    seconds: float
    times: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def p95(self) -> float:
        """Milliseconds within which nineteen of twenty answers came."""
        return sorted(self.times)[int(len(self.times) * 0.95)] * 1000


@dataclass(frozen=True)
class Page:
    port: int
    path: str
    cookie: str
    says: str

    def fetch(self, connection: http.client.HTTPConnection) -> bytes:
        connection.request("GET", self.path, headers={"Host": f"localhost:{self.port}", "Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != http.client.OK or self.says.encode() not in body:
            raise AssertionError(f"{self.path} answered {answer.status} and not with {self.says!r}")
        return body


def load(page: Page, *, connections: int = 2, seconds: float = 4, most: int = 4_000) -> Load:
    """Ask for the page over and over until the time is out or enough has been asked."""
    taken: list[list[float]] = [[] for _ in range(connections)]
    begun = time.perf_counter()
    threads = [threading.Thread(target=_ask, args=(page, each, begun + seconds, most // connections)) for each in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = tuple(one for each in taken for one in each)
    if not every:
        raise AssertionError(f"{page.path} gave no answer")
    return Load(len(every), time.perf_counter() - begun, every)


def _ask(page: Page, taken: list[float], until: float, most: int) -> None:
    connection = http.client.HTTPConnection(HOST, page.port, timeout=60)
    try:
        while len(taken) < most and (now := time.perf_counter()) < until:
            page.fetch(connection)
            taken.append(time.perf_counter() - now)
    finally:
        connection.close()
