"""The name a file is shown and downloaded under: what the uploader called it, without what could deceive."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 120
PROGRAMS = {"exe", "com", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "hta", "scr", "msi", "jar", "app", "sh", "py"}
PAGES = {"html", "htm", "xhtml", "svg", "xml", "php", "lnk", "url", "iso"}
RUNS = frozenset(PROGRAMS | PAGES)


def clean_name(name: str) -> str:
    """No folders, no signs that cannot be seen or turn the reading direction, no program's ending within."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    path = PurePosixPath(re.sub(r'[<>:"|?*\s]+', " ", seen).strip(" .") or "fil")
    stem = re.sub(r"\.([^.]+)", _unhook, path.stem).strip(" .") or "fil"
    return stem[: LONGEST - len(path.suffix)] + path.suffix.lower()


def _unhook(ending: re.Match[str]) -> str:
    return f"_{ending[1]}" if ending[1].lower() in RUNS else ending[0]
