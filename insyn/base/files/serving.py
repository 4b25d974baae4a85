"""Handing out a file: to be saved, never to be run in the browser under our address."""

from django.http import FileResponse

from insyn.base.files.kinds import KINDS
from insyn.base.files.storing import open_stored
from insyn.base.models import StoredFile

SHOWN_IN_PAGES = frozenset(kind.content_type for kind in KINDS if kind.is_picture)


def serve(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file as an attachment; a picture may be shown in a page with `inline`.

    The caller has found the file through what it hangs on, with `visible_to`: here everybody is let in.
    """
    shown = inline and file.content_type in SHOWN_IN_PAGES
    response = FileResponse(
        open_stored(file), as_attachment=not shown, filename=file.name, content_type=file.content_type
    )
    response["Content-Length"] = str(file.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store" if not shown else "private, max-age=3600"
    return response
