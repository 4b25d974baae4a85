"""Fetch uv from PyPI into the project's folder, with pip where the machine's Python has it, else without."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import stat
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

# Of the index's answer, in the form that names hashes (PEP 691).
SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"
INDEX_VARIABLES = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")


class CannotFetch(Exception):
    """uv could not be fetched; the text says what to do instead."""


def fetch(folder: Path) -> Path:
    """The uv in the folder, fetched; raises CannotFetch."""
    uv = folder / "bin" / "uv"
    if not with_pip(folder) or not uv.exists():
        try:
            unpack(download(), uv)
        except (OSError, ValueError, KeyError) as error:
            raise CannotFetch(
                f"uv is not on PATH and could not be fetched from PyPI ({error}). "
                "Install it (https://docs.astral.sh/uv/, or: pip install uv), "
                "or name your package index in PIP_INDEX_URL, and try again."
            ) from None
    return uv


def with_pip(folder: Path) -> bool:
    """pip knows the machine's index, proxy and certificates; a minimal Python does not have it."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--upgrade",
        "--target",
        str(folder),
        "uv",
    ]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def download() -> bytes:
    index = next((os.environ[name] for name in INDEX_VARIABLES if os.environ.get(name)), "https://pypi.org/simple")
    address = f"{index.rstrip('/')}/uv/"
    request = urllib.request.Request(address, headers={"Accept": SIMPLE_JSON})
    with urllib.request.urlopen(request, timeout=60) as answer:
        files = json.load(answer)["files"]
    wheel = newest([one for one in files if is_ours(one["filename"]) and not one.get("yanked")])
    with urllib.request.urlopen(urllib.parse.urljoin(address, wheel["url"]), timeout=300) as answer:
        content: bytes = answer.read()
    if hashlib.sha256(content).hexdigest() != wheel["hashes"]["sha256"]:
        raise ValueError("the fetched file is not the one that the index names")
    return content


def newest(wheels: list[dict[str, Any]]) -> dict[str, Any]:
    if not wheels:
        raise ValueError(f"there is no uv for {platform.system()} on {platform.machine()}")
    return max(
        wheels, key=lambda one: [int(part) for part in one["filename"].split("-")[1].split(".") if part.isdigit()]
    )


def is_ours(filename: str) -> bool:
    if not filename.endswith(".whl"):
        return False
    machine = platform.machine().lower()
    if platform.system() == "Darwin":
        return "macosx" in filename and filename.endswith(f"_{machine}.whl")
    library = "musllinux" if platform.libc_ver()[0] != "glibc" else "manylinux"
    return library in filename and filename.endswith(f"_{machine}.whl")


def unpack(wheel: bytes, uv: Path) -> None:
    with zipfile.ZipFile(BytesIO(wheel)) as archive:
        name = next(name for name in archive.namelist() if name.endswith("scripts/uv"))
        uv.parent.mkdir(parents=True, exist_ok=True)
        making = uv.with_name("uv.new")
        making.write_bytes(archive.read(name))
    making.chmod(making.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    making.replace(uv)
