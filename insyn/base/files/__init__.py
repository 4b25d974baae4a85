"""Files: what may be stored is decided by content, who may read it by whoever links to it."""

from insyn.base.files.fields import UploadField
from insyn.base.files.kinds import KINDS, FileRefused, Kind, recognise
from insyn.base.files.serving import serve
from insyn.base.files.storing import erase, open_stored, remove_orphans, store_content, store_upload

__all__ = [
    "KINDS",
    "FileRefused",
    "Kind",
    "UploadField",
    "erase",
    "open_stored",
    "recognise",
    "remove_orphans",
    "serve",
    "store_content",
    "store_upload",
]
