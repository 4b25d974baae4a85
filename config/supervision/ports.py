"""The address: is it free, and does somebody answer there?"""

import http.client
import socket
import time
from collections.abc import Callable

from config.supervision.errors import StartRefused


def require_free(host: str, port: int) -> None:
    """Raises StartRefused when another program listens there; one that was just ended gets a moment to let go."""
    end = time.monotonic() + 1
    while True:
        try:
            return _try(host, port)
        except StartRefused:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # A port that its last user left a moment ago is free, though the kernel still remembers old connections.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise StartRefused(
                f"Port {port} may not be used by this account. Choose another: INSYN_PORT=8000"
            ) from None
        except OSError as error:
            raise StartRefused(
                f"Port {port} on {host} cannot be used ({error.strerror}): another program probably has it. "
                f"Choose another, for instance: INSYN_PORT={port + 1} make demo"
            ) from None


def wait_until_answering(host: str, port: int, *, patience: float, is_hopeless: Callable[[], bool]) -> int:
    """The status of the first answer; raises StartRefused when none comes."""
    end = time.monotonic() + patience
    while time.monotonic() < end and not is_hopeless():
        if status := _status(host, port):
            return status
        time.sleep(0.1)
    raise StartRefused(f"The web server did not answer on port {port}.")


def _status(host: str, port: int) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=30)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
