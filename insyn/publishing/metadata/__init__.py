"""Files without the traces of who made them, where and with what."""

from insyn.publishing.metadata.faults import FileFault, NotForPublication, TooLarge, UnknownKind, Unreadable
from insyn.publishing.metadata.kinds import Kind, kind_of
from insyn.publishing.metadata.stripping import Stripped, strip, traces

__all__ = [
    "FileFault", "Kind", "NotForPublication", "Stripped", "TooLarge", "UnknownKind", "Unreadable",
    "kind_of", "strip", "traces",
]  # fmt: skip
