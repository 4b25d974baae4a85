"""What a file is, by its content; its name only has to agree."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import puremagic

from insyn.base.files import contents


class FileRefused(Exception):
    """The file is not stored; the text says in Swedish why and what to do."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be stored."""

    name: str
    content_type: str
    extensions: tuple[str, ...]
    holds: Callable[[IO[bytes]], bool]

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


KINDS = (
    Kind("PDF", "application/pdf", (".pdf",), contents.is_pdf),
    Kind(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (".docx",),
        contents.is_word,
    ),
    Kind("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",), contents.is_excel),
    Kind("OpenDocument-text", "application/vnd.oasis.opendocument.text", (".odt",), contents.is_open_document),
    Kind("JPEG-bild", "image/jpeg", (".jpg", ".jpeg"), contents.is_jpeg),
    Kind("PNG-bild", "image/png", (".png",), contents.is_png),
    Kind("CSV", "text/csv", (".csv",), contents.is_text),
    Kind("text", "text/plain", (".txt",), contents.is_text),
)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
ACCEPT = ",".join(BY_EXTENSION)
ALLOWED = "PDF, Word (docx), Excel (xlsx), OpenDocument (odt), JPEG, PNG, CSV eller text"


def recognise(name: str, content: IO[bytes]) -> Kind:
    """The kind that both the name and the content say; raises FileRefused."""
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    kind = BY_EXTENSION.get(extension)
    if kind is None:
        raise FileRefused(_unknown(extension))
    content.seek(0)
    if not content.read(1):
        raise FileRefused("Filen är tom. Kontrollera att den sparades innan du valde den.")
    try:
        holds = kind.holds(content)
    except contents.TooMuchInside as excess:
        raise FileRefused(f"Filen är för stor när den packas upp: {excess}.") from excess
    if not holds:
        raise FileRefused(_disguised(kind, content))
    content.seek(0)
    return kind


def _unknown(extension: str) -> str:
    if extension in {".heic", ".heif"}:
        return "Bilder i formatet HEIC kan inte läsas av alla. Spara bilden som JPEG och välj den igen."
    if extension in {".doc", ".xls"}:
        return f"Det äldre formatet {extension[1:]} tas inte emot. Spara filen som {extension[1:]}x och välj den igen."
    what = f"Filer av typen {extension[1:]} tas inte emot." if extension else "Filens namn saknar typ."
    return f"{what} Välj en fil i något av formaten {ALLOWED}."


def _disguised(kind: Kind, content: IO[bytes]) -> str:
    content.seek(0)
    try:
        guess = puremagic.from_string(content.read(4096)).lstrip(".")
    except (puremagic.PureError, ValueError):
        guess = ""
    seems = f" Innehållet ser ut att vara {guess}." if guess and f".{guess}" not in kind.extensions else ""
    return (
        f"Filen heter som en {kind.name}-fil men innehållet är något annat eller är skadat.{seems} "
        "Öppna den i programmet som gjorde den, spara den på nytt och välj den igen."
    )
