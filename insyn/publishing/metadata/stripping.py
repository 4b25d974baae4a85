"""One door for every kind of file: what it tells beside its content, and the file without that."""

from dataclasses import dataclass

from insyn.publishing.metadata.documents import strip_document, traces_in_document
from insyn.publishing.metadata.faults import NotForPublication
from insyn.publishing.metadata.kinds import Kind, kind_of
from insyn.publishing.metadata.pdf import traces_in_pdf
from insyn.publishing.metadata.pictures import strip_picture, traces_in_picture


@dataclass(frozen=True)
class Stripped:
    """A file that may be published, and what was taken out of it."""

    content: bytes
    kind: Kind
    taken_out: tuple[str, ...]


def traces(content: bytes) -> tuple[str, ...]:
    """What goes along unseen in the file, in Swedish; raises FileFault for a file that cannot be read."""
    kind = kind_of(content)
    if kind is Kind.WORD:
        return tuple(traces_in_document(content))
    if kind is Kind.PDF:
        return tuple(traces_in_pdf(content))
    return tuple(traces_in_picture(content, kind))


def strip(content: bytes) -> Stripped:
    """The file without metadata; raises FileFault for one that cannot be read or must be mended by a person first."""
    kind = kind_of(content)
    found = traces(content)
    if kind is Kind.PDF:
        raise NotForPublication(
            "En PDF rensas inte här. Publicera den PDF som skrivs ut från rapporten, "
            "eller ladda upp dokumentet som Word-fil."
        )
    clean = strip_document(content) if kind is Kind.WORD else strip_picture(content, kind)
    return Stripped(clean, kind, found)
