"""The file storage of an installation without object storage: a folder outside everything the web server shows."""

import os
import secrets
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class DurableFolder(FileSystemStorage):
    """A file is there whole, on the disk, or not at all, whenever the power goes."""

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with unfinished.open("xb") as file:
                unfinished.chmod(0o600)
                _copy(content, file)
                file.flush()
                os.fsync(file.fileno())
            # A link fails where a rename would write over another's file.
            os.link(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return name


def _copy(content: "File[Any]", file: IO[bytes]) -> None:
    for chunk in content.chunks():
        file.write(chunk if isinstance(chunk, bytes) else chunk.encode())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
