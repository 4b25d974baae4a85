"""A Chromium for the browser tests: one that is there, else Debian's for root, else Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def is_there(environment: dict[str, str]) -> bool:
    """See to it that there is one; says what to do where it cannot be had."""
    if environment.get("INSYN_CHROMIUM") or any(map(shutil.which, NAMES)) or has_playwrights(environment):
        return True
    if os.geteuid() == 0 and Path("/etc/debian_version").exists() and from_debian(environment):
        return True
    if from_playwright(environment):
        return True
    print(
        "No Chromium was found, and none could be installed. Install one (on Debian: apt-get install chromium), "
        "or name one in INSYN_CHROMIUM.",
        file=sys.stderr,
    )
    return False


def has_playwrights(environment: dict[str, str]) -> bool:
    code = (
        "from playwright.sync_api import sync_playwright as s; import pathlib, sys\n"
        "with s() as p: sys.exit(not pathlib.Path(p.chromium.executable_path).exists())"
    )
    return quietly([sys.executable, "-c", code], environment)


def from_debian(environment: dict[str, str]) -> bool:
    print("Installing Debian's chromium ...", flush=True)
    unattended = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    return quietly(install, unattended) or (quietly(["apt-get", "update"], unattended) and quietly(install, unattended))


def from_playwright(environment: dict[str, str]) -> bool:
    print("Fetching Playwright's Chromium ...", flush=True)
    return quietly([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], environment)


def quietly(command: list[str], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
