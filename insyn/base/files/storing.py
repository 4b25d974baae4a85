"""Storing: first the content, safe on disk, then the row; what is left without a row is cleared away at night."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from functools import partial
from hashlib import file_digest
from typing import IO

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from insyn.base.files.kinds import Kind, recognise
from insyn.base.files.naming import clean_name
from insyn.base.files.pictures import clean_picture
from insyn.base.models import StoredFile


def store_upload(*, upload: "File[bytes]", name: str = "", by_id: int | None, at: dt.datetime) -> StoredFile:
    """Store what somebody uploaded; raises FileRefused. Pictures lose their metadata and stand upright."""
    name = clean_name(name or upload.name or "")
    content: IO[bytes] = upload.file or io.BytesIO(upload.read())
    kind = recognise(name, content)
    if kind.is_picture:
        content = io.BytesIO(clean_picture(content, kind.content_type))
    return _store(content, name=name, kind=kind, by_id=by_id, at=at)


def store_content(*, name: str, content: bytes, by_id: int | None, at: dt.datetime) -> StoredFile:
    """Store what the system itself has made; raises FileRefused."""
    return store_upload(upload=ContentFile(content, name), by_id=by_id, at=at)


def open_stored(file: StoredFile) -> "File[bytes]":
    """The content, to be read and closed by the caller."""
    return default_storage.open(file.storage_name)


@transaction.atomic
def erase(file: StoredFile) -> None:
    """Row and content go; nothing of the content is kept, once the transaction is."""
    transaction.on_commit(partial(default_storage.delete, file.storage_name))
    file.delete()


def remove_orphans(*, before: dt.datetime) -> int:
    """Clear away content older than `before` that no row tells of: a killed upload, a row that was taken back."""
    removed = 0
    for folder, names in _stored():
        keys = {name: key for name in names if (key := _key(name))}
        known = {key.hex for key in StoredFile.objects.filter(key__in=keys.values()).values_list("key", flat=True)}
        for name in names:
            path = f"{folder}/{name}"
            if name not in known and default_storage.get_modified_time(path) < before:
                default_storage.delete(path)
                removed += 1
    return removed


def _store(content: IO[bytes], *, name: str, kind: Kind, by_id: int | None, at: dt.datetime) -> StoredFile:
    content.seek(0)
    file = StoredFile(
        name=name,
        content_type=kind.content_type,
        sha256=file_digest(content, "sha256").hexdigest(),  # type: ignore[arg-type] # any binary file will do
        size=content.seek(0, io.SEEK_END),
        uploaded_by_id=by_id,
        uploaded_at=at,
    )
    content.seek(0)
    default_storage.save(file.storage_name, File(content))
    file.save()
    return file


def _stored() -> Iterator[tuple[str, list[str]]]:
    try:
        folders, _ = default_storage.listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        if len(folder) == 2:
            yield folder, default_storage.listdir(folder)[1]


def _key(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(name)
    except ValueError:
        return None
