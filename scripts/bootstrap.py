"""Make the environment that a make target needs, and do nothing where it is there already.

Runs on whatever Python 3 the machine has (3.8 or later), with nothing but its standard library:

    python3 scripts/bootstrap.py demo|dev|bench

uv is the one on PATH, else fetched from PyPI into .uv/. Python 3.13 is one that uv finds, else one that it fetches
into .uv/. Packages come from the lock files only, by hash; front-end packages by npm, which is a Python package too.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import fetch_uv

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
TOOLS = PROJECT / ".uv"
PYTHON = "3.13"
FRONT = "requirements-front.lock"
# Each holds all of the one before, so an environment made for tests serves the demo too.
LOCKS = {"demo": "requirements.lock", "dev": "requirements-dev.lock", "bench": "requirements-bench.lock"}


class Hindrance(Exception):
    """What hinders, and what to do about it."""


def main() -> None:
    wanted = sys.argv[1] if len(sys.argv) > 1 else "demo"
    os.chdir(PROJECT)
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Two starts at once: the second waits, and finds everything done.
        try:
            install_python_packages(wanted)
            install_front_packages()
        except (Hindrance, fetch_uv.CannotFetch) as hindrance:
            sys.exit(f"\n{hindrance}")


def install_python_packages(wanted: str) -> None:
    if is_installed(wanted):
        return
    uv = find_uv()
    make_venv(uv)
    say(f"Installing Python packages from {LOCKS[wanted]} ...")
    stamp().unlink(missing_ok=True)
    run([uv, "pip", "sync", "--quiet", LOCKS[wanted], FRONT], "The Python packages could not be installed.")
    # Sync removes the project itself; its build backend is in the lock.
    project = [uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."]
    run(project, "The project could not be installed.")
    # From another folder: from here the import would succeed without an installation.
    run(
        [str(VENV / "bin/python"), "-c", "import config, insyn"],
        "The project was installed, but cannot be imported.",
        cwd="/",
    )
    stamp().write_text(f"{wanted} {fingerprint(wanted)}")


def is_installed(wanted: str) -> bool:
    try:
        level, found = stamp().read_text().split()
    except (OSError, ValueError):
        return False
    levels = list(LOCKS)
    return level in levels and levels.index(level) >= levels.index(wanted) and found == fingerprint(level)


def fingerprint(level: str) -> str:
    """Of all that decides what is installed; the folder too, for scripts in it name it."""
    digest = hashlib.sha256(f"{PROJECT} {PYTHON}".encode())
    for name in (LOCKS[level], FRONT, "pyproject.toml"):
        digest.update((PROJECT / name).read_bytes())
    return digest.hexdigest()


def stamp() -> Path:
    return VENV / "insyn-installed"


def find_uv() -> str:
    for candidate in (shutil.which("uv"), str(TOOLS / "bin" / "uv")):
        if candidate and succeeds([candidate, "--version"]):
            return candidate
    say("Fetching uv from PyPI into .uv/ ...")
    return str(fetch_uv.fetch(TOOLS))


def make_venv(uv: str) -> None:
    """A virtual environment with Python 3.13; one that is broken, or was made in another folder, is made anew."""
    python = VENV / "bin" / "python"
    works = (
        f"import sys; sys.exit(sys.version_info[:2] != ({PYTHON.replace('.', ', ')}) or sys.prefix != {str(VENV)!r})"
    )
    if python.exists() and succeeds([str(python), "-c", works]):
        return
    make = [uv, "venv", "--quiet", "--clear", str(VENV), "--python"]
    # What uv finds by itself, then what pyenv installed without it being on PATH.
    for found in (PYTHON, *map(str, Path.home().glob(f".pyenv/versions/{PYTHON}.*/bin/python"))):
        if succeeds([*make, found, "--no-python-downloads"]):
            return
    say(f"Python {PYTHON} is not here; uv tries to fetch it ...")
    os.environ.setdefault("UV_PYTHON_INSTALL_DIR", str(TOOLS / "python"))
    run(
        [*make, PYTHON],
        f"Insyn needs Python {PYTHON}. It was not found, and could not be fetched from here. Install it "
        f"(for instance the package python{PYTHON}, or with pyenv) so that python{PYTHON} is on PATH, and try again.",
    )


def install_front_packages() -> None:
    mark = PROJECT / "node_modules" / ".insyn-installed"
    wanted = hashlib.sha256((PROJECT / "package-lock.json").read_bytes()).hexdigest()
    if mark.exists() and mark.read_text() == wanted:
        return
    say("Installing front-end packages from package-lock.json ...")
    # No package may run a script of its own at installation.
    npm = [str(VENV / "bin" / "npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(npm, "The front-end packages could not be installed.")
    mark.write_text(wanted)


def run(command: list[str], failure: str, cwd: str | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        raise Hindrance(f"{done.stdout.strip()}\n\n{failure}")


def succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, env=environment(), capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def environment() -> dict[str, str]:
    """The project's own environment wins over one that happens to be active."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "VIRTUAL_ENV": str(VENV), "PATH": path}


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
